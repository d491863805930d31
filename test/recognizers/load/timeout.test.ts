import { createServer, get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import got from 'got';
import ky from 'ky';
import pTimeout, { TimeoutError } from 'p-timeout';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timeout } from '../../../src/recognizers/load/timeout.ts';
import { serve, type Served } from '../serve.ts';
import { silently } from '../silent.ts';

const CANARY = 'canary-4711';
const TIMEOUT = { status: 504, code: 'TIMEOUT', family: 'timeout', body: { retryable: true } };
const UNEXPECTED = { status: 500, code: 'INTERNAL_ERROR', family: 'unexpected' };

/** Never answers. */
let served: Served;
let url = '';
beforeAll(async () => {
  served = await serve(createServer(() => {}));
  url = `http://127.0.0.1:${served.port}/${CANARY}`;
});
afterAll(() => served.close());

async function thrownBy(run: () => unknown): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  return expect.unreachable();
}

const never = (): Promise<never> => new Promise(() => {});
const soon = (): AbortSignal => AbortSignal.timeout(5);

/** Row of the table of answers -> what provokes it. */
const rows: readonly [key: string, name: string, run: () => unknown][] = [
  [
    'AbortSignal.timeout: DOMException TimeoutError',
    'the reason of a signal',
    async () => {
      const signal = soon();
      await wait(20);
      signal.throwIfAborted();
    },
  ],
  ['AbortSignal.timeout: DOMException TimeoutError', 'fetch', () => fetch(url, { signal: soon() })],
  ['ABORT_ERR caused by AbortSignal.timeout', 'a timer', () => wait(1000, CANARY, { signal: soon() })],
  [
    'ABORT_ERR caused by AbortSignal.timeout',
    'node:http',
    () => new Promise((_, failed) => void get(url, { signal: soon() }).once('error', failed)),
  ],
  ['p-timeout: TimeoutError', 'its own sentence', () => pTimeout(never(), { milliseconds: 5 })],
  ['p-timeout: TimeoutError', 'another', () => pTimeout(never(), { milliseconds: 5, message: CANARY })],
];

describe('R16 R29 time that ran out', () => {
  it.each(rows)('%s: %s', async (_key, _name, run) => {
    const answer = silently(await thrownBy(run));
    expect(answer).toMatchObject(TIMEOUT);
    expect(answer.detail).toContain(answer.body.correlationId);
  });

  it('every row of the table is provoked', () => {
    expect(new Set(rows.map(([key]) => key))).toEqual(new Set(Object.keys(timeout.answers)));
  });

  it.each([
    ['frozen', Object.freeze(new TimeoutError(CANARY))],
    ['a Proxy', new Proxy(new TimeoutError(CANARY), {})],
    [
      'a Proxy that does not say what it has',
      new Proxy(new TimeoutError(CANARY), {
        ownKeys(): never {
          throw new Error(CANARY);
        },
      }),
    ],
    ['caused by something', new TimeoutError(CANARY, { cause: new Error(CANARY) })],
  ])('may be %s', (_, thrown) => {
    expect(silently(thrown)).toMatchObject(TIMEOUT);
  });

  it('can be switched off', () => {
    expect(silently(new TimeoutError(CANARY), { families: { timeout: false } })).toMatchObject(UNEXPECTED);
  });
});

describe('R16 R29 what is another’s, or no timeout', () => {
  it.each([
    ['got', () => got(url, { timeout: { request: 20 }, retry: { limit: 0 } })],
    ['ky', () => ky(url, { timeout: 20, retry: 0 })],
  ])('the time-out of %s is left to its own family', async (_, run) => {
    const thrown = await thrownBy(run);
    expect(thrown).toMatchObject({ name: 'TimeoutError' });
    expect(silently(thrown).family).not.toBe('timeout');
  });

  const named = (more: object): Error => Object.assign(new Error(CANARY), { name: 'TimeoutError' }, more);
  const of = (more: object): Error => Object.assign(new TimeoutError(CANARY), more);
  const aborted = (reason?: unknown): unknown => {
    const controller = new AbortController();
    controller.abort(reason);
    return controller.signal.reason;
  };
  it.each([
    ['an abort', aborted()],
    ['an abort with a reason', aborted(new Error(CANARY))],
    ['an abort of a timer', Object.assign(new Error(CANARY, { cause: aborted() }), { code: 'ABORT_ERR' })],
    ['an abort without a cause', Object.assign(new Error(CANARY), { code: 'ABORT_ERR', name: 'AbortError' })],
    ['another DOMException', new DOMException(CANARY, 'NetworkError')],
    ['a code', of({ code: 'ECANARY' })],
    ['the number of another DOMException', of({ code: 20 })],
    ['something of a client', of({ request: CANARY })],
    ['no error', { name: 'TimeoutError', code: 23, message: CANARY }],
    ['a copy without its name', structuredClone(new TimeoutError(CANARY))],
    ['JSON of an upstream', named({})],
  ])('%s is not taken for one', (_, thrown) => {
    const answer = silently(thrown);
    expect(answer.family).not.toBe('timeout');
    expect(answer.code).not.toBe('TIMEOUT');
  });
});
