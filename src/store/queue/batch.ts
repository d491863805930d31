import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import type { Origin } from './ledger.ts';

/** Occurrences on their way to the store. */
export interface Batch {
  readonly origin: Origin;
  /** At least one. */
  readonly occurrences: readonly StoredOccurrence[];
  /** To be called when each of them is stored or lost. */
  finish(): void;
}

/** Of one batch on disk, however few occurrences that are. */
export const BATCH_BYTES: number = 2 ** 22;

/** Of one in memory, as `weightOf` tells it. */
export const BATCH_WEIGHT: number = 2 ** 23;
