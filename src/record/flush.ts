/** Records on their way out: waits until loggers and the standard streams have let go of them. */

import type { Logger } from '../model.ts';
import { drained } from './streams.ts';

/** How long `fl.flush` and `fl.close` wait, in milliseconds. */
export const FLUSH_TIMEOUT = 2000;

/**
 * Resolves when what `loggers` were given has left the process, at the latest after `timeout`: `false` when the
 * time was up, or a logger could not let go. Never rejects.
 * @param outstanding what asynchronous loggers have returned; none of them rejects
 */
export async function flushed(
  loggers: Iterable<Logger>,
  outstanding: Iterable<Promise<void>>,
  timeout: number,
): Promise<boolean> {
  return (await within(timeout, () => letGo(loggers, outstanding))) ?? false;
}

/**
 * What `work` resolves with; `undefined` when it takes more than `timeout` ms, throws or rejects: nobody who waits for
 * something of somebody else's fails or hangs with it. Never rejects.
 */
export async function within<Result>(
  timeout: number,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((done) => (timer = setTimeout(() => done(undefined), timeout)));
  try {
    return await Promise.race([work(), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function letGo(loggers: Iterable<Logger>, outstanding: Iterable<Promise<void>>): Promise<boolean> {
  await Promise.all(outstanding);
  const done = await Promise.all([...loggers].map(loggerFlushed));
  // Standard error takes the record when the logger fails; many loggers write to standard output.
  await Promise.all([drained('stderr'), drained('stdout')]);
  return !done.includes(false);
}

async function loggerFlushed(logger: Logger): Promise<boolean> {
  try {
    if (typeof logger.flush !== 'function') return true;
    const takesNothing = logger.flush.length === 0;
    // pino takes a callback; others return a promise, or are done when they return.
    await new Promise<unknown>((done, fail) => {
      const called = (error?: unknown): void => (error == null ? done(undefined) : fail(error));
      const returned = logger.flush!(called);
      if (takesNothing || isThenable(returned)) done(returned);
    });
    return true;
  } catch {
    // What it could not let go of is lost to it.
    return false;
  }
}

function isThenable(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
