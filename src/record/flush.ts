/** Records on their way out: waits until a logger and the standard streams have let go of them. */

import type { Logger } from '../model.ts';

/** How long `fl.flush` and `fl.close` wait, in milliseconds. */
export const FLUSH_TIMEOUT = 2000;

/**
 * Resolves when what `logger` was given has left the process, at the latest after `timeout`. Never rejects.
 * @param outstanding what asynchronous loggers have returned; none of them rejects
 */
export async function flushed(
  logger: Logger | undefined,
  outstanding: readonly Promise<void>[],
  timeout: number,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((done) => (timer = setTimeout(done, timeout)));
  await Promise.race([letGo(logger, outstanding), late]);
  clearTimeout(timer);
}

async function letGo(logger: Logger | undefined, outstanding: readonly Promise<void>[]): Promise<void> {
  await Promise.all(outstanding);
  await loggerFlushed(logger);
  // Standard error takes the record when the logger fails; many loggers write to standard output.
  await Promise.all([drained('stderr'), drained('stdout')]);
}

async function loggerFlushed(logger: Logger | undefined): Promise<void> {
  try {
    if (typeof logger?.flush !== 'function') return;
    // pino takes a callback; others return a promise, or are done when they return.
    await new Promise<unknown>((done) => {
      const returned = logger.flush?.(() => done(undefined));
      if (returned instanceof Promise || logger.flush?.length === 0) done(returned);
    });
  } catch {
    // What it could not let go of is lost, and there is nobody left to tell.
  }
}

/** What was written to a pipe may still be in memory, and `process.exit` would drop it. */
function drained(name: 'stderr' | 'stdout'): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => resolve();
    try {
      const stream = globalThis.process?.[name];
      if (stream === undefined || stream.destroyed || !(stream.writableLength > 0)) return done();
      // Writes are called back in their order. When the reader is gone the event follows the callback, and
      // nobody may be listening but this.
      stream.once('error', done);
      stream.write('', (error) => {
        if (error == null) stream.removeListener('error', done);
        done();
      });
    } catch {
      done();
    }
    return undefined;
  });
}
