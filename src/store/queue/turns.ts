/** When a batch is written: full, or after its time to fill, one in each turn of the event loop. */

import type { Batch } from './batch.ts';
import { later } from './later.ts';

export interface Turns {
  /** Something came in, or may be had. */
  readonly look: () => void;
  /** Whatever waits is written without waiting for more. @returns ends that */
  hurry(): () => void;
  stop(): void;
}

export interface TurnsOptions {
  /** Writes at a time. */
  readonly writers: number;
  /** Milliseconds that a batch waits to fill. */
  readonly delay: number;
  /** Occurrences of a full one. */
  readonly batch: number;
  /** How many came in, and are in no batch yet. */
  readonly pending: () => number;
  /** Of those that came in. */
  readonly next: () => Batch | undefined;
  /** Of those that others left. */
  readonly nextAdopted: () => Batch | undefined;
  /** Never rejects. */
  readonly write: (batch: Batch) => Promise<void>;
}

export function createTurns(options: TurnsOptions): Turns {
  const { writers, delay, batch: size, pending, next, nextAdopted, write } = options;
  let running = 0;
  let hurries = 0;
  let isStopped = false;
  /** The time to fill is over. */
  let isRipe = false;
  /** Neither waits for the other to have nothing more. */
  let isTurnOfAdopted = false;
  let cancelTurn: (() => void) | undefined;
  let cancelFilling: (() => void) | undefined;

  function own(): Batch | undefined {
    const isReady = isRipe || hurries > 0 || pending() >= size;
    const found = isReady ? next() : undefined;
    if (pending() === 0) isRipe = false;
    return found;
  }

  function turn(): void {
    cancelTurn = undefined;
    if (running >= writers) return;
    isTurnOfAdopted = !isTurnOfAdopted;
    const found = isTurnOfAdopted ? (nextAdopted() ?? own()) : (own() ?? nextAdopted());
    if (found !== undefined) {
      void run(found);
      soon();
    } else if (pending() > 0) {
      // It fills still, or could not be read.
      cancelFilling ??= later(ripen, delay);
    }
  }

  async function run(found: Batch): Promise<void> {
    running += 1;
    await write(found);
    running -= 1;
    soon();
  }

  // Never at once: what is written may take a while, and so may what is read from a disk.
  function soon(): void {
    if (isStopped) return;
    cancelTurn ??= later(turn, 0);
  }

  function ripen(): void {
    cancelFilling = undefined;
    isRipe = true;
    soon();
  }

  return {
    look() {
      if (pending() >= size) soon();
      else cancelFilling ??= later(ripen, delay);
    },
    hurry() {
      hurries += 1;
      soon();
      return () => {
        hurries -= 1;
      };
    },
    stop() {
      isStopped = true;
      cancelTurn?.();
      cancelFilling?.();
    },
  };
}
