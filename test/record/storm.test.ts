import { BusinessException, type RequestFacts } from 'faultline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoredOccurrence } from '../../src/record/stored-occurrence.ts';
import { createSampler } from '../../src/record/storm.ts';
import { resolve } from '../../src/resolve.ts';
import { builder, planOf } from './built.ts';
import { factsOf } from './logs.ts';

let now = 0;

beforeEach(() => {
  now = 5000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const plan = planOf();
const kinds = new Map<string, string>();
const decidedOf = (thrown: unknown, facts = factsOf()): NonNullable<ReturnType<typeof resolve>['decided']> =>
  resolve(thrown, facts, plan).decided!;

/** An error whose stack tells whether it was read. */
function watched(message: string, cause?: unknown): { readonly error: Error; readonly reads: () => number } {
  const error = new Error(message, cause === undefined ? undefined : { cause });
  const { stack } = error;
  let reads = 0;
  Object.defineProperty(error, 'stack', {
    get: () => {
      reads++;
      return stack;
    },
  });
  return { error, reads: () => reads };
}

describe('R45 in a storm of one failure', () => {
  const storm = (count: number, perSecond: number, messageOf = (index: number) => `row ${index}`) => {
    const build = builder({ perSecond });
    return Array.from({ length: count }, (_, index) => {
      const { error, reads } = watched(messageOf(index), watched('beneath').error);
      const facts = factsOf();
      const built = build(resolve(error, facts, plan), facts);
      return { built, reads, facts };
    });
  };

  it('stacks are read for the first of each second only', () => {
    const all = storm(10, 3);
    const stored = all.map(({ built }) => built.stored());
    expect(all.map(({ reads }) => reads())).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect(stored.map(({ unsampled }) => unsampled)).toEqual([
      ...Array(3).fill(undefined),
      ...Array(7).fill(true),
    ]);
    expect(stored.filter(({ error, causes }) => error.stack ?? causes?.[0]?.stack)).toHaveLength(3);
  });

  it('R44 every one has its reference, its message and its group: counts are exact', () => {
    const stored = storm(10, 3).map(({ built, facts }): [StoredOccurrence, RequestFacts] => [
      built.stored(),
      facts,
    ]);
    expect(new Set(stored.map(([{ fingerprint }]) => fingerprint)).size).toBe(1);
    expect(new Set(stored.map(([{ id }]) => id)).size).toBe(10);
    for (const [index, [{ correlationId, error, answer }, facts]] of stored.entries()) {
      expect(correlationId).toBe(facts.correlationId);
      expect(error.message).toBe(`row ${index}`);
      expect(answer?.body).toContain(correlationId);
    }
  });

  it('the record says so, and is as it was otherwise', () => {
    const [whole, without] = storm(2, 1).map(({ built }) => [built.stored(), built.occurrence()][1]!);
    const { stack: _stack, ...error } = whole!.error;
    const { stack: _beneath, ...cause } = whole!.causes![0]!;
    expect(without).toEqual({
      ...whole,
      correlationId: without!.correlationId,
      error: { ...error, message: 'row 1' },
      causes: [cause],
      unsampled: true,
    });
    expect(whole).not.toHaveProperty('unsampled');
  });

  it('the next second begins anew', () => {
    const build = builder({ perSecond: 1 });
    const unsampled = [0, 0, 1000, 1000, 999].map((after) => {
      now = 5000 + after;
      const facts = factsOf();
      return build(resolve(new Error('x'), facts, plan), facts).stored().unsampled;
    });
    expect(unsampled).toEqual([undefined, true, undefined, true, undefined]);
  });

  it('what ends the process has its stack', () => {
    const build = builder({ perSecond: 1 });
    const stored = [false, false, true].map((whole) => {
      const facts = factsOf();
      return build(resolve(new Error('x'), facts, plan), facts, whole).stored();
    });
    expect(stored.map(({ error }) => error.stack !== undefined)).toEqual([true, false, true]);
  });

  it('none is left out where all are asked for', () => {
    for (const { built } of storm(100, Infinity)) expect(built.stored()).not.toHaveProperty('unsampled');
  });

  it('where nothing is stored, no group is waited for', () => {
    const build = builder({ perSecond: 1, stores: false });
    const told = [0, 1].map(
      () => build(resolve(new Error('x'), factsOf(), plan), factsOf()).occurrence().unsampled,
    );
    expect(told).toEqual([undefined, true]);
  });

  it('stacks are read until a group is known', () => {
    const build = builder({ perSecond: 1 });
    const told = [0, 1].map(
      () => build(resolve(new Error('x'), factsOf(), plan), factsOf()).occurrence().unsampled,
    );
    expect(told).toEqual([undefined, undefined]);
  });

  it('an application that names its groups is heard for each', () => {
    const build = builder({ perSecond: 1 });
    const found = ['a', 'b', 'c'].map((fingerprint) => {
      const facts = factsOf();
      return build(resolve(new BusinessException('x', { fingerprint }), facts, plan), facts).stored()
        .fingerprint;
    });
    expect(found).toEqual(['a', 'b', 'c']);
  });
});

describe('kinds of failures', () => {
  const count = (failures: readonly (readonly [thrown: unknown, facts?: RequestFacts])[]): number => {
    const sampler = createSampler(1, false);
    kinds.clear();
    return Math.max(
      ...failures.map(
        ([thrown, facts]) => sampler.take(decidedOf(thrown, facts), facts ?? factsOf(), 0).count,
      ),
    );
  };
  const error = (message: string, more: object = {}): Error => Object.assign(new Error(message), more);

  it.each<[string, readonly (readonly [thrown: unknown, facts?: RequestFacts])[]]>([
    ['data in their message', [[error('row 7 is odd')], [error('row 8 is even')]]],
    ['quoted data', [[error('no "a"')], [error('no "b"')]]],
    ['how long their messages are', [[error(`${'a '.repeat(100)}b`)], [error('a '.repeat(400))]]],
    ['their second cause of three', [[new AggregateError([1, 2, 3])], [new AggregateError([1, 2, 4])]]],
  ])('are the same whatever %s', (_what, failures) => {
    expect(count(failures)).toBe(2);
  });

  it.each<[string, readonly (readonly [thrown: unknown, facts?: RequestFacts])[]]>([
    ['messages', [[error('no tea')], [error('no cups')]]],
    ['classes', [[error('x')], [new TypeError('x')]]],
    [
      'codes',
      [
        [error('x', { code: 'A' })],
        [error('x', { code: 'B' })],
        [error('x', { code: 7 })],
        [error('x', { code: {} })],
      ],
    ],
    ['statuses', [[error('x', { status: 404 })], [error('x', { status: 409 })]]],
    [
      'routes',
      [
        [error('x'), factsOf({ route: '/a' })],
        [error('x'), factsOf({ route: '/b' })],
      ],
    ],
    ['causes', [[error('x', { cause: error('a') })], [error('x', { cause: error('b') })], [error('x')]]],
    [
      'parts',
      [[new AggregateError([error('a'), error('b')])], [new AggregateError([error('a'), error('c')])]],
    ],
  ])('differ by their %s', (_what, failures) => {
    expect(count(failures)).toBe(1);
  });

  it('take little room, whatever names are made up', () => {
    const sampler = createSampler(1, false);
    const flood = (from: number, to: number): void => {
      for (let index = from; index < to; index++)
        sampler.take(decidedOf(error('x', { name: `E${index}`.padEnd(500, 'x') })), factsOf(), 0);
    };
    const often = error('often');
    const take = (): number => sampler.take(decidedOf(often), factsOf(), 0).count;
    expect(take()).toBe(1);
    flood(0, 900);
    expect(take()).toBe(2);
    flood(900, 1800);
    expect(take()).toBe(3);
    flood(1800, 4000);
    // It was forgotten: there were too many others since.
    expect(take()).toBe(1);
  });
});
