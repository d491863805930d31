/** What stands between `put` and the threads, each by itself. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventEmitter } from 'node:events';
import { createFlushing } from '../../../src/store/sqlite/flushing.ts';
import type { ThreadOptions } from '../../../src/store/sqlite/messages.ts';
import { createNotices } from '../../../src/store/sqlite/notices.ts';
import { createQuestions } from '../../../src/store/sqlite/questions.ts';
import { threadFile } from '../../../src/store/sqlite/start-worker.ts';
import { CallError, createThread, type RunningWorker } from '../../../src/store/sqlite/thread.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('notices', () => {
  it('say the same once a minute, and how often it was', () => {
    let now = 1000;
    const told: string[] = [];
    const notice = createNotices(
      ({ message }) => told.push(message),
      () => now,
    );
    for (let time = 0; time < 5; time++) notice('a', 'error', 'A.');
    notice('b', 'warn', 'B.');
    now += 60_000;
    notice('a', 'error', 'A.');
    now += 60_000;
    notice('a', 'error', 'A.');
    expect(told).toEqual(['A.', 'B.', 'A. (And 4 times since this was told last.)', 'A.']);
    // The clock is set back.
    now -= 3_600_000;
    notice('a', 'error', 'A.');
    expect(told).toHaveLength(5);
  });
});

describe('flushing', () => {
  const make = (): {
    counts: { taken: number; settled: number };
    held: number[];
    flushing: ReturnType<typeof createFlushing>;
  } => {
    const counts = { taken: 0, settled: 0 };
    const held = [0];
    const hold = (): (() => void) => {
      held[0]! += 1;
      return () => (held[0]! -= 1);
    };
    return { counts, held, flushing: createFlushing({ counts: () => counts, hold }) };
  };

  it('waits for what was put before, and for what dead processes left', async () => {
    const { counts, held, flushing } = make();
    counts.taken = 3;
    const flushed = flushing.flush(1000);
    counts.taken = 9;
    expect([flushing.isAwaited(), held[0]]).toEqual([true, 1]);
    counts.settled = 3;
    flushing.settled();
    expect(held[0]).toBe(1);
    flushing.caughtUp();
    flushing.settled();
    expect(await flushed).toBe(true);
    expect([flushing.isAwaited(), held[0]]).toEqual([false, 0]);
    counts.settled = 9;
    expect(await flushing.flush(0)).toBe(true);
  });

  it.each([50, Number.POSITIVE_INFINITY])('ends in vain after %d ms', async (timeout) => {
    const { counts, held, flushing } = make();
    counts.taken = 1;
    const flushed = flushing.flush(timeout);
    await vi.advanceTimersByTimeAsync(49);
    expect(held[0]).toBe(1);
    await vi.advanceTimersByTimeAsync(2 ** 31);
    expect(await flushed).toBe(false);
    expect(held[0]).toBe(0);
  });

  it('questions wait for it two seconds at most', async () => {
    const { flushing } = make();
    let isReady = false;
    void flushing.whenReady().then(() => (isReady = true));
    await vi.advanceTimersByTimeAsync(1999);
    expect(isReady).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isReady).toBe(true);
    const second = flushing.whenReady();
    flushing.ready();
    await second;
    flushing.caughtUp();
    await flushing.whenReady();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('questions', () => {
  const ask = async (answers: readonly unknown[]): Promise<{ outcome: unknown; changes: string[] }> => {
    const rest = [...answers];
    const changes: string[] = [];
    const questions = createQuestions({
      reader: {
        call: async () => {
          const answer = rest.shift();
          if (answer instanceof Error) throw answer;
          return answer;
        },
      },
      writer: {
        call: async (name) => {
          changes.push(name);
          if (rest[0] === 'no') throw new CallError({ kind: 'unavailable', message: 'not writable' });
          return undefined;
        },
      },
      ready: async () => {},
      demandOpen: () => {},
    });
    try {
      return { outcome: await questions.ask('find', 'x'), changes };
    } catch (error) {
      return { outcome: error, changes };
    }
  };
  const failure = (kind: CallError['kind']): CallError => new CallError({ kind, message: `it is ${kind}` });
  const unavailable = (message: string): unknown =>
    expect.objectContaining({ code: 'FLT_STORE_UNAVAILABLE', message });

  it.each([
    [[['x']], ['x'], []],
    [[failure('absent'), ['x']], ['x'], ['open']],
    [[failure('damaged'), failure('absent'), ['x']], ['x'], ['check', 'open']],
    [
      [failure('absent'), failure('absent'), failure('absent')],
      unavailable('it is absent'),
      ['open', 'open'],
    ],
    [[failure('absent'), 'no'], unavailable('not writable'), ['open']],
    [[failure('unavailable')], unavailable('it is unavailable'), []],
    [[new Error('the thread ended')], new Error('the thread ended'), []],
  ])('%# are asked again once the writer did what must be done', async (answers, expected, changes) => {
    expect(await ask(answers)).toEqual({ outcome: expected, changes });
  });
});

describe('a thread', () => {
  it('runs what stands beside the library', () => {
    expect(threadFile('file:///app/node_modules/faultline/dist/store/sqlite.js')).toBe('./sqlite-worker.js');
    expect(threadFile('file:///faultline/src/store/sqlite/start-worker.ts')).toBe('./worker-from-source.mjs');
  });

  class FakeWorker extends EventEmitter {
    readonly sent: unknown[] = [];
    isHeld = true;
    postMessage(message: unknown): void {
      this.sent.push(message);
    }
    ref(): void {
      this.isHeld = true;
    }
    unref(): void {
      this.isHeld = false;
    }
    async terminate(): Promise<number> {
      this.emit('exit', 1);
      return 1;
    }
  }
  const options = { role: 'write' } as ThreadOptions;
  const make = (): {
    workers: FakeWorker[];
    heard: unknown[];
    ended: string[];
    thread: ReturnType<typeof createThread>;
    starts: number[];
  } => {
    const workers: FakeWorker[] = [];
    const heard: unknown[] = [];
    const ended: string[] = [];
    const starts: number[] = [];
    const thread = createThread(
      () => {
        const worker = new FakeWorker();
        workers.push(worker);
        return worker as unknown as RunningWorker;
      },
      {
        options: () => options,
        hear: (message) => heard.push(message),
        started: () => starts.push(workers.length),
        ended: (reason) => ended.push(reason),
      },
    );
    return { workers, heard, ended, thread, starts };
  };

  it('starts with what it is needed for first, and keeps the process alive while something is asked', async () => {
    const { workers, heard, thread, starts } = make();
    expect(workers).toHaveLength(0);
    thread.send({ type: 'wake' });
    expect([workers.length, starts, workers[0]!.isHeld]).toEqual([1, [1], false]);
    const answer = thread.call('find', ['x']);
    expect(workers[0]!.isHeld).toBe(true);
    const second = thread.call('find', ['y']);
    workers[0]!.emit('message', { type: 'idle' });
    workers[0]!.emit('message', { type: 'answer', id: 1, value: 5 });
    expect(await answer).toBe(5);
    expect(workers[0]!.isHeld).toBe(true);
    workers[0]!.emit('message', { type: 'failed', id: 2, failure: { kind: 'absent', message: 'none' } });
    await expect(second).rejects.toMatchObject({ kind: 'absent', message: 'none' });
    expect(workers[0]!.isHeld).toBe(false);
    expect(heard).toEqual([{ type: 'idle' }]);
    expect(workers[0]!.sent).toHaveLength(3);
  });

  it('is held as long as anybody holds it', () => {
    const { workers, thread } = make();
    const first = thread.hold();
    thread.send({});
    const second = thread.hold();
    first();
    first();
    expect(workers[0]!.isHeld).toBe(true);
    second();
    expect(workers[0]!.isHeld).toBe(false);
  });

  it('that ended is started again, later each time', async () => {
    const { workers, ended, thread } = make();
    thread.send({});
    const waiting = thread.call('find', ['x']);
    workers[0]!.emit('error', new Error('out of memory'));
    workers[0]!.emit('exit', 1);
    await expect(waiting).rejects.toMatchObject({
      code: 'FLT_STORE_UNAVAILABLE',
      message: 'The thread of the store ended (out of memory); ask again.',
    });
    await expect(thread.call('find', ['x'])).rejects.toMatchObject({ code: 'FLT_STORE_UNAVAILABLE' });
    thread.send({ type: 'dropped' });
    expect(workers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(workers).toHaveLength(2);
    workers[1]!.emit('error', 'odd');
    workers[1]!.emit('exit', 1);
    await vi.advanceTimersByTimeAsync(999);
    expect(workers).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    workers[2]!.emit('exit', 1);
    expect(ended).toEqual(['out of memory', 'odd', 'it ended']);
  });

  it.each([
    [59_999, 1000],
    [60_000, 500],
  ])('that said something, and ended after %d ms, is started again in %d ms', async (life, delay) => {
    const { workers, thread } = make();
    thread.send({});
    workers[0]!.emit('exit', 1);
    await vi.advanceTimersByTimeAsync(500);
    workers[1]!.emit('message', { type: 'idle' });
    await vi.advanceTimersByTimeAsync(life);
    workers[1]!.emit('exit', 1);
    await vi.advanceTimersByTimeAsync(delay - 1);
    expect(workers).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(workers).toHaveLength(3);
  });

  it('that cannot be started is tried again, and nobody who sends something notices', async () => {
    let failures = 2;
    const ended: string[] = [];
    const workers: FakeWorker[] = [];
    const events = {
      options: () => options,
      hear: () => {},
      started: () => {},
      ended: (reason: string) => void ended.push(reason),
    };
    const thread = createThread(() => {
      if (failures-- > 0) throw new Error('no more threads');
      workers.push(new FakeWorker());
      return workers[0] as unknown as RunningWorker;
    }, events);
    thread.send({ type: 'dropped' });
    await expect(thread.call('find', ['x'])).rejects.toMatchObject({ code: 'FLT_STORE_UNAVAILABLE' });
    await vi.advanceTimersByTimeAsync(500);
    expect(ended).toEqual(['no more threads', 'no more threads']);
    await vi.advanceTimersByTimeAsync(1000);
    thread.send({ type: 'wake' });
    expect(workers[0]!.sent).toEqual([{ type: 'wake' }]);
  });

  it('whose timer is early is started all the same', async () => {
    const { workers, thread } = make();
    thread.send({});
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1000);
    workers[0]!.emit('exit', 1);
    clock.mockReturnValue(1499.6);
    await vi.advanceTimersByTimeAsync(500);
    expect(workers).toHaveLength(2);
    clock.mockRestore();
  });

  it('that was ended stays so', async () => {
    const { workers, ended, thread } = make();
    await thread.end();
    thread.send({});
    await expect(thread.call('find', ['x'])).rejects.toMatchObject({ code: 'FLT_STORE_UNAVAILABLE' });
    expect(workers).toHaveLength(0);
    const other = make();
    other.thread.send({});
    other.workers[0]!.emit('exit', 1);
    await other.thread.end();
    await vi.advanceTimersByTimeAsync(100_000);
    expect(other.workers).toHaveLength(1);
    expect(ended).toEqual([]);
  });
});
