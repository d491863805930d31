/** What was put goes into the store: a little later and together, so that who puts waits for nothing. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import type { Events } from '../events.ts';
import type { GroupChange } from '../group.ts';
import { withOccurrences } from '../group-record.ts';
import { summaryOf } from '../summary.ts';
import type { Counts } from './counts.ts';
import type { KeptGroups } from './groups.ts';
import type { Kept, KeptOccurrences } from './kept.ts';

export interface Intake {
  /** Never throws. */
  readonly take: (occurrence: StoredOccurrence) => void;
  readonly lose: (reason: string) => void;
  /** Stores what was taken, and tells of it. */
  readonly settle: () => void;
  readonly stored: () => number;
  readonly waiting: () => number;
  readonly lost: () => Readonly<Record<string, number>>;
}

interface Parts {
  readonly kept: KeptOccurrences;
  readonly groups: KeptGroups;
  readonly counts: Counts;
  readonly events: Events;
}

/** As many may wait, where nothing else gets a turn. */
const MAX_WAITING = 256;

export function createIntake({ kept, groups, counts, events }: Parts): Intake {
  let waiting: StoredOccurrence[] = [];
  let stored = 0;
  let isDue = false;
  const lost = new Map<string, number>();

  function lose(reason: string): void {
    lost.set(reason, (lost.get(reason) ?? 0) + 1);
  }

  function settle(): void {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    const byGroup = new Map<string, StoredOccurrence[]>();
    for (const occurrence of batch) {
      const entry = keptOf(occurrence);
      if (entry === undefined) {
        lose('not an occurrence');
        continue;
      }
      kept.add(entry);
      counts.add(entry.summary);
      stored += 1;
      const same = byGroup.get(occurrence.fingerprint);
      if (same === undefined) byGroup.set(occurrence.fingerprint, [occurrence]);
      else same.push(occurrence);
    }
    const changes = [...byGroup].map(([fingerprint, added]) => changeOf(fingerprint, added));
    if (changes.length > 0) events.emit({ type: 'stored', changes });
  }

  function changeOf(fingerprint: string, added: readonly StoredOccurrence[]): GroupChange {
    const { record, change } = withOccurrences(groups.get(fingerprint), added);
    groups.set(record);
    return change;
  }

  return {
    lose,
    settle,
    take(occurrence) {
      waiting.push(occurrence);
      if (waiting.length >= MAX_WAITING) return settle();
      if (isDue) return;
      isDue = true;
      // No microtask: a listener whose doing ends in an occurrence would keep all else from its turn.
      const timer: { unref?: () => unknown } = setTimeout(() => {
        isDue = false;
        settle();
      }, 0);
      timer.unref?.();
    },
    stored: () => stored,
    waiting: () => waiting.length,
    lost: () => Object.fromEntries(lost),
  };
}

/** `undefined` where the rules of the type are broken so far that the store could break. */
function keptOf(occurrence: StoredOccurrence): Kept | undefined {
  try {
    const summary = summaryOf(occurrence);
    const { id, correlationId, fingerprint, at } = summary;
    if (!Number.isSafeInteger(at)) return undefined;
    if ([id, correlationId, fingerprint].some((text) => typeof text !== 'string')) return undefined;
    return { occurrence, summary, bytes: sizeOf(occurrence) };
  } catch {
    return undefined;
  }
}

/** About the length of a value's JSON. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 6;
  let size = 2;
  for (const [key, member] of Object.entries(value)) size += key.length + 4 + sizeOf(member);
  return size;
}
