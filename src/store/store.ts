/** The contract of stores: where occurrences are kept, found, grouped and counted. */

import type { Fault } from '../model.ts';
import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import type { Group, GroupChange, GroupQuery, GroupSummary, GroupUpdate } from './group.ts';
import type { Page, SearchQuery, Selection, Series, SeriesQuery, StatusCount } from './query.ts';

/**
 * What `put` took is found by every other method at the latest after `flush`. All but `put`, `subscribe` and `status`
 * are asynchronous, and reject with a `FaultlineError` where the store cannot be reached.
 */
export interface Store {
  /** What it is, as its users wrote it, without credentials: `memory`, `sqlite:errors.db`, `postgres://db.example/errors`. */
  readonly name: string;
  /**
   * Takes an occurrence. Synchronous, never throws, never waits for a store that is slow or gone: what it cannot take is
   * counted in `status().lost`, with the reason.
   */
  put(occurrence: StoredOccurrence): void;
  /**
   * Said before a failure is answered; `put` follows at the end of the event loop's turn, with the same `id` and `at`. A
   * store that survives the sudden end of its process keeps what it is given here where `put` did not come: the
   * reference, the code and the status, `unrecorded`. Synchronous, never throws.
   * @param json a `StoredOccurrence`
   */
  announce?(json: string): void;
  /**
   * Tells what was stored, and what goes wrong. Events from before the first listener are kept for it, at most 100.
   * @returns ends it
   */
  subscribe(listener: (event: StoreEvent) => void): () => void;
  /** Those with exactly this reference, the newest first, at most 100: an inbound ID may be used again. */
  find(correlationId: string): Promise<readonly StoredOccurrence[]>;
  /** Whole occurrences, newest first, 1 to 10,000. */
  latest(selection: Selection, limit: number): Promise<readonly StoredOccurrence[]>;
  /** Newest first. */
  search(query: SearchQuery): Promise<Page<OccurrenceSummary>>;
  /** Whole occurrences, oldest first, read as they are asked for. What comes in meanwhile may be among them. */
  export(selection: Selection): AsyncIterable<StoredOccurrence>;
  groups(query: GroupQuery): Promise<Page<GroupSummary>>;
  group(fingerprint: string): Promise<Group | undefined>;
  /** Changes the state, or adds a note. `undefined`: there is no such group. */
  updateGroup(fingerprint: string, update: GroupUpdate): Promise<Group | undefined>;
  /** How many of each status, exactly, the most frequent first. */
  totals(selection: Selection): Promise<readonly StatusCount[]>;
  /** Counts by time, for plots. */
  series(query: SeriesQuery): Promise<Series>;
  /** Removes the oldest. Runs by itself as `retention` says. */
  prune(limits: RetentionLimits): Promise<Pruned>;
  /** Resolves with `true` once all that was put before is stored, `false` when `timeout` ms were not enough. Never rejects. */
  flush(timeout: number): Promise<boolean>;
  status(): StoreStatus;
  /** `flush`, and the end. What is put later is lost, and counted. Never rejects. */
  close(timeout: number): Promise<void>;
}

export type StoreEvent =
  /** Groups that occurrences were added to, once these are stored: at most one of each group. */
  | { readonly type: 'stored'; readonly changes: readonly GroupChange[] }
  /** For operators: in one sentence what happened, and in another what they can do. */
  | { readonly type: 'trouble'; readonly level: 'error' | 'warn' | 'info'; readonly message: string };

/** A row of a list of occurrences. */
export interface OccurrenceSummary {
  readonly id: string;
  readonly correlationId: string;
  readonly at: number;
  readonly status: number;
  readonly code: string;
  readonly fault: Fault;
  /** Of the error's class: `type` of the record where there is one, else `name`. */
  readonly name: string;
  /** At most 256 characters. */
  readonly message: string;
  readonly method?: string;
  readonly path?: string;
  readonly route?: string;
  /** Its `id`. */
  readonly api?: string;
  readonly fingerprint: string;
  readonly host: string;
  readonly release?: string;
}

export interface RetentionLimits {
  /** Of occurrences and counts, in days. Groups without occurrences go too, unless they are muted, ignored or have notes. */
  readonly days?: number;
  /** Of occurrences. */
  readonly occurrences?: number;
  /** That the store may take. */
  readonly bytes?: number;
}

export interface Pruned {
  readonly occurrences: number;
  readonly groups: number;
}

/** How the store is, since this process opened it. */
export interface StoreStatus {
  readonly name: string;
  /** The last attempt to store something succeeded, or there was none yet. */
  readonly healthy: boolean;
  /** Occurrences that `put` took and the store acknowledged. */
  readonly stored: number;
  /** Taken, and neither stored nor lost yet. */
  readonly waiting: number;
  /** Of those waiting, what a crash of this process would not lose. */
  readonly spooled: number;
  /** Occurrences that could not be kept, by reason; empty while all is well. */
  readonly lost: Readonly<Record<string, number>>;
  readonly lastError?: { readonly at: number; readonly message: string };
  /** Of the store as far as it knows them, on disk or in memory. */
  readonly bytes?: number;
}
