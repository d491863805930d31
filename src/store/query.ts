/** What can be asked of stores. */

import type { Fault } from '../model.ts';

/** Which occurrences; all of what is given must hold. */
export interface Selection {
  /** Milliseconds since 1970, included. */
  readonly from?: number;
  /** Milliseconds since 1970, excluded. */
  readonly to?: number;
  readonly status?: number;
  readonly code?: string;
  readonly fault?: Fault;
  /** `id` of an api; `''`: those that belong to none. */
  readonly api?: string;
  readonly route?: string;
  readonly fingerprint?: string;
}

export interface SearchQuery extends Selection {
  /** Stands in the name, the message, the path or the reference, whatever the case. 1 to 200 characters. */
  readonly text?: string;
  /** 1 to 200. Default: 50. */
  readonly limit?: number;
  /** `next` of the page before, of the same query. */
  readonly cursor?: string;
}

/** A part of a list. It may have fewer items than asked for, even none, and yet not be the last: `next` tells. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

export interface StatusCount {
  readonly status: number;
  readonly count: number;
}

export interface SeriesQuery extends Selection {
  readonly from: number;
  readonly to: number;
  /** Milliseconds that a bucket spans: a multiple of a minute, at most 2,000 buckets in all. */
  readonly step: number;
  /**
   * What the lines are, those that have any; by `fingerprint`: groups. Default: one line, `''`, even if it is all zeros.
   */
  readonly by?: 'api' | 'code' | 'fault' | 'fingerprint' | 'route' | 'status';
  /** The lines with the most; the others are one line, `null`. Default: 10, at most 100. */
  readonly lines?: number;
}

/**
 * Buckets begin at multiples of `step`; the first is the one that `from` is in. The bounds of minutes count, no finer:
 * a minute that is partly between `from` and `to` counts whole, and what the first bucket has before that is left out.
 */
export interface Series {
  readonly from: number;
  readonly step: number;
  /** The most frequent first, `null` (all others) last. */
  readonly lines: readonly SeriesLine[];
}

export interface SeriesLine {
  /** `''` for those that have none. Those whose group a store does not know any more are among all others. */
  readonly key: string | null;
  readonly total: number;
  /** One a bucket. */
  readonly counts: readonly number[];
}
