/** The options of the PostgreSQL store, checked at start. */

import { isRecord } from '../../is-record.ts';
import {
  checkOptionsOf,
  integer,
  invalidOption,
  type OptionCheck,
  type OptionChecks,
} from '../../option-check.ts';
import { checkLimits } from '../check-query.ts';
import type { RetentionLimits } from '../store.ts';
import type { PostgresPool } from './pool.ts';

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:5432/database`. Default: what the variables `PGHOST`, `PGDATABASE` and so on say. */
  readonly connectionString?: string;
  /** The application's own pool of `pg`, instead of a connection string. It is for the application to end. */
  readonly pool?: PostgresPool;
  /** Where all tables are; made when it is not there. Default: `faultline`. */
  readonly schema?: string;
  /**
   * A directory where occurrences wait on disk, so that they survive the process. One for each store: what a process left
   * there is stored by the next one. Default: they wait in memory.
   */
  readonly spool?: string;
  /** Default: 30 days. */
  readonly retention?: RetentionLimits;
  /** As `pg` takes it: `true`, or the options of Node's TLS. Default: as the connection string says. */
  readonly ssl?: boolean | object;
  /** Milliseconds until a connection must be there. Default: 5,000. */
  readonly connectTimeout?: number;
  /** Milliseconds that an answer may take. Default: 10,000. */
  readonly readTimeout?: number;
  /** Milliseconds that storing a batch may take. Default: 20,000. */
  readonly writeTimeout?: number;
}

export interface Settings extends Omit<PostgresStoreOptions, 'pool' | 'spool' | 'ssl'> {
  readonly pool: PostgresPool | undefined;
  readonly spool: string | undefined;
  readonly ssl: boolean | object | undefined;
  readonly schema: string;
  readonly retention: RetentionLimits;
  readonly connectTimeout: number;
  readonly readTimeout: number;
  readonly writeTimeout: number;
}

const OWNER = 'postgresStore';

const milliseconds: OptionCheck = {
  ...integer(1, 600_000),
  expected: 'an integer from 1 to 600000 (milliseconds)',
};
const text: OptionCheck = {
  expected: 'a text that is not empty',
  isRight: (value) => typeof value === 'string' && value !== '',
};

const CHECKS: OptionChecks<PostgresStoreOptions> = {
  connectionString: {
    expected: 'a URL such as "postgres://user:password@host/database"',
    isRight: (value) =>
      typeof value === 'string' && /^postgres(?:ql)?:\/\//.test(value) && URL.canParse(value),
    isSecret: true,
  },
  pool: {
    expected: 'a pool of the package "pg"',
    isRight: (value) => isRecord(value) && typeof value['connect'] === 'function',
  },
  schema: {
    expected: 'a name of letters a to z, digits and "_", at most 63',
    isRight: (value) =>
      typeof value === 'string' && /^[a-z_][a-z\d_]{0,62}$/.test(value) && !value.startsWith('pg_'),
  },
  spool: text,
  retention: { expected: 'an object', isRight: isRecord },
  ssl: {
    expected: 'true, false or an object',
    isRight: (value) => typeof value === 'boolean' || isRecord(value),
  },
  connectTimeout: milliseconds,
  readTimeout: milliseconds,
  writeTimeout: milliseconds,
};

/** @throws FaultlineError naming the option, and what to give; never a connection string */
export function checkPostgresOptions(options: PostgresStoreOptions): Settings {
  checkOptionsOf(OWNER, options, CHECKS, `Option "options" of ${OWNER} is`);
  const { connectionString, pool, retention = { days: 30 } } = options;
  if (connectionString !== undefined && pool !== undefined)
    throw invalidOption(OWNER, 'pool', 'stands beside "connectionString"', 'one of the two');
  checkLimits(retention);
  const { spool, ssl, schema = 'faultline' } = options;
  const { connectTimeout = 5000, readTimeout = 10_000, writeTimeout = 20_000 } = options;
  return {
    ...(connectionString !== undefined && { connectionString }),
    pool,
    spool,
    ssl,
    schema,
    retention,
    connectTimeout,
    readTimeout,
    writeTimeout,
  };
}
