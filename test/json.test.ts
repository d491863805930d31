import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, toJson, type JsonLimits, type JsonOptions } from '../src/json.ts';
import type { JsonValue } from '../src/model.ts';

const LIMITS: JsonLimits = { depth: 4, members: 5, text: 20, values: 50, total: 200 };
const optionsOf = (change: Partial<JsonLimits> = {}): JsonOptions => ({
  limits: { depth: 8, members: 200, text: 8192, values: 2000, ...change },
  unknown: () => undefined,
  text: (value) => value,
});

const fail = (): never => {
  throw new Error('trap');
};
const ANY_TRAP: ProxyHandler<object> = {
  get: fail,
  has: fail,
  ownKeys: fail,
  getPrototypeOf: fail,
  getOwnPropertyDescriptor: fail,
};
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const revokedArray = Proxy.revocable([], {});
revokedArray.revoke();

const HOSTILE: readonly unknown[] = [
  new Proxy({}, ANY_TRAP),
  new Proxy([], ANY_TRAP),
  new Proxy([], { get: (_target, key) => (key === 'length' ? 1e9 : key) }),
  new Proxy({}, { ownKeys: () => ['a', 'a'] }),
  revoked.proxy,
  revokedArray.proxy,
  { toJSON: fail },
  { a: { toJSON: () => 1n } },
  Object.defineProperty({}, 'a', { enumerable: true, get: fail }),
  Object.assign(new Date(0), { toISOString: () => ({ toJSON: fail }), getTime: fail }),
  Object.create(Date.prototype),
  Symbol('x'),
  fail,
  10n ** 5000n,
  '\ud800',
  JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
];

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withNullPrototype: true,
  withObjectString: true,
});

/** fast-check looks into what it hands out, so a hostile value is put beside it only here. */
const mixes = (value: unknown): readonly unknown[] =>
  HOSTILE.flatMap((hostile) => [hostile, [value, hostile, value], { a: value, b: { c: hostile }, d: value }]);

/** JSON has one zero. */
const withoutMinusZero = (value: JsonValue): unknown => {
  if (typeof value === 'number') return value + 0;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutMinusZero);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutMinusZero(member)]));
};

interface Size {
  depth: number;
  values: number;
  characters: number;
}

function measure(value: JsonValue, depth = 0, size: Size = { depth: 0, values: 0, characters: 0 }): Size {
  size.values++;
  size.depth = Math.max(size.depth, depth);
  if (typeof value === 'string') size.characters += value.length;
  if (typeof value !== 'object' || value === null) return size;
  const entries = Object.entries(value);
  expect(entries.length).toBeLessThanOrEqual(LIMITS.members);
  for (const [key, member] of entries) {
    if (!Array.isArray(value)) size.characters += key.length;
    measure(member, depth + 1, size);
  }
  return size;
}

describe('D13 any value as JSON', () => {
  it('never throws, and JSON.stringify takes the result as it stands', () => {
    fc.assert(
      fc.property(anything, (value) => {
        for (const mix of [value, ...mixes(value)]) {
          const data = toJson(mix, optionsOf());
          if (data !== undefined) expect(JSON.parse(JSON.stringify(data))).toEqual(withoutMinusZero(data));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('keeps to its limits', () => {
    fc.assert(
      fc.property(fc.oneof(anything, fc.jsonValue({ maxDepth: 8 })), (value) => {
        for (const mix of [value, ...mixes(value)]) {
          const data = toJson(mix, { ...optionsOf(), limits: LIMITS });
          if (data === undefined) continue;
          const size = measure(data);
          expect(size.depth).toBeLessThanOrEqual(LIMITS.depth);
          expect(size.values).toBeLessThanOrEqual(LIMITS.values);
          // Over the limits only by marks: of a cut text, a cycle, a depth.
          expect(size.characters).toBeLessThanOrEqual(LIMITS.total! + 20 * size.values);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('copies JSON as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const copy = toJson(value, optionsOf());
        const expected: unknown = JSON.parse(JSON.stringify(value), (key, member: unknown) =>
          key === '__proto__' ? undefined : member,
        );
        expect(JSON.stringify(copy)).toBe(JSON.stringify(expected));
      }),
    );
  });

  it('never touches a prototype', () => {
    const data = toJson(JSON.parse('{"__proto__":{"polluted":1},"a":{"__proto__":1,"b":2}}'), optionsOf());
    expect(data).toEqual({ a: { b: 2 } });
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  const shared = { a: 1 };
  const cycle: Record<string, unknown> = { shared, again: shared };
  cycle['self'] = cycle;

  it.each<[string, unknown, JsonValue | undefined]>([
    ['undefined', undefined, undefined],
    ['null', null, null],
    ['a number', 1.5, 1.5],
    ['no number', Number.NaN, null],
    ['infinity', -Infinity, null],
    ['a boolean', false, false],
    ['a bigint', 12n, '12'],
    ['a symbol', Symbol('x'), undefined],
    ['a function', fail, undefined],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['no date', new Date(Number.NaN), null],
    ['what only looks like a date', Object.create(Date.prototype), '[unreadable]'],
    [
      'a date with methods of its own',
      Object.assign(new Date(0), { toISOString: () => fail }),
      '1970-01-01T00:00:00.000Z',
    ],
    ['holes and what JSON has no word for', [, undefined, fail, 1], [null, null, null, 1]], // oxlint-disable-line no-sparse-arrays
    ['members without a value', { a: undefined, b: fail, [Symbol('c')]: 1, d: 1 }, { d: 1 }],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1 }), { a: 1 }],
    ['a plain object of another realm', runInNewContext('({ a: [1] })'), { a: [1] }],
    ['a class instance', { a: new URL('http://x/') }, {}],
    ['a map and a buffer', [new Map([[1, 2]]), Buffer.from('x')], [null, null]],
    ['one object twice, and itself', cycle, { shared: { a: 1 }, again: { a: 1 }, self: '[circular]' }],
    [
      'a member that cannot be read',
      Object.defineProperty({ a: 1 }, 'b', { enumerable: true, get: fail }),
      { a: 1, b: '[unreadable]' },
    ],
    [
      'what cannot be read at all',
      [new Proxy({}, ANY_TRAP), revoked.proxy],
      ['[unreadable]', '[unreadable]'],
    ],
  ])('%s', (_what, value, expected) => {
    expect(toJson(value, optionsOf())).toEqual(expected);
  });

  it.each<[string, unknown, Partial<JsonLimits>, JsonValue]>([
    ['depth', { a: { b: { c: 1 } } }, { depth: 2 }, { a: { b: '[deeper]' } }],
    ['members of an object', { a: 1, b: 2, c: 3 }, { members: 2 }, { a: 1, b: 2 }],
    ['members of an array', [1, 2, 3], { members: 2 }, [1, 2]],
    ['characters of a text', 'abcdef', { text: 3 }, 'abc…[3 more]'],
    ['characters of a bigint', 123456n, { text: 3 }, '123…[3 more]'],
    ['characters of a key', { abcdef: 1 }, { text: 3 }, { 'abc…[3 more]': 1 }],
    ['values in an array', [1, 2, 3, 4], { values: 3 }, [1, 2]],
    ['values in an object', { a: 1, b: 2, c: 3 }, { values: 3 }, { a: 1, b: 2 }],
    ['values in all', [[1, 2], [3]], { values: 3 }, [[1]]],
    ['characters in all', { a: 'bcd', e: 'f' }, { total: 3 }, { a: 'bc…[1 more]' }],
    ['no characters left', ['abc', 'def', 1], { total: 3 }, ['abc']],
  ])('limits %s', (_what, value, limits, expected) => {
    expect(toJson(value, optionsOf(limits))).toEqual(expected);
  });

  it('has each text and key shown, and unknown objects described, under the same limits', () => {
    const options: JsonOptions = {
      ...optionsOf({ text: 8 }),
      text: (value) => value.toUpperCase(),
      unknown: (value) => (value instanceof Map ? { map: 'of things', size: value.size } : undefined),
    };
    expect(toJson({ a: 'b', c: [new Map([[1, 2]]), new Set()] }, options)).toEqual({
      A: 'B',
      C: [{ MAP: 'OF THING…[1 more]', SIZE: 1 }, null],
    });
  });

  it('visits what stands in place of a member, and runs no getter for it', () => {
    const asked: unknown[] = [];
    const options: JsonOptions = {
      ...optionsOf(),
      unknown: (value) => value,
      text: (value, key) => (key === undefined ? value : `${key}: ${value}`),
      member: (key, owner, parent) => {
        asked.push([key, parent]);
        return key === 'secret' ? { value: ['hidden', owner === value] } : undefined;
      },
    };
    const value = Object.create({ inherited: 'a' }) as Record<string, unknown>;
    Object.defineProperty(value, 'secret', { enumerable: true, get: fail });
    value['pairs'] = [
      ['secret', 1],
      ['b', 'c'],
      [1, 2],
    ];
    value['rawHeaders'] = ['secret', 'x', 'd'];
    expect(toJson(value, options)).toEqual({
      secret: ['secret: hidden', true],
      pairs: [
        ['pairs: secret', 1],
        ['pairs: b', 'pairs: b: c'],
        [1, 2],
      ],
      rawHeaders: ['rawHeaders: secret', 'rawHeaders: secret: x', 'rawHeaders: d'],
      inherited: 'inherited: a',
    });
    expect(asked).toContainEqual(['inherited', undefined]);
  });

  it('has nothing of a value when there is no room for one', () => {
    expect(toJson(1, optionsOf({ values: 0 }))).toBeUndefined();
  });

  it('does not follow an unknown object for ever', () => {
    const map = new Map();
    const options: JsonOptions = { ...optionsOf(), unknown: () => [new Map()] as never };
    expect(JSON.stringify(toJson(map, options))).toContain('[deeper]');
  });
});

describe('cutting a text', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'abc…[1 more]'],
    ['a😀b', 2, 'a…[3 more]'],
    ['a😀b', 3, 'a😀…[1 more]'],
    ['😀', 1, '…[2 more]'],
    ['abc', 0, '…[3 more]'],
    ['', 0, ''],
  ])('%j at %i is %j', (value, limit, expected) => {
    expect(cut(value, limit)).toBe(expected);
  });

  it('never splits a surrogate pair and tells how much is gone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.nat(30), (value, limit) => {
        const shown = cut(value, limit);
        const mark = /…\[(\d+) more\]$/.exec(shown);
        expect(mark === null).toBe(value.length <= limit);
        const kept = mark === null ? shown : shown.slice(0, mark.index);
        expect(value.startsWith(kept)).toBe(true);
        expect(kept.length + Number(mark?.[1] ?? 0)).toBe(value.length);
        expect(kept).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });
});
