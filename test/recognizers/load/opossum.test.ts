import CircuitBreaker from 'opossum';
import { describe, expect, it } from 'vitest';
import { opossum } from '../../../src/recognizers/load/opossum.ts';
import { silently } from '../silent.ts';

const CANARY = 'canary-4711';
const UNEXPECTED = { status: 500, code: 'INTERNAL_ERROR', family: 'unexpected' };

const fails = (): Promise<never> => Promise.reject(new Error(CANARY));
const never = (): Promise<never> => new Promise(() => {});
const name = CANARY;

/** What a breaker throws at the last of so many calls. */
async function thrownBy(
  action: (text: string) => Promise<unknown>,
  options: CircuitBreaker.Options,
  prepare: (breaker: CircuitBreaker<[string]>) => unknown = () => {},
): Promise<unknown> {
  const breaker = new CircuitBreaker(action, { ...options, name });
  try {
    await prepare(breaker);
    return await breaker.fire(CANARY).catch((error: unknown) => error);
  } finally {
    breaker.shutdown();
  }
}

const open = (): Promise<unknown> => thrownBy(fails, {}, (breaker) => breaker.fire(CANARY).catch(() => {}));

/** Code -> what provokes it, and what is answered. */
const rows: readonly [code: string, run: () => Promise<unknown>, expected: object, retryAfter?: string][] = [
  ['EOPENBREAKER', open, { status: 503, code: 'CIRCUIT_OPEN' }, '30'],
  ['ETIMEDOUT', () => thrownBy(never, { timeout: 5 }), { status: 504, code: 'TIMEOUT' }],
  [
    'ESEMLOCKED',
    () =>
      thrownBy(never, { capacity: 1, timeout: 100 }, (breaker) => void breaker.fire(CANARY).catch(() => {})),
    { status: 503, code: 'OVERLOADED' },
  ],
  [
    'ESHUTDOWN',
    () => thrownBy(fails, {}, (breaker) => breaker.shutdown()),
    { status: 503, code: 'UNAVAILABLE' },
  ],
];

describe('R16 R29 opossum', () => {
  it.each(rows)('%s', async (code, run, expected, retryAfter) => {
    const thrown = await run();
    expect(thrown).toMatchObject({ code });
    const answer = silently(thrown);
    expect(answer).toMatchObject({ ...expected, family: 'opossum', body: { retryable: true } });
    expect(answer.headers['retry-after']).toBe(retryAfter);
    expect(answer.detail).toContain(answer.body.correlationId);
  });

  it('every row of the table is provoked', () => {
    expect(new Set(rows.map(([code]) => code))).toEqual(new Set(Object.keys(opossum.answers)));
  });

  it('Retry-After is the default of resetTimeout', async () => {
    const breaker = new CircuitBreaker(fails);
    const { options } = breaker.toJSON() as unknown as { options?: { resetTimeout?: number } };
    const { resetTimeout } = (breaker as unknown as { options: { resetTimeout: number } }).options;
    breaker.shutdown();
    expect(options?.resetTimeout ?? resetTimeout).toBe(30_000);
  });

  it('may be frozen, or a Proxy', async () => {
    const thrown = (await open()) as Error;
    expect(silently(new Proxy(thrown, {}))).toMatchObject({ code: 'CIRCUIT_OPEN' });
    expect(silently(Object.freeze(thrown))).toMatchObject({ code: 'CIRCUIT_OPEN' });
  });

  it('what the guarded action throws is judged as it would be without a breaker', async () => {
    expect(silently(await thrownBy(fails, {}))).toMatchObject(UNEXPECTED);
  });

  it('can be switched off', async () => {
    expect(silently(await open(), { families: { opossum: false } })).toMatchObject(UNEXPECTED);
  });
});

describe('R16 R29 what only looks like an error of opossum', () => {
  const coded = (code: string, more: object = {}): Error =>
    Object.assign(new Error(CANARY), { code, ...more });
  it.each([
    ['the system’s ETIMEDOUT', coded('ETIMEDOUT', { errno: -110, syscall: 'connect' })],
    ['a code alone', coded('EOPENBREAKER')],
    ['another symbol', coded('EOPENBREAKER', { [Symbol(CANARY)]: true })],
    ['another code', coded('ECANARY', { [Symbol('our-error')]: true })],
    ['no error', { code: 'EOPENBREAKER', [Symbol('our-error')]: true, message: CANARY }],
    [
      'a Proxy that does not say what it has',
      new Proxy(coded('EOPENBREAKER'), {
        ownKeys(): never {
          throw new Error(CANARY);
        },
      }),
    ],
  ])('%s is not taken for one', (_, thrown) => {
    expect(silently(thrown).family).not.toBe('opossum');
  });

  it('a copy without its marks', async () => {
    expect(silently(structuredClone(await open()))).toMatchObject(UNEXPECTED);
  });
});
