/** The standard streams, whose reader may be gone or slow: a write to them must neither throw later nor pile up. */

/** What is used of one. */
interface StandardStream {
  readonly destroyed?: boolean;
  readonly writableLength?: number;
  write(text: string, done: () => void): unknown;
  on?(event: 'error', listener: () => void): unknown;
  removeListener?(event: 'error', listener: () => void): unknown;
}

/** How many writes each has not called back yet. */
const pending = new WeakMap<object, number>();
const drains = new WeakMap<object, Promise<void>>();

/** The runtime's own; `undefined` where there is none. */
export function standard(name: 'stderr' | 'stdout'): StandardStream | undefined {
  const stream: unknown = globalThis.process?.[name];
  return typeof (stream as StandardStream | undefined)?.write === 'function'
    ? (stream as StandardStream)
    : undefined;
}

/**
 * Writes while somebody listens for `error`: without a listener, a reader that is gone ends the process. One
 * listener serves all writes at a time, and leaves after the last of them.
 */
export function writeTo(stream: StandardStream, text: string, done: () => void = ignore): void {
  const before = pending.get(stream);
  if (before === undefined) stream.on?.('error', ignore);
  pending.set(stream, (before ?? 0) + 1);
  const written = (): void => {
    const left = pending.get(stream)! - 1;
    pending.set(stream, left);
    if (left === 0) setTimeout(() => leave(stream), 0);
    done();
  };
  try {
    stream.write(text, written);
  } catch (error) {
    written();
    throw error;
  }
}

/** The event follows the callback of the write that failed, so that the listener cannot leave with that. */
function leave(stream: StandardStream): void {
  if (pending.get(stream) !== 0) return;
  pending.delete(stream);
  stream.removeListener?.('error', ignore);
}

function ignore(): void {}

/**
 * Resolves when what was written to a pipe before is no longer in memory, where `process.exit` would drop it.
 * All who wait for a stream that stands still share one write. Never rejects.
 */
export function drained(name: 'stderr' | 'stdout'): Promise<void> {
  try {
    const stream = standard(name);
    if (stream === undefined || stream.destroyed === true || !((stream.writableLength ?? 0) > 0))
      return Promise.resolve();
    const shared = drains.get(stream);
    if (shared !== undefined) return shared;
    // Writes are called back in their order.
    const drain = new Promise<void>((done) => writeTo(stream, '', done));
    drains.set(stream, drain);
    const forget = (): boolean => drains.delete(stream);
    void drain.then(forget, forget);
    return drain.catch(ignore);
  } catch {
    return Promise.resolve();
  }
}
