import type { Report } from '../policy.ts';

/** Where something of a configuration stands, and what compiling it needs. */
export interface At {
  /** JSON Pointer into the configuration. */
  readonly pointer: string;
  readonly report: Report;
  /** The environment variables that templates may show, read when the configuration was; missing ones are empty. */
  readonly env: ReadonlyMap<string, string>;
}

/** What `compile` makes, or `undefined` when it reported anything: what is faulty must not be used. */
export function unlessReported<T>(at: At, compile: (at: At) => T): T | undefined {
  let reported = false;
  const report: Report = (...fault) => {
    reported = true;
    at.report(...fault);
  };
  const made = compile({ ...at, report });
  return reported ? undefined : made;
}
