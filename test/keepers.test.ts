/** Who keeps failures, from `fl.handle` on: the store, the alerts, the observers. */

import {
  BusinessException,
  createFaultline,
  lookUp,
  memoryStore,
  ValidationException,
  type Alert,
  type FaultlineOptions,
  type Observer,
  type Store,
  type StoredOccurrence,
  type StoreEvent,
} from 'faultline';
import { describe, expect, it, vi } from 'vitest';
import { hostname } from 'node:os';
import { createKeepers } from '../src/keepers.ts';
import { resolve } from '../src/resolve.ts';
import { HOW, polluted } from './pollution/pollute.ts';
import { builder, planOf } from './record/built.ts';
import { factsOf, memoryLogger } from './record/logs.ts';

const quiet = { mode: 'release', logger: false, defaultStatus: 500 } as const satisfies FaultlineOptions;

function observing(): { readonly observer: Observer; readonly seen: StoredOccurrence[] } {
  const seen: StoredOccurrence[] = [];
  return { seen, observer: { observe: (occurrence) => void seen.push(occurrence) } };
}

describe('R41 R44 what was answered is found by its reference', () => {
  it('in the memory of the process, unless said otherwise', async () => {
    const fl = createFaultline(quiet);
    const { correlationId, reply } = fl.handle(new Error('the disk is full'), factsOf());
    await fl.flush();
    const found = await lookUp(fl.store!, correlationId.toLowerCase().replaceAll('-', ' '));
    expect(found).toMatchObject({
      kind: 'found',
      reference: correlationId,
      occurrences: [
        {
          correlationId,
          status: 500,
          error: { message: 'the disk is full' },
          answer: { status: 500, body: reply.body },
          vetted: false,
          host: hostname(),
          pid: process.pid,
        },
      ],
    });
    expect(fl.status().store).toMatchObject({ name: 'memory', stored: 1, lost: {} });
    await fl.close();
  });

  it('with the release, the chosen headers, and whether the client could read the message', async () => {
    const fl = createFaultline({ ...quiet, release: '1.4.0', record: { headers: ['X-Client'] } });
    const facts = { ...factsOf(), header: (name: string) => (name === 'x-client' ? 'till-7' : undefined) };
    const { correlationId } = fl.handle(
      new ValidationException('No date', { fingerprint: 'no-date' }),
      facts,
    );
    await fl.flush();
    const [occurrence] = await fl.store!.find(correlationId);
    expect(occurrence).toMatchObject({
      release: '1.4.0',
      vetted: true,
      fingerprint: 'no-date',
      request: { headers: { 'x-client': 'till-7' } },
    });
  });

  it('with the sources of the configuration that the answer was made of', async () => {
    const config = { platform: { errors: { '5xx': { message: 'Try again later.' } } } };
    const fl = createFaultline({ ...quiet, config });
    const { correlationId } = fl.handle(new Error('x'), factsOf());
    await fl.flush();
    const [occurrence] = await fl.store!.find(correlationId);
    expect(occurrence?.decision).toEqual([expect.stringContaining('/platform/errors/5xx')]);
  });

  it('also when a client went away: how often it does tells how slow answers are', async () => {
    const fl = createFaultline(quiet);
    const gone = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    const { correlationId } = fl.handle(gone, factsOf({ aborted: true }));
    await fl.flush();
    expect(await fl.store!.find(correlationId)).toMatchObject([{ status: 499, fault: 'abort' }]);
  });

  it('not when a connection breaks between requests', async () => {
    const fl = createFaultline(quiet);
    const gone = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    fl.handle(gone, factsOf({ aborted: true, method: '', url: '' }));
    await fl.flush();
    expect(fl.status().store?.stored).toBe(0);
  });

  it('told of before the answer leaves, whoever must know by then', async () => {
    const told: unknown[] = [];
    const first: Observer = {
      answering: (outcome) => void told.push(outcome),
      observe: ({ code }) => void told.push(code),
    };
    const failing: Observer = {
      answering() {
        throw new TypeError('secret');
      },
      observe: () => undefined,
    };
    const { entries, logger } = memoryLogger();
    const fl = createFaultline({ mode: 'release', logger, observers: [failing, first] });
    const { correlationId } = fl.handle(new BusinessException('x', { status: 503 }), factsOf());
    const { correlationId: other } = fl.handle(new Error('x'), factsOf());
    const answered = [
      { correlationId, code: 'BUSINESS_ERROR', status: 503, fault: 'server', family: 'business' },
      { correlationId: other, code: 'INTERNAL_ERROR', status: 500, fault: 'server', family: 'unexpected' },
    ];
    expect(told).toEqual(answered);
    await fl.flush();
    expect(told).toEqual([...answered, 'BUSINESS_ERROR', 'INTERNAL_ERROR']);
    const faults = entries.filter(({ message }) => message?.includes('observer'));
    expect(faults).toMatchObject([{ level: 'error', message: expect.stringContaining('(TypeError)') }]);
  });

  it('not where nobody shall keep it', async () => {
    const fl = createFaultline({ ...quiet, store: false });
    fl.handle(new Error('x'), factsOf());
    await fl.close();
    expect(fl.store).toBeUndefined();
    expect(fl.status().store).toBeUndefined();
  });

  it('even when its record cannot be built', async () => {
    const { seen, observer } = observing();
    const fl = createFaultline({ ...quiet, store: false, observers: [observer] });
    const facts = factsOf();
    const { correlationId } = fl.handle(new Error('x'), facts);
    Object.defineProperty(facts, 'route', {
      get() {
        throw new Error('the framework is gone');
      },
    });
    await fl.flush();
    expect(seen).toMatchObject([{ correlationId, status: 500 }]);
  });
});

describe('R38 one look at a failure', () => {
  it('makes the line of the log and what is kept', async () => {
    const { entries, logger } = memoryLogger();
    const { seen, observer } = observing();
    const fl = createFaultline({ ...quiet, logger, store: false, observers: [observer] });
    fl.handle(new BusinessException('No', { internal: { password: 'hunter2', sku: 'A1' } }), factsOf());
    await fl.flush();
    const { level: _, ...line } = { level: '', ...(entries[0] as { record?: object } | undefined)?.record };
    expect(seen).toMatchObject([line]);
    expect(JSON.stringify(seen)).not.toContain('hunter2');
  });

  it('leaves the stacks out of what a storm has beyond the sample', async () => {
    const { seen, observer } = observing();
    const options = { ...quiet, store: false, observers: [observer] } as const;
    const fl = createFaultline({ ...options, record: { stacksPerSecond: 2 } });
    for (let index = 0; index < 20; index++) fl.handle(new Error('the disk is full'), factsOf());
    await fl.flush();
    const whole = seen.filter(({ unsampled }) => unsampled === undefined);
    // A second may end in between.
    expect(whole.length).toBeGreaterThanOrEqual(2);
    expect(whole.length).toBeLessThanOrEqual(6);
    expect(whole.every(({ error }) => error.stack !== undefined)).toBe(true);
    expect(seen.every(({ error, unsampled }) => (error.stack === undefined) === (unsampled === true))).toBe(
      true,
    );
    expect(new Set(seen.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect(new Set(seen.map(({ correlationId }) => correlationId)).size).toBe(20);
  });
});

describe('R45 alerts', () => {
  it('tell of a new group, and not of what the client did', async () => {
    const alerts: Alert[] = [];
    const fl = createFaultline({ ...quiet, alerts: { notify: (alert) => void alerts.push(alert) } });
    fl.handle(new ValidationException('No date'), factsOf());
    const { correlationId } = fl.handle(new Error('the disk is full'), factsOf());
    await fl.flush();
    await fl.close();
    expect(alerts).toMatchObject([{ kind: 'new', reference: correlationId }]);
  });

  it('are checked at start', () => {
    expect(() => createFaultline({ alerts: { notify: 'me' as never } })).toThrow('"alerts.notify"');
  });
});

describe('those who keep failures may fail', () => {
  it('which is told once, and keeps nobody else from them', async () => {
    const { entries, logger } = memoryLogger();
    const { seen, observer } = observing();
    const failing = [
      () => {
        throw new TypeError('secret');
      },
      () => {
        throw null;
      },
      () => Promise.reject(new Error('later')) as never,
      ...['password=hunter2', Symbol('a'), { toString: fail }].map((name) => () => {
        throw Object.assign(new Error('canary'), { name });
      }),
      () => {
        throw new Proxy({}, { getPrototypeOf: () => fail() });
      },
    ].map((observe) => ({ observe }));
    const fl = createFaultline({ ...quiet, logger, store: false, observers: [...failing, observer] });
    fl.handle(new Error('x'), factsOf());
    fl.handle(new Error('x'), factsOf());
    await fl.flush();
    expect(seen).toHaveLength(2);
    const told = entries.map(({ message }) => message).filter((message) => message?.includes('observer'));
    expect(told).toEqual([
      'an observer of failures threw (TypeError), which is told once; it is asked again',
      'an observer of failures threw (object), which is told once; it is asked again',
      ...Array.from(
        { length: 3 },
        () => 'an observer of failures threw (Error), which is told once; it is asked again',
      ),
      'an observer of failures threw (unknown), which is told once; it is asked again',
    ]);
  });

  it('nor does what one of them, or the logger, does to a failure reach the others', async () => {
    const { seen, observer } = observing();
    const { entries, logger } = memoryLogger();
    const spoiling: Observer = {
      observe(occurrence) {
        const { error } = occurrence as { error: { message: string } };
        error.message = 'spoilt';
      },
    };
    const spoilingLogger: typeof logger = {
      ...logger,
      error(record: object, message) {
        logger.error(structuredClone(record), message);
        Object.assign((record as { error?: object }).error ?? {}, { message: 'spoilt' });
      },
    };
    const facts = { ...factsOf(), header: (name: string) => (name === '__proto__' ? 'a' : undefined) };
    const fl = createFaultline({
      ...quiet,
      logger: spoilingLogger,
      observers: [spoiling, observer],
      record: { headers: ['__proto__'] },
    });
    fl.handle(new BusinessException('No', { internal: [{ sku: 'A1' }] }), facts);
    await fl.flush();
    expect(seen).toMatchObject([{ error: { message: 'No' }, internal: [{ sku: 'A1' }] }]);
    expect(Object.entries(seen[0]!.request!.headers!)).toEqual([['__proto__', 'a']]);
    expect(await fl.store!.latest({}, 1)).toMatchObject([{ error: { message: 'No' } }]);
    expect(entries.at(-1)).toMatchObject({ record: { error: { message: 'No' } } });
  });

  it.each<[string, Partial<Store>]>([
    ['rejects', { flush: () => Promise.reject(new Error('x')), close: () => Promise.reject(new Error('x')) }],
    ['throws', { flush: fail, close: fail, subscribe: () => fail }],
    ['never comes back', { flush: () => new Promise(() => {}), close: () => new Promise(() => {}) }],
  ])('nor does a store of somebody else that %s', async (_what, parts) => {
    vi.useFakeTimers();
    try {
      const fl = createFaultline({ ...quiet, store: { ...memoryStore(), ...parts } });
      fl.handle(new Error('x'), factsOf());
      const ended = Promise.all([fl.flush(), fl.close()]);
      await vi.runAllTimersAsync();
      await expect(ended).resolves.toEqual([undefined, undefined]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('and what a store says of itself goes to the logger', async () => {
    let emit: ((event: StoreEvent) => void) | undefined;
    const unsubscribed = vi.fn();
    const store: Store = {
      ...memoryStore(),
      subscribe(listener) {
        emit = listener;
        return unsubscribed;
      },
    };
    const { entries, logger } = memoryLogger();
    const fl = createFaultline({ ...quiet, logger, store });
    emit!({ type: 'stored', changes: [] });
    emit!({ type: 'trouble', level: 'warn', message: 'The disk is full; make room.' });
    expect(entries).toMatchObject([{ level: 'warn', message: 'The disk is full; make room.' }]);
    await fl.close();
    expect(unsubscribed).toHaveBeenCalledOnce();
  });

  it.each([
    ['that can let go', true],
    ['that cannot', false],
  ])('alerts of the last moment are waited for, with a store %s', async (_what, isKept) => {
    const memory = memoryStore();
    const store = { ...memory, flush: async (timeout: number) => (await memory.flush(timeout)) && isKept };
    const told: string[] = [];
    const notify = async ({ title }: Alert): Promise<void> => {
      await new Promise((done) => setTimeout(done, 20));
      told.push(title);
    };
    const fl = createFaultline({ ...quiet, store, alerts: { notify } });
    fl.handle(new Error('the disk is full'), factsOf());
    await fl.flush();
    expect(told).toEqual(['Error is new: the disk is full']);
    await fl.close();
  });

  it('alerts that never arrive hold a flush up for its time at the most', async () => {
    vi.useFakeTimers();
    try {
      const fl = createFaultline({ ...quiet, alerts: { notify: () => new Promise<void>(() => {}) } });
      fl.handle(new Error('x'), factsOf());
      const flushed = fl.flush();
      await vi.advanceTimersByTimeAsync(2000);
      await flushed;
      const closed = fl.close();
      await vi.runAllTimersAsync();
      await closed;
    } finally {
      vi.useRealTimers();
    }
  });

  it('alerts of rises are waited for where nothing is stored', async () => {
    const fl = createFaultline({ ...quiet, store: false, alerts: { notify: () => {} } });
    fl.handle(new Error('x'), factsOf());
    await fl.flush();
    await fl.close();
  });

  it('what captureProcessErrors flushes includes the store', async () => {
    const flush = vi.fn(async () => true);
    const fl = createFaultline({ ...quiet, store: { ...memoryStore(), flush } });
    fl.handle(new Error('x'), factsOf());
    await fl.flush();
    expect(flush).toHaveBeenCalledWith(2000);
  });
});

function fail(): never {
  throw new Error('canary');
}

describe('A7 what pollutes Object.prototype', () => {
  const NAMES = ['type', 'code', 'stack', 'causes', 'notes', 'unsampled', 'internal', 'expected', 'release'];

  it.each([...NAMES, 'headers', 'stacksPerSecond', 'properties', 'error'])(
    'says nothing of what is kept: %s',
    (name) => {
      const { seen, observer } = observing();
      const keepOne = (): StoredOccurrence | undefined => {
        const { keep } = createKeepers({ store: false, observers: [observer] }, false);
        const facts = factsOf({ correlationId: 'K7QF-2MXD-9TRB' });
        keep!(build(resolve(thrown, facts, plan), facts));
        return seen.at(-1);
      };
      const thrown = new Error('x');
      const build = builder();
      const plan = planOf();
      const { id: _, ...usual } = keepOne()!;
      for (const [, descriptor] of HOW) {
        const kept = polluted(name, descriptor(name), keepOne);
        expect({ ...kept }).toEqual({ ...usual, id: expect.any(String) });
      }
    },
  );

  it('is no option of records and alerts', () => {
    for (const name of ['headers', 'stacksPerSecond', 'most', 'factor', 'timeout'])
      polluted(name, { value: 'polluted', writable: true, configurable: true }, () => {
        const alerts = { rate: {}, notify: { webhook: 'https://alerts.example' } };
        expect(() => createFaultline({ ...quiet, record: {}, alerts, store: false })).not.toThrow();
      });
  });

  it('may break what every list needs: then nobody is handed the failure, and nothing throws', () => {
    const { seen, observer } = observing();
    const { keep } = createKeepers({ store: false, observers: [observer] }, false);
    expect(() => keep!({ occurrence: fail, stored: fail })).not.toThrow();
    expect(seen).toEqual([]);
  });
});
