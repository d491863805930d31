/** One failure as stores keep it: the record, and all that tells how it came about and what the client saw. */

import type { Named } from '../policy.ts';
import type { Occurrence } from './occurrence.ts';
import type { RecordedRequest } from './request.ts';

/**
 * Plain JSON data, freed of secrets before it was handed to anybody. What a store gives back equals what it was given.
 */
export interface StoredOccurrence extends Occurrence {
  /** 22 characters of Crockford's base 32, unique. In the order of text, those of one process are in that of time. */
  readonly id: string;
  /** Milliseconds since 1970, by the clock of the host. */
  readonly at: number;
  /** The group that it belongs to: the same for the same bug, whatever the data. 1 to 64 of `[\w.:-]`. */
  readonly fingerprint: string;
  /** The client could read the error's own message, by its author's consent. */
  readonly vetted: boolean;
  /** An outcome of the use case, no error: it is kept, and never alerts (R35). */
  readonly expected?: true;
  readonly request?: StoredRequest;
  /** The api of the configuration that has the request. */
  readonly api?: Named;
  /** Names of the middleware and hooks run so far, the last one being the one that failed. */
  readonly trail?: readonly string[];
  /** Why the client got what it got: the sources that were used, a sentence each, at most 16. */
  readonly decision?: readonly string[];
  /** Absent where nobody was there to be answered. */
  readonly answer?: StoredAnswer;
  readonly host: string;
  readonly pid: number;
  /** The application's, as the option `release` says. */
  readonly release?: string;
  /** It came in a storm of its group: its stack was not read, those of others in the group were. */
  readonly unsampled?: true;
  /** Its process was killed between the answer and the record: no more is known than what was announced. */
  readonly unrecorded?: true;
}

export interface StoredRequest extends RecordedRequest {
  /** What stands behind `?`, freed of secrets. At most 2,048 characters. */
  readonly query?: string;
  /** Those that the option `record.headers` names, by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Names of cookies, and of their values a keyed hash (D20). */
  readonly cookie?: string;
  readonly contentType?: string;
  /** Port of the socket's other end (D25). */
  readonly remotePort?: number;
  /** `host:port` of this side of the socket. */
  readonly server?: string;
}

/** What the client was told. */
export interface StoredAnswer {
  readonly status: number;
  /** With its parameters. */
  readonly contentType?: string;
  /** RFC 5646, where a translation was chosen. */
  readonly language?: string;
  /** At most 4,096 characters of it. */
  readonly body: string;
}
