/** A large text is parsed in pieces: to the same data as whole, and each of a bounded size. */

import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createPieces } from '../../src/config/pieces.ts';
import { scan } from '../../src/config/scan.ts';
import { runAtOnce } from '../../src/slices.ts';

/** @throws whatever the walk through the text throws */
function parse(text: string, size?: number): unknown {
  const { enter, leave, whole } = createPieces(text, size);
  runAtOnce(scan(text, (depth, name, _offset, _repeated, start) => enter(depth, name, start), leave));
  return whole();
}

/** All lengths that `JSON.parse` was given. */
function lengthsIn(run: () => unknown): readonly number[] {
  const spy = vi.spyOn(JSON, 'parse');
  try {
    run();
    return spy.mock.calls.map(([text]) => text.length);
  } finally {
    spy.mockRestore();
  }
}

function expectSame(text: string, size: number): void {
  const expected: unknown = JSON.parse(text);
  const parsed = parse(text, size);
  expect(isDeepStrictEqual(parsed, expected)).toBe(true);
  // With the order of the members, and those that `__proto__` hides.
  expect(JSON.stringify(parsed)).toBe(JSON.stringify(expected));
}

const names = fc.constantFrom('a', 'b', '0', '10', '2', '__proto__', 'constructor', 'a/~b', '\\u0061', '');
const scalars = fc.constantFrom(
  'null',
  '-0',
  '1.50e2',
  '"x"',
  '"\\ud800,]}\\""',
  '"[{,"',
  '""',
  'true',
  ' 7 ',
);
const space = fc.constantFrom('', ' ', '\n\t', '\r\n  ');

/** Texts with names given twice, with space anywhere, and with empty objects and arrays. */
const { value: texts } = fc.letrec<{ value: string; list: string; record: string }>((tie) => ({
  value: fc
    .tuple(space, fc.oneof({ depthSize: 'small' }, scalars, tie('list'), tie('record')), space)
    .map((parts) => parts.join('')),
  list: fc.array(tie('value'), { maxLength: 6 }).map((items) => `[${items.join(',')}]`),
  record: fc
    .array(fc.tuple(space, names, space, tie('value')), { maxLength: 6 })
    .map((members) => `{${members.map(([a, name, b, value]) => `${a}"${name}"${b}:${value}`).join(',')}}`),
}));

const sizes = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 200 }));

describe('R85 a text in pieces', () => {
  it('is what JSON.parse makes of it whole', () => {
    fc.assert(fc.property(texts, sizes, expectSame), { numRuns: 3000 });
    fc.assert(
      fc.property(fc.jsonValue(), sizes, fc.constantFrom(0, 1), (value, size, indent) => {
        expectSame(JSON.stringify(value, null, indent), size);
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused where JSON.parse refuses it', () => {
    const broken = fc
      .tuple(texts, fc.nat(), fc.constantFrom('', ',', '"', '{', ']', ':', '\\', '0', ' '))
      .map(([text, at, part]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + part + text.slice(place + 1);
      });
    fc.assert(
      fc.property(broken, sizes, (text, size) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        if (isJson) expectSame(text, size);
        else expect(() => parse(text, size)).toThrow(/./);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['many in one', JSON.stringify({ a: Array.from({ length: 5000 }, (_, i) => ({ id: i })) })],
    ['one in another', `${'{"a":[1,'.repeat(500)}2${']}'.repeat(500)}`],
    ['nothing but ends', `${'['.repeat(2000)}1${']'.repeat(2000)}`],
    ['space', `[${' '.repeat(150)}1${' '.repeat(150)},2]`],
  ])('no piece is longer than two sizes and what cannot be cut: %s', (_, text) => {
    const lengths = lengthsIn(() => parse(text, 200));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(2 * 200 + 300);
    expectSame(text, 200);
  });

  it('and a small text is one', () => {
    const text = JSON.stringify({ errors: { NOT_FOUND: { message: 'x' } } });
    expect(lengthsIn(() => parse(text))).toEqual([text.length]);
    const large = JSON.stringify(Array.from({ length: 20_000 }, (_, i) => `item ${i}`));
    const lengths = lengthsIn(() => parse(large));
    expect(lengths.length).toBeGreaterThan(3);
    expect(Math.max(...lengths)).toBeLessThan(70_000);
  });
});
