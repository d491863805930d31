/** One spool that is read into batches. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import type { AdoptedSpool, SpoolPosition, SpoolReader } from '../spool/spool.ts';
import { BATCH_BYTES, type Batch } from './batch.ts';
import type { Ledger } from './ledger.ts';

export interface SpoolSource {
  readonly id: string;
  /**
   * @param end called when the batch is done
   * @returns `undefined`: there is no line now. `lines`: how many were read
   * @throws the operating system's error
   */
  next(maxLines: number): { readonly lines: number; readonly batch: Batch | undefined } | undefined;
  /** All that it has was read and is done; to be forgotten. Removes what is left of it. */
  isDone(): boolean;
  close(): void;
}

interface Reading {
  readonly end: SpoolPosition;
  isDone: boolean;
}

export function createSpoolSource(
  { id }: Pick<AdoptedSpool, 'id'>,
  reader: SpoolReader,
  origin: 'adopted' | 'spool',
  ledger: Ledger,
): SpoolSource {
  let position = reader.released();
  /** In the order of the spool. */
  const readings: Reading[] = [];

  /** What is released must be done, and all before it. */
  function release(): void {
    let end: SpoolPosition | undefined;
    while (readings[0]?.isDone === true) end = readings.shift()!.end;
    if (end !== undefined) reader.release(end);
  }

  return {
    id,
    next(maxLines) {
      const found = reader.next(position, BATCH_BYTES, maxLines);
      if (found === undefined) return undefined;
      const occurrences = found.lines.flatMap((line) => readLine(line) ?? []);
      // What was only announced must not come before the record of the same.
      if (readings.length > 0 && occurrences.some(({ unrecorded }) => unrecorded === true)) return undefined;
      position = found.end;
      const lines = found.lines.length;
      const reading: Reading = { end: found.end, isDone: occurrences.length === 0 };
      readings.push(reading);
      ledger.lose(origin, lines - occurrences.length, 'spool damaged');
      release();
      const finish = (): void => {
        reading.isDone = true;
        release();
      };
      return { lines, batch: reading.isDone ? undefined : { origin, occurrences, finish } };
    },
    isDone() {
      if (readings.length > 0 || !reader.isDone(position)) return false;
      // It may hold nothing but half a line, of which nothing was released.
      reader.release(position ?? { spool: id, segment: 1, offset: 0 });
      // It makes room for what was announced, which follows then.
      return reader.isDone(position);
    },
    close: () => reader.close(),
  };
}

/** `undefined` for what is no occurrence. */
function readLine(line: string): StoredOccurrence | undefined {
  try {
    const value = JSON.parse(line) as Partial<StoredOccurrence> | null;
    return typeof value?.id === 'string' ? (value as StoredOccurrence) : undefined;
  } catch {
    return undefined;
  }
}
