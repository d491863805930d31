import { FaultlineError } from '../../codes.ts';
import { isRecord } from '../../is-record.ts';
import { checkOptionsOf, invalidOption, type OptionCheck, type OptionChecks } from '../../option-check.ts';
import { checkLimits } from '../check-query.ts';
import type { RetentionLimits } from '../store.ts';
import { DRIVERS, type DriverName } from './driver.ts';

export interface SqliteStoreOptions {
  /** Path of the file, which is made where there is none, readable for this user alone. On a disk of this host. */
  readonly file: string;
  /**
   * Path of the directory in which occurrences wait until they are stored, and outlive the process. All processes that
   * share the file share it. Default: `file` and `-spool`.
   */
  readonly spool?: string;
  /** Bytes that may wait there. Default: 1 GiB; at least 1 MiB. */
  readonly spoolBytes?: number;
  /** What is kept. Default: 30 days, 2 GiB. */
  readonly retention?: RetentionLimits;
  /**
   * The file must be a store already: none is made, one that is damaged stays where it is, and no new one is begun. For
   * whoever looks at what another process writes. Default: `false`.
   */
  readonly mustExist?: boolean;
  /** The library to use. Default: what there is of `node:sqlite`, `better-sqlite3` and `libsql`. */
  readonly driver?: DriverName;
}

export interface CheckedOptions extends Required<Omit<SqliteStoreOptions, 'driver'>> {
  readonly driver: DriverName | undefined;
}

const RETENTION: RetentionLimits = { days: 30, bytes: 2 * 2 ** 30 };
const LEAST_SPOOL = 2 ** 20;

const path: OptionCheck = {
  expected: 'the path of a file, such as "errors.db"',
  isRight: (value) =>
    typeof value === 'string' && value !== '' && !value.includes('\0') && !/^(?:file:|:memory:)/.test(value),
};

const CHECKS: OptionChecks<SqliteStoreOptions> = {
  file: path,
  spool: { ...path, expected: 'the path of a directory, such as "errors-spool"' },
  spoolBytes: {
    expected: `an integer from ${LEAST_SPOOL}`,
    isRight: (value) => Number.isSafeInteger(value) && (value as number) >= LEAST_SPOOL,
  },
  mustExist: { expected: 'true or false', isRight: (value) => typeof value === 'boolean' },
  retention: { expected: 'limits, such as { days: 30 }', isRight: isRecord },
  driver: {
    expected: `one of ${DRIVERS.join(', ')}`,
    isRight: (value) => DRIVERS.includes(value as DriverName),
  },
};

/** @throws FaultlineError naming the option, what was received, and the cure */
export function checkOptions(options: unknown): CheckedOptions {
  checkOptionsOf('sqliteStore', options, CHECKS);
  const { file, spool, spoolBytes, retention, mustExist, driver } = options;
  if (file === undefined) throw invalidOption('sqliteStore', 'file', 'is missing', path.expected);
  checkRetention(retention);
  return {
    file,
    spool: spool ?? `${file}-spool`,
    spoolBytes: spoolBytes ?? 2 ** 30,
    retention: retention ?? RETENTION,
    mustExist: mustExist ?? false,
    driver,
  };
}

function checkRetention(retention: RetentionLimits | undefined): void {
  if (retention === undefined) return;
  try {
    checkLimits(retention);
  } catch (error) {
    throw new FaultlineError(
      'FLT_OPTION_INVALID',
      `Option "retention" of sqliteStore: ${(error as Error).message}`,
    );
  }
}
