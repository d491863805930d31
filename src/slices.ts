/** Long work as a generator that yields often: done at once at the start, in slices beside requests later. */

/** @throws whatever the work throws */
export function runAtOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/**
 * Milliseconds that a slice takes at least; requests are answered between two of them. A collection of garbage comes on
 * top, some ten milliseconds where the work makes much that stays.
 */
export const SLICE = 2;

/** Rejects with whatever the work throws. */
export async function runInSlices<T>(work: Generator<void, T>): Promise<T> {
  for (;;) {
    const end = performance.now() + SLICE;
    do {
      const { done, value } = work.next();
      if (done === true) return value;
    } while (performance.now() < end);
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
  }
}
