/** Work that nobody waits for, a slice in each turn of the event loop. */

import { SLICE } from '../slices.ts';

/** Milliseconds of work, after which it is given up. */
export const ENOUGH = 1000;

export type End = 'done' | 'failed' | 'too long';

/**
 * Begins in a later turn, and does not keep the process alive.
 * @param found is called with everything that the work yields; must not throw
 * @param ended is called once, unless the work was stopped before; must not throw
 * @returns stops it
 */
export function runIdle<T>(
  work: () => Generator<T | undefined, void>,
  found: (item: T) => void,
  ended: (end: End) => void,
  enough: number = ENOUGH,
): () => void {
  // Whoever keeps what stops it must not keep what it was about.
  let left: Left | undefined = { slice: createSlice(work, found, enough), ended };

  function turn(): void {
    if (left === undefined) return;
    const { slice, ended: tell } = left;
    const end = slice();
    if (end === undefined) return later(turn);
    left = undefined;
    tell(end);
  }

  later(turn);
  return () => {
    left = undefined;
  };
}

interface Left {
  /** `undefined` while there is more to do. */
  readonly slice: () => End | undefined;
  readonly ended: (end: End) => void;
}

function createSlice<T>(
  work: () => Generator<T | undefined, void>,
  found: (item: T) => void,
  enough: number,
): Left['slice'] {
  let steps: Generator<T | undefined, void> | undefined;
  let spent = 0;
  return () => {
    const start = performance.now();
    try {
      steps ??= work();
      for (let now = start; now - start < SLICE; now = performance.now()) {
        const { done, value } = steps.next();
        if (done === true) return 'done';
        if (value !== undefined) found(value);
      }
    } catch {
      return 'failed';
    }
    spent += performance.now() - start;
    return spent < enough ? undefined : 'too long';
  };
}

function later(turn: () => void): void {
  const timer: unknown = setTimeout(turn);
  // Elsewhere it is a number, and there is no process that it could keep alive.
  if (typeof timer === 'object') (timer as { unref(): void }).unref();
}
