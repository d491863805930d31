/** A batch, tried until each of its occurrences is stored or refused. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import type { GroupChange } from '../group.ts';
import type { Outcome } from './attempt.ts';
import type { Batch } from './batch.ts';
import { later } from './later.ts';

export interface Writing {
  /** Resolves when the batch is done, or never will be, since `stop`. Never rejects. */
  write(batch: Batch): Promise<void>;
  /** From now on attempts follow each other quickly, and those that wait begin at once. @returns ends that */
  hurry(): () => void;
  /** No attempt is begun any more, and what those under way come to is not told. */
  stop(): void;
}

export interface WritingOptions {
  /** Never rejects. */
  readonly attempt: (batch: readonly StoredOccurrence[]) => Promise<Outcome>;
  readonly onStored: (batch: Batch, count: number, changes: readonly GroupChange[]) => void;
  readonly onRefused: (batch: Batch, message: string) => void;
  readonly onFailed: (message: string) => void;
}

/** Milliseconds before a failed write is tried again: doubled each time, and less by chance, so that hosts disperse. */
const FIRST_REST = 100;
const LONGEST_REST = 30_000;
/** While somebody waits for the end. */
const LONGEST_IN_A_HURRY = 250;
/** So many are tried again as they are; of more it may be the size that takes too long. */
const WHOLE = 500;

export function createWriting({ attempt, onStored, onRefused, onFailed }: WritingOptions): Writing {
  const resting = new Set<() => void>();
  let hurries = 0;
  let isStopped = false;

  function wake(): void {
    for (const end of resting) end();
  }

  function rest(failures: number): Promise<void> {
    const longest = hurries > 0 ? LONGEST_IN_A_HURRY : LONGEST_REST;
    const milliseconds = Math.min(longest, FIRST_REST * 2 ** (failures - 1)) * (1 - Math.random() / 2);
    return new Promise((done) => {
      const end = (): void => {
        resting.delete(end);
        cancel();
        done();
      };
      const cancel = later(end, milliseconds);
      resting.add(end);
    });
  }

  return {
    async write(batch) {
      const pieces = [batch.occurrences];
      let failures = 0;
      for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
        const outcome = await attempt(piece);
        if (isStopped) return;
        if (outcome.kind === 'stored') {
          failures = 0;
          onStored(batch, piece.length, outcome.changes);
        } else if (outcome.kind === 'failed') {
          if (piece.length > WHOLE) pieces.push(...halvesOf(piece));
          else pieces.push(piece);
          failures += 1;
          onFailed(outcome.message);
          await rest(failures);
          if (isStopped) return;
        } else if (piece.length === 1) {
          onRefused(batch, outcome.message);
        } else {
          pieces.push(...halvesOf(piece));
        }
      }
      batch.finish();
    },
    hurry() {
      hurries += 1;
      wake();
      return () => {
        hurries -= 1;
      };
    },
    stop() {
      isStopped = true;
      wake();
    },
  };
}

/** To be popped: the first one last. */
function halvesOf(piece: readonly StoredOccurrence[]): readonly (readonly StoredOccurrence[])[] {
  const half = piece.length >> 1;
  return [piece.slice(half), piece.slice(0, half)];
}
