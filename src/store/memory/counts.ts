/** How many there were in each minute, of each kind: what is counted longer than occurrences are kept. */

import { MINUTE } from '../check-query.ts';
import type { OccurrenceSummary } from '../store.ts';

/** All that can be asked for in counts. `at` says nothing. */
export type Kind = Pick<
  OccurrenceSummary,
  'api' | 'at' | 'code' | 'fault' | 'fingerprint' | 'route' | 'status'
>;

export interface Counts {
  readonly add: (summary: OccurrenceSummary) => void;
  /** `minute`: milliseconds since 1970 at its begin. */
  readonly each: (visit: (minute: number, kind: Kind, count: number) => void) => void;
  /** Whether the counts of a minute are gone, or never were made. */
  readonly isGone: (minute: number) => boolean;
  /** Removes the minutes that end before. */
  readonly prune: (before: number) => void;
}

/** Of one minute. Beyond it, kinds are counted without their group; far beyond it, by status and fault alone. */
const MAX_KINDS = 2000;
const FAR_BEYOND = MAX_KINDS + 1000;

interface Interned {
  readonly kind: Kind;
  readonly key: string;
  /** How many minutes count it. */
  minutes: number;
}

/** @param most counts in all; the oldest minutes go */
export function createCounts(most: number): Counts {
  const minutes = new Map<number, Map<Interned, number>>();
  const kinds = new Map<string, Interned>();
  let size = 0;
  /** The last minute that is gone. */
  let gone = -Infinity;

  /** What a minute has already is counted on, however crowded it is: a bug that is frequent is not lost among rare ones. */
  function kindIn(counts: ReadonlyMap<Interned, number>, summary: OccurrenceSummary): Interned {
    const known = counts.size < MAX_KINDS ? undefined : kinds.get(keyOf(summary));
    return known !== undefined && counts.has(known) ? known : intern(kindOf(summary, counts.size));
  }

  function intern(kind: Kind): Interned {
    const key = keyOf(kind);
    const known = kinds.get(key);
    if (known !== undefined) return known;
    const interned = { kind, key, minutes: 0 };
    kinds.set(key, interned);
    return interned;
  }

  function remove(minute: number, counts: Map<Interned, number>): void {
    minutes.delete(minute);
    size -= counts.size;
    gone = Math.max(gone, minute);
    for (const interned of counts.keys()) {
      interned.minutes -= 1;
      if (interned.minutes === 0) kinds.delete(interned.key);
    }
  }

  /** A tenth at once, so that few are sorted for each that goes. */
  function makeRoom(): void {
    const oldestFirst = [...minutes].toSorted(([a], [b]) => a - b);
    for (const [minute, counts] of oldestFirst.slice(0, -1)) {
      if (size <= most * 0.9) return;
      remove(minute, counts);
    }
  }

  return {
    add(summary) {
      const minute = minuteOf(summary.at);
      if (minute <= gone) return;
      const counts = minutes.get(minute) ?? new Map<Interned, number>();
      minutes.set(minute, counts);
      const interned = kindIn(counts, summary);
      const count = counts.get(interned);
      counts.set(interned, (count ?? 0) + 1);
      if (count !== undefined) return;
      interned.minutes += 1;
      size += 1;
      if (size > most) makeRoom();
    },
    each(visit) {
      for (const [minute, counts] of minutes)
        for (const [{ kind }, count] of counts) visit(minute, kind, count);
    },
    isGone: (minute) => minute <= gone,
    prune(before) {
      for (const [minute, counts] of minutes) if (minute + MINUTE <= before) remove(minute, counts);
    },
  };
}

export function minuteOf(at: number): number {
  return Math.floor(at / MINUTE) * MINUTE;
}

function keyOf({ status, fault, code, api = '', route, fingerprint }: Kind): string {
  return JSON.stringify([fingerprint, status, fault, code, api, route]);
}

function kindOf(summary: OccurrenceSummary, crowd: number): Kind {
  const { status, fault } = summary;
  if (crowd >= FAR_BEYOND) return { at: 0, status, fault, code: '', fingerprint: '' };
  const { code, api, route, fingerprint } = summary;
  return {
    at: 0,
    status,
    fault,
    code,
    fingerprint: crowd >= MAX_KINDS ? '' : fingerprint,
    ...(api !== undefined && { api }),
    ...(route !== undefined && { route }),
  };
}
