/** What is put off until those who wait for an answer have theirs. */

/** Kept from before anybody's tests replace them; some runtimes have none. */
const later: (work: () => void) => unknown = globalThis.setImmediate ?? globalThis.queueMicrotask;
const cancel = globalThis.clearImmediate as ((handle: unknown) => void) | undefined;

/** More are not put off: an application may never let its turn end. */
const MAX_PENDING = 512;

const pending = new Map<() => void, unknown>();
let isWatching = false;

/**
 * Does `work` once all requests that came in together were answered, and in the context of asynchronous calls that it
 * is asked in. What comes in together is recorded together, while the code for it is in the caches of the processor:
 * between two requests each record costs three times as much. The end of the process does not cut it off, unless the
 * process is killed.
 * @param work must not throw
 */
export function afterTurn(work: () => void): void {
  if (!isWatching) watch();
  // One of its own each time, as the same may be asked for twice.
  const task = (): void => {
    if (pending.delete(task)) work();
  };
  pending.set(task, later(task));
}

/** As many are put off as may be: what is to be done must be done at once. */
export function isTurnFull(): boolean {
  return pending.size >= MAX_PENDING;
}

/** Resolves when all that is put off is done. */
export function turnEnds(): Promise<void> {
  return pending.size === 0 ? Promise.resolve() : new Promise((resolve) => void later(resolve));
}

/** Does all that is put off, now: the process ends. What it puts off itself, as a logger may, waits for its turn. */
export function finishTurn(): void {
  for (const [task, handle] of Array.from(pending)) {
    cancel?.(handle);
    task();
  }
}

function watch(): void {
  isWatching = true;
  // Before the listeners of loggers that write what they hold. A runtime without a process does not end one.
  globalThis.process?.prependListener?.('exit', finishTurn);
}
