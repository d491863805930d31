/** Who waits until all is stored. */

export interface Flushing {
  readonly flush: (timeout: number) => Promise<boolean>;
  readonly isAwaited: () => boolean;
  /** Some of what was taken is settled. */
  readonly settled: () => void;
  /** All that dead processes left is stored. */
  readonly caughtUp: () => void;
  /** Nothing is known to be about to come. */
  readonly ready: () => void;
  /** Resolves when it was so once, at the latest after two seconds. */
  readonly whenReady: () => Promise<void>;
}

interface Parts {
  readonly counts: () => { readonly taken: number; readonly settled: number };
  /** Keeps the process alive. @returns ends that */
  readonly hold: () => () => void;
}

interface Waiter {
  /** Of those taken, how many must be settled. */
  readonly target: number;
  readonly done: (isStored: boolean) => void;
}

/** Milliseconds, that a question waits for what dead processes left. */
const PATIENCE = 2000;
/** The longest that timers know. */
const LONGEST = 2 ** 31 - 1;

export function createFlushing({ counts, hold }: Parts): Flushing {
  const waiters = new Set<Waiter>();
  let isCaughtUp = false;
  let resolveReady: () => void;
  const ready = new Promise<void>((resolve) => (resolveReady = resolve));

  return {
    isAwaited: () => waiters.size > 0,
    ready: () => resolveReady(),
    caughtUp() {
      isCaughtUp = true;
      resolveReady();
    },
    settled() {
      const { settled } = counts();
      for (const { target, done } of waiters) if (isCaughtUp && settled >= target) done(true);
    },
    flush(timeout) {
      const { taken: target, settled } = counts();
      if (isCaughtUp && settled >= target) return Promise.resolve(true);
      return new Promise((resolve) => {
        const release = hold();
        const timer = setTimeout(() => waiter.done(false), Math.min(LONGEST, timeout));
        const waiter: Waiter = {
          target,
          done(isStored) {
            clearTimeout(timer);
            waiters.delete(waiter);
            release();
            resolve(isStored);
          },
        };
        waiters.add(waiter);
      });
    },
    async whenReady() {
      if (isCaughtUp) return;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE)));
      await Promise.race([ready, patience]);
      clearTimeout(timer);
    },
  };
}
