import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { capture, correlationIdOf } from '../../src/pipeline/capture.ts';
import { viewOf } from '../../src/error-view.ts';
import { compilePlan } from '../../src/plan.ts';
import { parseCorrelationId } from 'faultline';
import { factsWith } from './facts.ts';
import { UNEXPECTED } from '../adapters/hostile.ts';

const plan = compilePlan({});

function causesOf(thrown: unknown): unknown[] {
  return capture({ thrown, facts: factsWith() }, plan).causes.map(({ value }) => value);
}

describe('the view', () => {
  it.each(Object.entries(UNEXPECTED))('reads %s without throwing', (_name, make) => {
    const view = viewOf(make());
    expect(typeof view.message).toBe('string');
    expect(typeof view.isError).toBe('boolean');
    for (const key of [
      'name',
      'message',
      'code',
      'type',
      'cause',
      'status',
      'statusCode',
      'expose',
      'stack',
      'errors',
    ]) {
      expect(() => view.read(key)).not.toThrow();
    }
  });

  it.each(['name', 'message', 'code', 'type', 'cause', 'status', 'statusCode', 'expose', 'validation'])(
    'reads %s once, whatever is asked',
    (key) => {
      let reads = 0;
      const thrown = Object.defineProperty({}, key, { get: () => `read ${++reads}` });
      const view = viewOf(thrown);
      expect([view.read(key), view.read(key), reads]).toEqual(['read 1', 'read 1', 1]);
    },
  );

  it('never throws, for any value', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), fc.string(), (value, key) => {
        expect(() => viewOf(value).read(key)).not.toThrow();
      }),
    );
  });
});

describe('causes', () => {
  const [a, b, c] = [new Error('a'), new Error('b'), new Error('c')];

  it.each<[string, unknown, unknown[]]>([
    ['none', new Error('x'), []],
    ['one', new Error('x', { cause: a }), [a]],
    ['a cause that is no error', new Error('x', { cause: 'why' }), ['why']],
    ['null', new Error('x', { cause: null }), []],
    [
      'a chain, nearest first',
      new Error('x', { cause: Object.assign(new Error('m'), { cause: a }) }),
      [expect.any(Error), a],
    ],
    ['aggregate parts', new AggregateError([a, b, c]), [a, b, c]],
    ['cause before parts', Object.assign(new AggregateError([a, b]), { cause: c }), [c, a, b]],
    ['errors of something else', Object.assign(new Error('x'), { errors: [a, b] }), []],
    ['the same twice', new AggregateError([a, a, b]), [a, b]],
    [
      'parts that cannot be read',
      Object.assign(new AggregateError([]), {
        errors: new Proxy([], {
          get: () => {
            throw a;
          },
        }),
      }),
      [],
    ],
    ['parts that are no list', Object.assign(new AggregateError([]), { errors: 'none' }), []],
  ])('%s', (_name, thrown, expected) => {
    expect(causesOf(thrown)).toEqual(expected);
  });

  it('end, for a cycle and for ten thousand', () => {
    const cycle = new Error('cycle');
    cycle.cause = new Error('back', { cause: cycle });
    expect(causesOf(cycle)).toHaveLength(1);
    expect(causesOf(UNEXPECTED['ten thousand causes']!())).toHaveLength(32);
    expect(
      causesOf(new AggregateError(Array.from({ length: 100_000 }, () => new Error('part')))),
    ).toHaveLength(32);
    const nested = new AggregateError(
      Array.from({ length: 32 }, () => new AggregateError(Array.from({ length: 32 }, () => new Error('p')))),
    );
    expect(causesOf(nested)).toHaveLength(32);
  });
});

describe('R42 the correlation ID', () => {
  it('is made at the first read and kept', () => {
    const facts = factsWith();
    const id = correlationIdOf(facts, plan);
    expect(parseCorrelationId(id)).toBe(id);
    expect(correlationIdOf(facts, plan)).toBe(id);
    expect(capture({ thrown: null, facts }, plan).correlationId).toBe(id);
  });

  const trusting = compilePlan({ correlation: { trust: ['::1', '10.1.2.3'] } });

  it.each<[string, string | undefined, string | undefined, boolean]>([
    ['a trusted address', '10.1.2.3', 'order-7', true],
    ['a mapped address', '::ffff:10.1.2.3', 'order-7', true],
    ['IPv6', '::1', 'order-7', true],
    ['a stranger', '10.1.2.4', 'order-7', false],
    ['nobody', undefined, 'order-7', false],
    ['a trusted address without an ID', '10.1.2.3', undefined, false],
  ])('inbound from %s', (_who, remoteAddress, id, used) => {
    const facts = factsWith(id === undefined ? {} : { 'x-request-id': id }, { remoteAddress });
    expect(correlationIdOf(facts, trusting) === id).toBe(used);
  });
});
