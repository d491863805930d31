/** What a configuration may have, and what its author probably did not mean. */

import type { ErrorFacts } from '../../policy.ts';

export interface Warning {
  /** JSON Pointer into the configuration, or into `server_error.json` where it starts with `/server_error`. */
  readonly pointer: string;
  /** What was found, and what to do about it, without a final period. */
  readonly message: string;
  /** A failure that shows it; absent where none could be made up. */
  readonly witness?: Witness;
}

/** A request and an error that one would expect to be answered by what the warning is about. */
export interface Witness {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly remoteAddress: string | undefined;
  readonly error: ErrorFacts;
  /** The pointer of what answers in its place; empty for the library's own words. */
  readonly answeredBy: string;
}
