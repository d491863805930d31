/** The nouns of recognition: who knows an error, and what is said about it. */

import type { ErrorView, Fault, FieldError, RequestFacts } from './model.ts';

/** What a recognizer says about an error. Everything is optional; `classify` fills the rest. */
export interface Recognition {
  /** 400-599. */
  readonly status?: number | undefined;
  /** SCREAMING_SNAKE. */
  readonly code?: string | undefined;
  readonly fault?: Fault | undefined;
  /** Words for the client, written by the author of the recognizer. */
  readonly message?: string | undefined;
  /**
   * The error's own message was written for clients, as by your own error classes: show it. Without this,
   * an answer that contains the error's message is replaced by the generic one.
   */
  readonly exposeMessage?: boolean | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  readonly details?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly retryable?: boolean | undefined;
  /** Seconds or a date. */
  readonly retryAfter?: number | Date | undefined;
  /** An outcome the application foresaw: never logged as an error. */
  readonly expected?: boolean | undefined;
  /** For the record only; never sent. */
  readonly internal?: unknown;
  /** Of the group that it belongs to in the error store, 1 to 64 of `[\w.:-]`; anything else counts as none. Never sent. */
  readonly fingerprint?: string | undefined;
  /** The status is a default that `defaultStatus` may override. */
  readonly statusIsDefault?: boolean | undefined;
  /** Faults found on the way; they go to the record. */
  readonly notes?: readonly string[] | undefined;
}

/** Knows one family of errors. */
export interface Recognizer {
  readonly name: string;
  /**
   * Marks by which the family is known: properties and their possible values. The recognizer is asked
   * when an error carries any of them; without marks it is asked about every error.
   */
  readonly marks?: Readonly<Record<string, readonly Mark[]>> | undefined;
  /** Says what it knows, or nothing. Returned words are sent to clients: never pass on the error's own. */
  recognize(view: ErrorView, facts: RequestFacts): Recognition | undefined;
}

export type Mark = string | number | boolean;

/** Finds the recognizers worth asking, by lookups instead of a walk. */
export interface RecognizerIndex {
  readonly properties: readonly string[];
  readonly byValue: readonly ReadonlyMap<unknown, readonly Recognizer[]>[];
  readonly always: readonly Recognizer[];
}
