/** The occurrences that are kept, in the order in which they came. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import type { OccurrenceSummary, RetentionLimits } from '../store.ts';

export interface Kept {
  readonly occurrence: StoredOccurrence;
  readonly summary: OccurrenceSummary;
  /** About the length of its JSON. */
  readonly bytes: number;
}

export interface KeptOccurrences {
  /** Makes room for it; the newest is always kept. */
  readonly add: (kept: Kept) => void;
  /** Those with exactly this reference. */
  readonly find: (correlationId: string) => readonly Kept[];
  /** By time, among equals by `id`, latest first. Not to be changed. */
  readonly newestFirst: () => readonly Kept[];
  /** @returns how many went */
  readonly prune: (limits: Omit<RetentionLimits, 'days'>, before: number) => number;
  readonly bytes: () => number;
}

export function createKept(limits: {
  readonly occurrences: number;
  readonly bytes: number;
}): KeptOccurrences {
  /** Those that are gone are `undefined`, and stand first; they are cut off when they are the greater part. */
  let entries: (Kept | undefined)[] = [];
  let gone = 0;
  let bytes = 0;
  let sorted: readonly Kept[] | undefined;
  /** An inbound reference may come as often as a client likes. */
  const byReference = new Map<string, Kept | Set<Kept>>();

  function remember(entry: Kept): void {
    const { correlationId } = entry.summary;
    const same = byReference.get(correlationId);
    if (same === undefined) byReference.set(correlationId, entry);
    else if (same instanceof Set) same.add(entry);
    else byReference.set(correlationId, new Set([same, entry]));
  }

  function forget(entry: Kept): void {
    bytes -= entry.bytes;
    const { correlationId } = entry.summary;
    const same = byReference.get(correlationId);
    if (same instanceof Set && same.size > 1) same.delete(entry);
    else byReference.delete(correlationId);
  }

  function removeFirst(): void {
    forget(entries[gone]!);
    entries[gone] = undefined;
    gone += 1;
    if (gone * 2 < entries.length) return;
    entries = entries.slice(gone);
    gone = 0;
  }

  function newestFirst(): readonly Kept[] {
    sorted ??= (entries.slice(gone) as Kept[]).toSorted((a, b) => later(a.summary, b.summary));
    return sorted;
  }

  return {
    newestFirst,
    bytes: () => bytes,
    find(correlationId) {
      const same = byReference.get(correlationId);
      if (same === undefined) return [];
      return same instanceof Set ? [...same] : [same];
    },
    add(entry) {
      sorted = undefined;
      entries.push(entry);
      bytes += entry.bytes;
      remember(entry);
      while (entries.length - gone > limits.occurrences) removeFirst();
      while (bytes > limits.bytes && entries.length - gone > 1) removeFirst();
    },
    prune({ occurrences = Infinity, bytes: most = Infinity }, before) {
      const stays = new Set<Kept>();
      let room = most;
      for (const entry of newestFirst()) {
        room -= entry.bytes;
        if (stays.size >= occurrences || room < 0 || entry.summary.at < before) break;
        stays.add(entry);
      }
      const all = entries.slice(gone) as Kept[];
      for (const entry of all) if (!stays.has(entry)) forget(entry);
      entries = all.filter((entry) => stays.has(entry));
      gone = 0;
      sorted = undefined;
      return all.length - entries.length;
    },
  };
}

/** Of two, which comes first when the latest is first. */
export function later(
  a: Pick<OccurrenceSummary, 'at' | 'id'>,
  b: Pick<OccurrenceSummary, 'at' | 'id'>,
): number {
  if (a.at !== b.at) return b.at - a.at;
  if (a.id === b.id) return 0;
  return a.id < b.id ? 1 : -1;
}
