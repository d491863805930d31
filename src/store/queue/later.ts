/** The longest that timers can be set to; what is more fires at once. */
const MAX_DELAY = 2 ** 31 - 1;

/** Runs something once, and does not keep the process alive for it. @returns what cancels it */
export function later(act: () => void, milliseconds: number): () => void {
  const timer: unknown = setTimeout(act, toDelay(milliseconds));
  // Outside of Node it is a number.
  (timer as { unref?: () => void }).unref?.();
  return () => clearTimeout(timer as number);
}

/** As a timer can take it. */
export function toDelay(milliseconds: number): number {
  return milliseconds > 0 ? Math.min(milliseconds, MAX_DELAY) : 0;
}
