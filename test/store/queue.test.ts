/** R19, R44: what was put is stored, or counted as lost, whatever the store does; and it costs nobody anything. */

import { describe, expect, it, vi } from 'vitest';
import { BATCH_WEIGHT } from '../../src/store/queue/batch.ts';
import { createQueue, RefusedError } from '../../src/store/queue.ts';
import { createEvents } from '../../src/store/events.ts';
import type { GroupChange } from '../../src/store/group.ts';
import { withOccurrences } from '../../src/store/group-record.ts';
import { MINUTE } from './occurrences.ts';
import { stopTime } from './queue/stopped-time.ts';
import { hang, named, pass, putMany, tryQueue, type Write } from './queue/writers.ts';

stopTime();

describe('batches', () => {
  it('are written together, in order, after their time to fill', async () => {
    const { queue, batches } = tryQueue(async () => [], { batch: 3, delay: 50 });
    const ids = putMany(queue, 2);
    await pass(49);
    expect([batches, queue.status()]).toEqual([
      [],
      { name: 'a store', healthy: true, stored: 0, waiting: 2, spooled: 0, lost: {} },
    ]);
    await pass(2);
    expect(batches).toEqual([ids]);
    expect(queue.status()).toMatchObject({ stored: 2, waiting: 0 });
  });

  it('are written at once when they are full, but never while something is put', async () => {
    const { queue, batches } = tryQueue(async () => [], { batch: 3, delay: 50 });
    putMany(queue, 7);
    expect(batches).toEqual([]);
    await pass(10);
    expect(batches).toEqual([
      ['a0', 'a1', 'a2'],
      ['a3', 'a4', 'a5'],
    ]);
    await pass(50);
    expect(batches[2]).toEqual(['a6']);
  });

  it('have a bound in bytes', async () => {
    const { queue, batches } = tryQueue(async () => []);
    const message = 'é'.repeat(Math.ceil(BATCH_WEIGHT / 5));
    for (const id of ['a', 'b', 'c', 'd']) queue.put(named(id, message));
    await pass(10);
    expect(batches).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('as many at a time as asked for', async () => {
    const { queue, batches } = tryQueue(hang, { batch: 1, writers: 3 });
    putMany(queue, 5);
    await pass(100);
    expect(batches).toEqual([['a0'], ['a1'], ['a2']]);
  });

  it('tell what became of the groups', async () => {
    const change = withOccurrences(undefined, [named('a')]).change;
    const { queue, events } = tryQueue(async () => [change]);
    queue.put(named('a'));
    await pass(10);
    expect(events).toEqual([{ type: 'stored', changes: [change] }]);
  });
});

describe('R19 a writer that fails', () => {
  /** How it fails twice, before it succeeds. */
  const failures: [string, Write, RegExp][] = [
    ['rejects', () => Promise.reject(new Error('no such host')), /no such host/],
    [
      'throws',
      () => {
        throw new Error('no such host');
      },
      /no such host/,
    ],
    ['rejects with nothing', () => Promise.reject(undefined), /a rejection with a value of type undefined/],
    ['rejects with null', () => Promise.reject(null), /a rejection with null/],
    ['rejects with a text', () => Promise.reject('gone\u001b[31m'), /gone\\u\{1b\}/],
    ['rejects with an object', () => Promise.reject({ isRefused: 'no', message: 7 }), /of type object/],
    [
      'rejects with what cannot be read',
      () => Promise.reject(new Proxy({}, { get: () => JSON.parse('{') as never, has: () => true })),
      /of type object/,
    ],
    ['hangs', hang, /no answer within 30000 ms/],
    [
      'returns a thenable that throws',
      () => ({
        then() {
          throw new Error('odd');
        },
      }),
      /odd/,
    ],
  ];

  it.each(failures)('%s: it is tried again, and again later', async (_what, fail, message) => {
    let writes = 0;
    const { queue, batches } = tryQueue((batch) => (++writes > 2 ? Promise.resolve([]) : fail(batch)));
    const ids = putMany(queue, 3);
    await pass(10);
    if (fail === hang) await pass(30_000);
    expect(queue.status()).toMatchObject({ healthy: false, stored: 0, waiting: 3, lost: {} });
    expect(queue.status().lastError?.message).toMatch(message);
    expect(queue.status().lastError?.at).toBeLessThanOrEqual(Date.now());
    await pass(fail === hang ? 60_000 : 1000);
    expect(batches).toEqual([ids, ids, ids]);
    expect(queue.status()).toMatchObject({ healthy: true, stored: 3, waiting: 0, lost: {} });
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'changes'],
    ['null', null],
  ])('returns %s: it is stored', async (_what, changes) => {
    const { queue, events } = tryQueue(() => changes);
    putMany(queue, 2);
    await pass(10);
    expect([queue.status().stored, events]).toEqual([2, []]);
  });

  it('waits longer each time, up to half a minute, and never as long as another host', async () => {
    const { queue, batches } = tryQueue(() => Promise.reject(new Error('gone')));
    const at: number[] = [];
    let count = 0;
    queue.put(named('a'));
    for (let time = 0; time < 200_000; time += 50) {
      await pass(50);
      if (batches.length > count) at.push(time);
      count = batches.length;
    }
    const gaps = at.slice(1).map((time, index) => time - at[index]!);
    expect(gaps.slice(0, 11)).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]);
    vi.mocked(Math.random).mockReturnValue(0.999_999);
    await pass(60_000);
    const before = batches.length;
    await pass(15_050);
    expect(batches.length).toBe(before + 1);
  });

  it('resolves after it was given up: what it says is told, and counted once', async () => {
    const change = withOccurrences(undefined, [named('a')]).change;
    const late: ((changes: GroupChange[]) => void)[] = [];
    const { queue, events, batches } = tryQueue(
      () => (batches.length > 1 ? Promise.resolve([]) : new Promise((done) => late.push(done))),
      { timeLimit: 100 },
    );
    putMany(queue, 2);
    await pass(1000);
    expect([batches.length, queue.status().stored]).toEqual([2, 2]);
    late[0]!([change]);
    await pass(10);
    expect(queue.status()).toMatchObject({ stored: 2, waiting: 0 });
    expect(events.filter(({ type }) => type === 'stored')).toEqual([{ type: 'stored', changes: [change] }]);
  });

  it('rejects after it was given up: nobody minds', async () => {
    const late: ((error: Error) => void)[] = [];
    const { queue, batches } = tryQueue(
      () => (batches.length > 1 ? Promise.resolve([]) : new Promise((_done, fail) => late.push(fail))),
      { timeLimit: 100 },
    );
    putMany(queue, 2);
    await pass(1000);
    late[0]!(new RefusedError('late'));
    await pass(10);
    expect(queue.status()).toMatchObject({ stored: 2, waiting: 0, lost: {} });
  });
});

describe('R19 a writer that is too slow for a large batch', () => {
  const tooMany: Write = async (batch) => {
    if (batch.length > 600) throw new Error('no answer in time');
    return [];
  };

  it('is given half of it after each attempt, so that what waits is stored all the same', async () => {
    const { queue, batches } = tryQueue(tooMany, { batch: 2000 });
    const ids = putMany(queue, 2000);
    await pass(60_000);
    expect(queue.status()).toMatchObject({ stored: 2000, waiting: 0, lost: {} });
    expect(batches.map(({ length }) => length)).toEqual([2000, 1000, 500, 500, 1000, 500, 500]);
    expect(batches.filter(({ length }) => length === 500).flat()).toEqual(ids);
  });

  it('but a store that is gone is asked no more often for it: small ones stay whole', async () => {
    let isGone = true;
    const { queue, batches } = tryQueue(
      async () => {
        if (isGone) throw new Error('gone');
        return [];
      },
      { batch: 500 },
    );
    const ids = putMany(queue, 500);
    await pass(1000);
    isGone = false;
    await pass(60_000);
    expect(new Set(batches.map(({ length }) => length))).toEqual(new Set([500]));
    expect(batches.at(-1)).toEqual(ids);
  });
});

describe('R19 what the store will never take', () => {
  const positions = Array.from({ length: 9 }, (_, index) => [index] as const);

  it.each(positions)('at position %i of 9: it alone is lost, the others are stored', async (position) => {
    const stored = new Set<string>();
    const { queue } = tryQueue(async (batch) => {
      if (batch.some(({ id }) => id === `a${position}`))
        throw new RefusedError('22021 invalid byte sequence');
      for (const { id } of batch) stored.add(id);
      return [];
    });
    const ids = putMany(queue, 9);
    await pass(100);
    expect([...stored].toSorted()).toEqual(ids.filter((id) => id !== `a${position}`));
    expect(queue.status()).toMatchObject({
      healthy: true,
      stored: 8,
      waiting: 0,
      lost: { 'refused by the store': 1 },
      lastError: { message: '22021 invalid byte sequence' },
    });
  });

  it('all of them, and a store that is gone meanwhile: each is settled once', async () => {
    let writes = 0;
    const { queue, batches } = tryQueue(async () => {
      throw ++writes % 2 === 0 ? new Error('gone') : new RefusedError('no');
    });
    putMany(queue, 5);
    await pass(200_000);
    expect(queue.status()).toMatchObject({ stored: 0, waiting: 0, lost: { 'refused by the store': 5 } });
    expect(batches.filter(({ length }) => length === 1).length).toBeGreaterThanOrEqual(5);
  });

  it('told by a mark, where there are two copies of the class', async () => {
    const { queue } = tryQueue(() => Promise.reject(Object.assign(new Error('no'), { isRefused: true })));
    putMany(queue, 2);
    await pass(100);
    expect(queue.status().lost).toEqual({ 'refused by the store': 2 });
    expect(new RefusedError('no')).toMatchObject({ name: 'RefusedError', message: 'no', isRefused: true });
  });
});

describe('R38 there is a bound', () => {
  it('of occurrences: the oldest are lost, never those being written', async () => {
    const resolve: (() => void)[] = [];
    const { queue, batches } = tryQueue(() => new Promise<void>((done) => resolve.push(done)), {
      occurrences: 5,
      batch: 2,
    });
    putMany(queue, 2);
    await pass(10);
    putMany(queue, 5, 'b');
    expect(queue.status()).toMatchObject({ waiting: 5, lost: { 'queue full': 2 } });
    for (let time = 0; time < 3; time++) {
      resolve[time]?.();
      await pass(10);
    }
    expect(batches).toEqual([['a0', 'a1'], ['b2', 'b3'], ['b4']]);
    expect(queue.status()).toMatchObject({ stored: 5, waiting: 0, lost: { 'queue full': 2 } });
  });

  it('of bytes', async () => {
    const { queue } = tryQueue(hang, { bytes: 20_000 });
    queue.put(named('big', 'x'.repeat(20_000)));
    expect(queue.status()).toMatchObject({ waiting: 0, lost: { 'too large': 1 } });
    putMany(queue, 50);
    const { waiting, lost } = queue.status();
    expect(waiting).toBeGreaterThan(2);
    expect(waiting).toBeLessThan(12);
    expect(waiting + lost['queue full']!).toBe(50);
  });

  it('a batch is no larger than it', async () => {
    const { queue, batches } = tryQueue(async () => [], { occurrences: 2 });
    putMany(queue, 2);
    await pass(10);
    expect([batches, queue.status().stored]).toEqual([[['a0', 'a1']], 2]);
  });
});

describe('put', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'x'],
    ['an object without an id', {}],
    [
      'one that cannot be read',
      {
        get id() {
          throw new Error('x');
        },
      },
    ],
    [
      'one without an end',
      (() => {
        const round: Record<string, unknown> = { id: 'a' };
        round['self'] = round;
        return round;
      })(),
    ],
  ])('takes %s without a word, and counts it', async (_what, value) => {
    const { queue } = tryQueue(async () => []);
    expect(queue.put(value as never)).toBeUndefined();
    await pass(10);
    expect(queue.status()).toMatchObject({ stored: 0, waiting: 0, lost: { 'not an occurrence': 1 } });
  });
});

describe('flush and close', () => {
  it('resolve at once when nothing waits', async () => {
    const { queue } = tryQueue(hang);
    expect(await queue.flush(1000)).toBe(true);
    await queue.close(1000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('flush: true once all that was put before is stored, whatever comes after', async () => {
    const { queue, batches } = tryQueue(() => new Promise<void>((done) => setTimeout(done, 100)), {
      batch: 2,
      delay: 10_000,
    });
    putMany(queue, 3);
    let result: boolean | undefined;
    void queue.flush(5000).then((value) => (result = value));
    putMany(queue, 6, 'b');
    await pass(210);
    expect([result, batches.length, queue.status().waiting]).toEqual([true, 3, 5]);
  });

  it('flush: with several writes at a time, the slowest counts', async () => {
    const { queue } = tryQueue(
      (batch) => new Promise<void>((done) => setTimeout(done, batch[0]!.id === 'a0' ? 500 : 10)),
      {
        batch: 1,
        writers: 3,
      },
    );
    putMany(queue, 3);
    let result: boolean | undefined;
    void queue.flush(5000).then((value) => (result = value));
    await pass(400);
    expect([result, queue.status().stored]).toEqual([undefined, 2]);
    await pass(200);
    expect(result).toBe(true);
  });

  it.each([[0], [-5], [Number.NaN], [1000]])('flush: false after %d ms', async (timeout) => {
    const { queue } = tryQueue(hang);
    putMany(queue, 1);
    const flushed = queue.flush(timeout);
    await pass(1100);
    expect(await flushed).toBe(false);
    expect(queue.status().waiting).toBe(1);
  });

  it('flush: a time that no timer can be set to is long', async () => {
    const { queue } = tryQueue(hang);
    putMany(queue, 1);
    let result: boolean | undefined;
    void queue.flush(Infinity).then((value) => (result = value));
    await pass(100 * MINUTE);
    expect(result).toBeUndefined();
  });

  it('flush tries at once, and quickly, what waits to be tried again', async () => {
    let isUp = false;
    const { queue, batches } = tryQueue(() =>
      isUp ? Promise.resolve([]) : Promise.reject(new Error('gone')),
    );
    putMany(queue, 1);
    await pass(100_000);
    const before = batches.length;
    const flushed = queue.flush(5000);
    await pass(1000);
    expect(batches.length).toBeGreaterThanOrEqual(before + 4);
    isUp = true;
    await pass(300);
    expect(await flushed).toBe(true);
  });

  it('flush: what is lost meanwhile is done, too', async () => {
    const { queue } = tryQueue(hang, { occurrences: 2, batch: 1 });
    putMany(queue, 2);
    await pass(10);
    const { queue: other } = tryQueue(async () => Promise.reject(new RefusedError('no')));
    putMany(other, 2);
    const flushed = other.flush(100);
    await pass(50);
    expect(await flushed).toBe(true);
  });

  it('close: what could not be stored is counted, and so is what comes later', async () => {
    const { queue, batches, troubles } = tryQueue(hang, { batch: 2 });
    putMany(queue, 5);
    await pass(10);
    const closed = queue.close(100);
    putMany(queue, 2, 'b');
    expect(queue.close(5)).toBe(closed);
    await pass(100);
    await closed;
    putMany(queue, 3, 'c');
    expect(queue.status()).toMatchObject({ stored: 0, waiting: 0, lost: { closed: 10 } });
    await pass(40 * MINUTE);
    expect(batches).toHaveLength(1);
    expect(troubles().join('\n')).toContain('loses 1 failure: it was closed');
  });

  it('close: what is under way comes too late, whether it succeeds, fails or is refused', async () => {
    const ends: [string, (done: (value: unknown) => void, fail: (error: Error) => void) => void][] = [
      ['succeeds', (done) => done([{}])],
      ['fails', (_done, fail) => fail(new Error('gone'))],
      ['is refused', (_done, fail) => fail(new RefusedError('no'))],
    ];
    for (const [, end] of ends) {
      const calls: (() => void)[] = [];
      const { queue, events } = tryQueue(
        () => new Promise((done, fail) => calls.push(() => end(done, fail))),
      );
      putMany(queue, 2);
      const closed = queue.close(100);
      await pass(100);
      await closed;
      const told = events.length;
      calls[0]!();
      await pass(MINUTE / 2);
      expect(queue.status()).toMatchObject({ stored: 0, waiting: 0, lost: { closed: 2 } });
      expect(events.length).toBe(told);
    }
  });

  it('close ends what waits to be tried again', async () => {
    const { queue, batches } = tryQueue(() => Promise.reject(new Error('gone')));
    putMany(queue, 1);
    await pass(10_000);
    await Promise.all([queue.close(0), pass(1)]);
    const before = batches.length;
    await pass(10 * MINUTE);
    expect([batches.length, vi.getTimerCount()]).toEqual([before, 0]);
  });

  it('a write that ends after the limit and the close tells nothing', async () => {
    const change = withOccurrences(undefined, [named('a')]).change;
    const late: ((changes: GroupChange[]) => void)[] = [];
    const { queue, events } = tryQueue(() => new Promise((done) => late.push(done)), { timeLimit: 10 });
    putMany(queue, 1);
    await pass(20);
    await Promise.all([queue.close(0), pass(1)]);
    late[0]!([change]);
    await pass(10);
    expect(events.filter(({ type }) => type === 'stored')).toEqual([]);
  });
});

it('two queues share nothing', async () => {
  const one = tryQueue(hang);
  const other = tryQueue(async () => []);
  putMany(one.queue, 2);
  putMany(other.queue, 3);
  await pass(10);
  await Promise.all([one.queue.close(0), pass(1)]);
  putMany(other.queue, 1);
  await pass(10);
  expect([one.queue.status().stored, other.queue.status().stored]).toEqual([0, 4]);
  expect(other.queue.status().lost).toEqual({});
});

it('the time of the last error is that of the clock that was given', async () => {
  const events = createEvents();
  const writer = { write: () => Promise.reject(new Error('gone')) };
  const queue = createQueue({ name: 'a store', writer, events, now: () => 42 });
  queue.put(named('a'));
  await pass(100);
  expect(queue.status().lastError).toEqual({ at: 42, message: 'gone' });
});

describe('options', () => {
  const numbers = ['occurrences', 'bytes', 'batch', 'writers', 'timeLimit', 'delay'];

  it.each(
    numbers.flatMap((name) =>
      [-1, 1.5, Number.NaN, Infinity, '5', null].map((value) => [name, value] as const),
    ),
  )('%s cannot be %s', (name, value) => {
    expect(() => tryQueue(hang, { [name]: value })).toThrow(
      expect.objectContaining({ code: 'FLT_OPTION_INVALID', message: expect.stringContaining(`"${name}"`) }),
    );
  });

  it.each([[undefined], [{}], ['x']])('writer cannot be %s', (writer) => {
    expect(() => createQueue({ name: 'x', events: createEvents(), writer: writer as never })).toThrow(
      expect.objectContaining({ code: 'FLT_OPTION_INVALID' }),
    );
  });

  it('a limit that no timer can be set to is long', async () => {
    const { queue, batches } = tryQueue(hang, { timeLimit: 2 ** 40 });
    putMany(queue, 1);
    await pass(100 * MINUTE);
    expect([batches.length, queue.status().healthy]).toEqual([1, true]);
  });

  it('without any, as documented', async () => {
    const batches: number[] = [];
    const events = createEvents();
    const writer = { write: async (batch: readonly unknown[]) => (batches.push(batch.length), hang()) };
    const queue = createQueue({ name: 'x', events, writer });
    putMany(queue, 499);
    await pass(49);
    expect(batches).toEqual([]);
    putMany(queue, 12_000 - 499);
    await pass(29_999);
    expect(batches).toEqual([500]);
    expect(queue.status()).toMatchObject({ healthy: true, waiting: 10_000, lost: { 'queue full': 2000 } });
    await pass(2);
    expect(queue.status().healthy).toBe(false);
    queue.put(named('big', 'x'.repeat(2 ** 24)));
    expect(queue.status().lost['too large']).toBe(1);
  });
});

it('outside of Node, where timers are numbers', async () => {
  vi.useRealTimers();
  const real = setTimeout;
  vi.stubGlobal('setTimeout', (...args: Parameters<typeof setTimeout>) => Number(real(...args)));
  const { queue } = tryQueue(async () => []);
  putMany(queue, 2);
  expect(await queue.flush(5000)).toBe(true);
  vi.unstubAllGlobals();
});
