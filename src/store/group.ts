/** Occurrences with one fingerprint: most likely one bug. */

import type { Fault } from '../model.ts';

/**
 * `open` until somebody says otherwise. `resolved`: it is open again when it recurs. `muted`: counted, but alerts say
 * nothing. `ignored`: the same, and lists leave it out.
 */
export type GroupState = 'open' | 'resolved' | 'muted' | 'ignored';

export interface GroupSummary {
  readonly fingerprint: string;
  /** Name, message (at most 256 characters) and all that follows: of the newest occurrence. */
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly status: number;
  readonly fault: Fault;
  /** Its `id`. */
  readonly api?: string;
  readonly route?: string;
  /** Ever, pruned ones included. */
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly firstRelease?: string;
  readonly lastRelease?: string;
  /** Reference of the newest. */
  readonly lastReference: string;
  readonly state: GroupState;
  /** When it was opened again last, and by which release. */
  readonly reopened?: { readonly at: number; readonly release?: string };
  /** Counts of the last 24 hours, an hour each, the last one being the hour that `GroupQuery.now` is in. */
  readonly trend: readonly number[];
}

export interface Group extends GroupSummary {
  /** Oldest first, at most the last 200. */
  readonly notes: readonly GroupNote[];
  /** What became of it, oldest first, at most the last 200. */
  readonly history: readonly GroupEvent[];
}

export interface GroupNote {
  readonly at: number;
  readonly by: string;
  readonly text: string;
}

export interface GroupEvent {
  readonly at: number;
  /** Who changed it; absent where it recurred. */
  readonly by?: string;
  readonly state: GroupState;
  readonly release?: string;
}

/** At least one of `state` and `note`. */
export interface GroupUpdate {
  readonly state?: GroupState;
  /**
   * With `resolved`: the release that has the cure. The group is opened again by occurrences of that release, or of one
   * that did not occur in it before; those of releases that had the bug already only count.
   */
  readonly release?: string;
  /** 1 to 4,000 characters. */
  readonly note?: string;
  /** Who does it. 1 to 200 characters. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface GroupQuery {
  readonly state?: GroupState;
  readonly api?: string;
  readonly code?: string;
  readonly status?: number;
  readonly fault?: Fault;
  /** Stands in the name, the message, the code or the route, whatever the case. 1 to 200 characters. */
  readonly text?: string;
  /** Those that occurred since, in milliseconds since 1970. */
  readonly since?: number;
  /** `count`: the most frequent first; `recent`: by `lastAt`; `new`: by `firstAt`. Default: `recent`. */
  readonly sort?: 'count' | 'recent' | 'new';
  /** Milliseconds since 1970, for `trend`. Default: the clock's. */
  readonly now?: number;
  /** 1 to 200. Default: 50. */
  readonly limit?: number;
  /** `next` of the page before, of the same query. */
  readonly cursor?: string;
}

/** What stored occurrences did to a group. */
export interface GroupChange {
  readonly group: Omit<GroupSummary, 'trend'>;
  /** How many were added. */
  readonly added: number;
  /** Nobody had seen it before, on any host. */
  readonly isNew: boolean;
  /** It was resolved, and now is open again. */
  readonly isReopened: boolean;
  /** None of those added is an error: `expected`, or the client's fault. */
  readonly isExpected: boolean;
}
