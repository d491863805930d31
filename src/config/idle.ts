/** Work that nobody waits for, a slice in each turn of the event loop. */

/** Milliseconds that a slice takes at least. */
const SLICE = 2;

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
  let steps: Generator<T | undefined, void> | undefined = undefined;
  let isStopped = false;
  let spent = 0;

  /** `undefined` while there is more to do. */
  function slice(): End | undefined {
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
  }

  function turn(): void {
    if (isStopped) return;
    const end = slice();
    if (end === undefined) later(turn);
    else ended(end);
  }

  later(turn);
  return () => {
    isStopped = true;
  };
}

function later(turn: () => void): void {
  const timer: unknown = setTimeout(turn);
  // Elsewhere it is a number, and there is no process that it could keep alive.
  if (typeof timer === 'object') (timer as { unref(): void }).unref();
}
