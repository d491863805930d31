/** `fl.flush()` and `fl.close()`: what was written has left, or the time is up. */

import { Writable } from 'node:stream';
import { createFaultline, type Logger } from 'faultline';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { factsOf, linesOnStderr, memoryLogger } from '../record/logs.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Whether the flush waited for what `flush` of a logger does. */
async function waits(flush: unknown): Promise<string[]> {
  const { logger } = memoryLogger();
  const order: string[] = [];
  const given = typeof flush === 'function' ? (flush as (order: string[]) => unknown)(order) : flush;
  const fl = createFaultline({ logger: { ...logger, flush: given } as Logger });
  fl.handle(new Error('x'), factsOf());
  await fl.flush();
  order.push('flushed');
  return order;
}

describe('a logger with a flush', () => {
  it.each<[string, (order: string[]) => unknown, string[]]>([
    [
      'calls back',
      (order) => (done: () => void) => void setTimeout(() => (order.push('let go'), done()), 30),
      ['let go'],
    ],
    ['calls back with an error', () => (done: (error: Error) => void) => done(new Error('y')), []],
    ['calls back at once', () => (done: () => void) => done(), []],
    ['resolves', (order) => async () => void (await later(30), order.push('let go')), ['let go']],
    ['is done on return', (order) => () => void order.push('let go'), ['let go']],
    [
      'returns what only has a then',
      (order) => (_done: () => void) => ({
        then: (done: () => void) => void setTimeout(() => (order.push('let go'), done()), 30),
      }),
      ['let go'],
    ],
    ['rejects', () => () => Promise.reject(new Error('y')), []],
    [
      'throws',
      () => (_done: () => void) => {
        throw new Error('y');
      },
      [],
    ],
    ['is no function', () => 'now', []],
  ])('that %s', async (_how, flush, before) => {
    expect(await waits(flush)).toEqual([...before, 'flushed']);
  });

  it('is called on the logger, of a request too', async () => {
    const { entries, logger } = memoryLogger();
    const flushes: number[] = [];
    const own = {
      ...logger,
      entries,
      flush(this: { entries: unknown[] }): void {
        flushes.push(this.entries.length);
      },
    };
    const fl = createFaultline({ mode: 'release' });
    fl.handle(new Error('x'), factsOf({ logger: own }));
    await fl.flush();
    expect(flushes).toEqual([1]);
    // What has no logger goes to standard error, and the request's logger may still hold something.
    await linesOnStderr(async () => {
      fl.handle(new Error('x'), factsOf());
      await fl.flush();
    });
    expect(flushes).toEqual([1, 1]);
  });

  it('is called on the sixteen latest of requests', async () => {
    const flushed: number[] = [];
    const fl = createFaultline({ mode: 'release' });
    for (let index = 0; index < 20; index++) {
      const logger = { ...memoryLogger().logger, flush: () => void flushed.push(index) };
      fl.handle(new Error('x'), factsOf({ logger }));
    }
    await fl.flush();
    expect(flushed).toEqual(Array.from({ length: 16 }, (_, index) => index + 4));
  });

  it('is not waited for longer than two seconds', async () => {
    vi.useFakeTimers();
    const { logger } = memoryLogger();
    const fl = createFaultline({ logger: { ...logger, flush: (_done: () => void) => undefined } as Logger });
    let closed = false;
    const closing = fl.close().then(() => (closed = true));
    await vi.advanceTimersByTimeAsync(1999);
    expect(closed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await closing;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no timer behind', async () => {
    vi.useFakeTimers();
    await createFaultline({ logger: memoryLogger().logger }).flush();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not asked when there is to be no log', async () => {
    const fl = createFaultline({ logger: false });
    const flush = vi.fn<() => void>();
    fl.handle(new Error('x'), factsOf({ logger: { ...memoryLogger().logger, flush } }));
    await fl.flush();
    expect(flush).not.toHaveBeenCalled();
  });
});

it('what an asynchronous logger still writes is waited for', async () => {
  const written: string[] = [];
  const write = async (): Promise<void> => {
    await later(30);
    written.push('written');
  };
  const fl = createFaultline({ logger: { error: write, warn: write, info: write, debug: write } });
  fl.handle(new Error('x'), factsOf());
  fl.handle(new Error('y'), factsOf());
  await fl.flush();
  expect(written).toEqual(['written', 'written']);
});

describe('the standard streams', () => {
  class Slow extends Writable {
    readonly chunks: string[] = [];
    constructor(private_: (done: (error?: Error) => void) => void) {
      super({
        write: (chunk: Buffer, _encoding, done) => {
          this.chunks.push(String(chunk));
          private_(done);
        },
      });
    }
  }
  const flushWith = async (streams: object): Promise<void> => {
    const fl = createFaultline({ logger: memoryLogger().logger });
    vi.stubGlobal('process', streams);
    await fl.flush();
  };

  it('are waited for while they hold something', async () => {
    const stderr = new Slow((done) => void setTimeout(done, 30));
    stderr.write('a');
    stderr.write('b');
    await flushWith({ stderr });
    expect(stderr.chunks.join('')).toBe('ab');
    expect(stderr.writableLength).toBe(0);
    await expect.poll(() => stderr.listenerCount('error')).toBe(0);
  });

  it('are left alone when they hold nothing', async () => {
    const stdout = new Slow((done) => done());
    await flushWith({ stdout });
    expect(stdout.chunks).toEqual([]);
  });

  it('may break meanwhile', async () => {
    const stderr = new Slow((done) => void setTimeout(() => done(new Error('EPIPE')), 30));
    stderr.write('a');
    await flushWith({ stderr });
    expect(stderr.destroyed).toBe(true);
    await later(10);
    await flushWith({ stderr });
  });

  it('may not exist', async () => {
    await flushWith({
      get stderr(): never {
        throw new Error('EBADF');
      },
      stdout: undefined,
    });
  });
});
