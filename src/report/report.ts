/** The report: the members of the source document in its order and with its names, then ours. Plain JSON data. */

import type { Plots } from './plots.ts';

export interface Report {
  /** `''` where none was given. */
  readonly company: string;
  readonly name: 'api_backend_errors';
  readonly description: string;
  /** End of the window, excluded. ISO 8601, UTC. */
  readonly later_date: string;
  /** Begin of the window. ISO 8601, UTC. */
  readonly earlier_date: string;
  /** `(all)`: it is about every api; `(none)`: about what belongs to none. */
  readonly api_name: string;
  /** 403, 404, 500, 503 and 504 whether they occurred or not, then every other status from 400 on that did. */
  readonly backend_error_summary: readonly ErrorCount[];
  /** Of those that occurred, in the order of the summary. */
  readonly backend_error_details: readonly ErrorDetails[];
  /** How many more occurred than are listed; absent where all are. */
  readonly omitted?: readonly Omitted[];
  /** What the HTML is drawn from. Not enumerable: it is no part of the document, and a copy has none. */
  readonly plots?: Plots;
}

export interface ErrorCount {
  /** The status. */
  readonly error_code: string;
  /** Its standard phrase. */
  readonly error: string;
  readonly count: number;
}

export interface ErrorDetails {
  readonly error_code: string;
  /** Newest first. */
  readonly details: readonly ErrorDetail[];
}

/** One occurrence; `''` stands for what is not known. */
export interface ErrorDetail {
  /** `host:port` that the request came in at. */
  readonly server: string;
  /** The path, without its query. */
  readonly request_url: string;
  /** `ip:port` of the socket's other end; IPv6 in brackets. */
  readonly request_ip: string;
  /** Names of cookies, and of their values a keyed hash. */
  readonly request_cookie: string;
  /** The correlation ID. */
  readonly reference: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface Omitted {
  readonly error_code: string;
  readonly count: number;
}
