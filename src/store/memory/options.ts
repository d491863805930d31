import { isRecord } from '../../is-record.ts';
import { checkOptionsOf, integer, type OptionChecks } from '../../option-check.ts';

/** How much is kept. What goes for want of room is retention, not loss: `status().lost` does not count it. */
export interface MemoryStoreOptions {
  /** Occurrences, 1 to 100,000; the oldest go. Default: 1,000. */
  readonly occurrences?: number;
  /**
   * About so many bytes of them, by the length of their JSON, at least 65,536; the oldest go, never the newest.
   * Default: 16 MiB.
   */
  readonly bytes?: number;
  /**
   * Groups, 1 to 100,000; the ones not seen for longest go, those muted, ignored or with notes last. One that went
   * is new when it comes again. Default: 10,000.
   */
  readonly groups?: number;
}

const MOST = 100_000;
const DEFAULTS: Required<MemoryStoreOptions> = { occurrences: 1000, bytes: 16 * 2 ** 20, groups: 10_000 };
const CHECKS: OptionChecks<MemoryStoreOptions> = {
  occurrences: integer(1, MOST),
  bytes: integer(65_536, 2 ** 40),
  groups: integer(1, MOST),
};

/** @throws FaultlineError naming the option, what was received, and the cure */
export function checkMemoryOptions(options: unknown): Required<MemoryStoreOptions> {
  // What is `undefined` is left out, whatever it is called.
  const given: unknown = isRecord(options)
    ? Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
    : options;
  checkOptionsOf('memoryStore', given, CHECKS);
  return { ...DEFAULTS, ...given };
}
