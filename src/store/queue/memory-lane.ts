/** Occurrences that wait in memory, within bounds. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import { BATCH_WEIGHT, type Batch } from './batch.ts';
import type { Ledger, Loss } from './ledger.ts';
import { createProgress, type Progress } from './progress.ts';
import { weightOf } from './weight.ts';

interface Entry {
  readonly occurrence: StoredOccurrence;
  readonly weight: number;
}

export interface MemoryLane {
  /**
   * Beyond the bounds the oldest is lost: its reference was given to somebody longest ago, and most likely was asked for
   * already, while whoever sees one now is about to call.
   */
  put(occurrence: StoredOccurrence): void;
  next(): Batch | undefined;
  readonly progress: Progress;
}

export interface MemoryLaneOptions {
  readonly occurrences: number;
  readonly bytes: number;
  readonly batch: number;
  readonly ledger: Ledger;
  /** What it is that there is no room in. */
  readonly overflow: () => Loss;
  /** Some more are done, or lost. */
  readonly onPast: () => void;
}

/** Entries that are done, before those that wait are moved to their place. */
const MAX_GAP = 1024;

export function createMemoryLane({ ledger, overflow, onPast, ...max }: MemoryLaneOptions): MemoryLane {
  const progress = createProgress(onPast);
  let entries: (Entry | undefined)[] = [];
  let first = 0;
  /** Those under way included. */
  let count = 0;
  let bytes = 0;

  function shift(): Entry | undefined {
    const entry = entries[first];
    if (entry === undefined) return undefined;
    entries[first] = undefined;
    first += 1;
    if (first > MAX_GAP && first * 2 > entries.length) {
      entries = entries.slice(first);
      first = 0;
    }
    return entry;
  }

  function forget(number: number, weight: number): void {
    count -= number;
    bytes -= weight;
  }

  function drop({ weight }: Entry): void {
    forget(1, weight);
    progress.skip(1);
    ledger.lose('memory', 1, overflow());
  }

  return {
    progress,
    put(occurrence) {
      const weight = weightOf(occurrence);
      if (weight > max.bytes) return ledger.lose(undefined, 1, 'too large');
      entries.push({ occurrence, weight });
      count += 1;
      bytes += weight;
      progress.add();
      ledger.take('memory');
      // The last that can be dropped is this one: those under way were within the bounds.
      while (count > max.occurrences || bytes > max.bytes) drop(shift()!);
    },
    next() {
      const occurrences: StoredOccurrence[] = [];
      let weight = 0;
      while (occurrences.length < max.batch && weight < BATCH_WEIGHT) {
        const entry = shift();
        if (entry === undefined) break;
        occurrences.push(entry.occurrence);
        weight += entry.weight;
      }
      if (occurrences.length === 0) return undefined;
      const end = progress.begin(occurrences.length);
      return {
        origin: 'memory',
        occurrences,
        finish() {
          forget(occurrences.length, weight);
          end();
        },
      };
    },
  };
}
