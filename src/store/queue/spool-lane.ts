/** Occurrences that wait on disk: written there before anything else, and read back in order. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import type { Spool } from '../spool/spool.ts';
import type { Batch } from './batch.ts';
import type { Ledger } from './ledger.ts';
import { createProgress, type Progress } from './progress.ts';
import { createSpoolSource, type SpoolSource } from './spool-source.ts';
import type { Spooling } from './spooling.ts';
import { codeOf, messageOf } from './said.ts';

export interface SpoolLane {
  /** `false`: it was not taken, and must be kept elsewhere. */
  put(occurrence: StoredOccurrence): boolean;
  /** What `put` will be given. Never throws. */
  announce(line: string): void;
  /** Of those that were put. */
  next(): Batch | undefined;
  /** Of those that processes left which are gone. */
  nextAdopted(): Batch | undefined;
  /** Looks for such. */
  adopt(): void;
  /** Of those that were put. */
  readonly progress: Progress;
  /** It takes nothing because its limit is reached. */
  readonly isFull: boolean;
  /** What is left is for whoever comes next. */
  close(): void;
}

export interface SpoolLaneOptions {
  readonly spooling: Spooling;
  readonly batch: number;
  readonly ledger: Ledger;
  /** @param error `undefined`: the trouble is over */
  readonly onTrouble: (doing: 'read' | 'write', error: string | undefined) => void;
  /** Some more of those that were put are done, or lost. */
  readonly onPast: () => void;
}

/** Milliseconds until a spool that failed is tried again: each attempt costs time in the turn that answered somebody. */
const REST = 1000;

interface Own {
  readonly spool: Spool;
  readonly source: SpoolSource;
}

export function createSpoolLane(options: SpoolLaneOptions): SpoolLane {
  const { spooling, batch: size, ledger, onTrouble, onPast } = options;
  const progress = createProgress(onPast);
  let adopted: readonly SpoolSource[] = [];
  let own: Own | undefined;
  let isFull = false;
  let isFailing = false;
  let restUntil = 0;

  function open(): Own {
    const spool = spooling.open();
    return { spool, source: createSpoolSource(spool, spooling.read(spool), 'spool', ledger) };
  }

  /** Whether they were adopted, and are stored, nobody can tell who was not there. */
  function giveUp({ spool }: Own): void {
    own = undefined;
    spool.close();
    const unread = progress.pending;
    progress.skip(unread);
    ledger.lose('spool', unread, 'spool removed or taken over');
  }

  function append(line: string): void {
    own ??= open();
    try {
      own.spool.append(line);
    } catch (error) {
      if (codeOf(error) !== 'SPOOL_GONE') throw error;
      giveUp(own);
      own = open();
      own.spool.append(line);
    }
  }

  function fail(error: unknown): void {
    isFailing = true;
    isFull = codeOf(error) === 'SPOOL_FULL';
    restUntil = performance.now() + REST;
    onTrouble('write', messageOf(error));
  }

  function attempt(act: () => void): boolean {
    try {
      act();
      if (isFailing) onTrouble('write', undefined);
      isFailing = false;
      isFull = false;
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  }

  /** Told here, so that whoever asks goes on with what else there is. */
  function read<Result>(look: () => Result): Result | undefined {
    try {
      return look();
    } catch (error) {
      onTrouble('read', messageOf(error));
      return undefined;
    }
  }

  /** Lines that cannot be read are passed over, a batch of them at a time. */
  function batchOf(source: SpoolSource, onLines: (lines: number) => () => void): Batch | undefined {
    for (let found = source.next(size); found !== undefined; found = source.next(size)) {
      const end = onLines(found.lines);
      const { batch } = found;
      if (batch !== undefined) return { ...batch, finish: () => (end(), batch.finish()) };
      end();
    }
    return undefined;
  }

  attempt(() => (own = open()));

  return {
    progress,
    put(occurrence) {
      if (isFailing && performance.now() < restUntil) return false;
      const line = JSON.stringify(occurrence);
      if (!attempt(() => append(line))) return false;
      progress.add();
      ledger.take('spool');
      return true;
    },
    announce(line) {
      own?.spool.announce(line);
    },
    next() {
      if (own === undefined || progress.pending === 0) return undefined;
      const current = own;
      return read(() => {
        const batch = batchOf(current.source, (lines) => progress.begin(lines));
        // Each line that was appended can be read, unless the files are gone.
        if (batch === undefined && progress.pending > 0) giveUp(current);
        return batch;
      });
    },
    nextAdopted() {
      for (const source of adopted) {
        const batch = read(() => batchOf(source, () => nothing));
        if (batch !== undefined) return batch;
        if (read(() => source.isDone()) === true) adopted = adopted.filter((other) => other !== source);
      }
      return undefined;
    },
    adopt() {
      const found = read(() => spooling.adopt()) ?? [];
      const sources = found.flatMap((spool) => {
        return read(() => createSpoolSource(spool, spooling.read(spool), 'adopted', ledger)) ?? [];
      });
      adopted = [...adopted, ...sources];
    },
    get isFull() {
      return isFull;
    },
    close() {
      for (const source of adopted) source.close();
      own?.source.close();
      own?.spool.close();
    },
  };
}

function nothing(): void {}
