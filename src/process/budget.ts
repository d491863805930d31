/** Errors that logging itself causes would go on for ever: so many are recorded a second, the rest is counted. */

export const MAX_PER_SECOND = 100;

interface Budget {
  /** Whether one more may be recorded now. */
  readonly take: () => boolean;
  /** Tells of those that were not, if there are any. */
  readonly settle: () => void;
}

export function createBudget(tell: (omitted: number) => void): Budget {
  let since = 0;
  let taken = 0;
  let omitted = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function settle(): void {
    clearTimeout(timer);
    timer = undefined;
    const count = omitted;
    omitted = 0;
    if (count > 0) tell(count);
  }
  return {
    settle,
    take() {
      const now = performance.now();
      if (now - since >= 1000) [since, taken] = [now, 0];
      taken += 1;
      if (taken <= MAX_PER_SECOND) return true;
      omitted += 1;
      if (timer === undefined) {
        timer = setTimeout(settle, 1000);
        timer.unref?.();
      }
      return false;
    },
  };
}
