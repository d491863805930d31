import { isCorrelationId, parseCorrelationId } from 'faultline';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInboundId, newCorrelationId, parseTraceparent } from '../../src/http/correlation.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.split('');
const symbolsOf = (id: string): string[] => id.replaceAll('-', '').split('');

describe('R42 a fresh correlation ID', () => {
  const ids = Array.from({ length: 20_000 }, newCorrelationId);

  it('is three groups of four symbols of Crockford base 32, without I, L, O, U', () => {
    const shape = /^(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/;
    expect(ids.filter((id) => !shape.test(id))).toEqual([]);
  });

  it('is well formed and canonical', () => {
    expect(ids.filter((id) => parseCorrelationId(id) !== id)).toEqual([]);
  });

  it('never repeats and follows no order', () => {
    expect(new Set(ids).size).toBe(ids.length);
    const ascending = ids.filter((id, index) => index > 0 && id > ids[index - 1]!).length;
    // Half of the neighbours ascend; 0.5 +- 0.02 is more than five standard deviations.
    expect(ascending / ids.length).toBeGreaterThan(0.48);
    expect(ascending / ids.length).toBeLessThan(0.52);
  });

  it('uses every symbol alike at every place, the check symbol included', () => {
    for (let place = 0; place < 12; place++) {
      const counts = new Map<string, number>();
      for (const id of ids) {
        const symbol = symbolsOf(id)[place]!;
        counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
      }
      const expected = ids.length / ALPHABET.length;
      let chiSquare = 0;
      for (const symbol of ALPHABET) chiSquare += ((counts.get(symbol) ?? 0) - expected) ** 2 / expected;
      // 31 degrees of freedom: 100 is exceeded by chance once in 10^8 times.
      expect(chiSquare).toBeLessThan(100);
    }
  });
});

const anyId = fc
  .array(fc.integer({ min: 0, max: 31 }), { minLength: 11, maxLength: 11 })
  .map((values) => values.map((value) => ALPHABET[value]!).join(''))
  .map((eleven) => ALPHABET.map((check) => eleven + check).find(isCorrelationId)!);

describe('R42 a mistyped reference is told from an unknown one', () => {
  it('has exactly one check symbol for any eleven symbols', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        const valid = ALPHABET.filter((check) => isCorrelationId(id.slice(0, 11) + check));
        expect(valid).toEqual([id[11]]);
      }),
    );
  });

  it('notices every single wrong symbol, at every place', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        for (let place = 0; place < 12; place++) {
          for (const wrong of ALPHABET) {
            if (wrong !== id[place])
              expect(isCorrelationId(id.slice(0, place) + wrong + id.slice(place + 1))).toBe(false);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('notices every swap of two different symbols, near or far', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        for (let a = 0; a < 12; a++) {
          for (let b = a + 1; b < 12; b++) {
            const symbols = id.split('');
            [symbols[a], symbols[b]] = [symbols[b]!, symbols[a]!];
            expect(isCorrelationId(symbols.join(''))).toBe(id[a] === id[b]);
          }
        }
      }),
    );
  });

  it('notices a symbol too many or too few', () => {
    fc.assert(
      fc.property(anyId, fc.constantFrom(...ALPHABET), (id, extra) => {
        expect(isCorrelationId(id + extra)).toBe(false);
        expect(isCorrelationId(id.slice(1))).toBe(false);
      }),
    );
  });

  it('reads any case, O as 0, I and L as 1, and ignores separators', () => {
    const separator = fc.constantFrom(
      '',
      '-',
      ' ',
      '.',
      '_',
      '\t',
      '\u2011',
      '\u2013',
      '\u00ad',
      '\u200b',
      '(',
    );
    fc.assert(
      fc.property(
        anyId,
        fc.array(fc.tuple(separator, fc.nat(2)), { minLength: 12, maxLength: 12 }),
        (id, ways) => {
          const written = id.split('').map((symbol, index) => {
            const [before, way] = ways[index]!;
            const lookAlikes: Record<string, string> = { '0': '0Oo', '1': '1iL' };
            const forms = lookAlikes[symbol] ?? symbol + symbol.toLowerCase() + symbol;
            return before + forms[way]!;
          });
          const canonical = `${id.slice(0, 4)}-${id.slice(4, 8)}-${id.slice(8)}`;
          expect(parseCorrelationId(written.join(''))).toBe(canonical);
        },
      ),
    );
  });

  it.each([
    ['', 'nothing'],
    ['0000-0000-000U', 'a symbol outside the alphabet as check'],
    ['U000-0000-0000', 'a symbol outside the alphabet'],
    ['0000-0000-0001', 'a wrong check symbol'],
    ['٠٠٠٠-0000-0000', 'digits of another script'],
    [' '.repeat(60) + '000000000000', 'more than 64 characters'],
    [null as never, 'no string'],
    [12 as never, 'a number'],
  ])('refuses %j: %s', (reference) => {
    expect(isCorrelationId(reference)).toBe(false);
    expect(parseCorrelationId(reference)).toBeUndefined();
  });
});

describe('R43 an inbound ID', () => {
  it.each([
    ['a', true],
    ['K7QF-2MXD-9TRB', true],
    ['6f1c1a2e-0b77-4a6b-9a52-6f2a3d1b0c9e', true],
    ['eyJhbGciOiJIUzI1NiJ9.e30.abc', true],
    ['a_b.c-D9', true],
    ['x'.repeat(128), true],
    ['x'.repeat(129), false],
    ['', false],
    ['a b', false],
    ['a,b,c', false],
    ['id\r\nX-Evil: 1', false],
    ['id\n', false],
    ['%0d%0aSet-Cookie:a=b', false],
    ['<script>x()</script>', false],
    ['é', false],
    ['\u0000', false],
    [undefined, false],
    [7, false],
    [['a'], false],
  ])('%j is usable: %s', (value, expected) => {
    expect(isInboundId(value)).toBe(expected);
  });
});

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const VALID = `00-${TRACE}-${PARENT}-01`;

describe('R43 traceparent by the rules of W3C Trace Context', () => {
  it.each([
    [VALID, VALID],
    [`00-${TRACE}-${PARENT}-00`, `00-${TRACE}-${PARENT}-00`],
    [`00-${TRACE}-${PARENT}-ff`, `00-${TRACE}-${PARENT}-ff`],
    // A higher version is read at the same positions, when it ends there or goes on with a hyphen.
    [`cc-${TRACE}-${PARENT}-01`, `cc-${TRACE}-${PARENT}-01`],
    [`cc-${TRACE}-${PARENT}-01-what-the-future-will-be-like`, `cc-${TRACE}-${PARENT}-01`],
    [`01-${TRACE}-${PARENT}-01-`, `01-${TRACE}-${PARENT}-01`],
  ])('accepts %j', (value, expected) => {
    expect(parseTraceparent(value)).toBe(expected);
  });

  it.each<[string | undefined, string]>([
    [undefined, 'absent'],
    ['', 'empty'],
    ['00-12345678901234567890123456789012-1234567890123456-01-what', 'version 00 is exactly 55 characters'],
    [`cc-${TRACE}-${PARENT}-01.what-the-future-will-be-like`, 'a higher version goes on with a hyphen'],
    [`ff-${TRACE}-${PARENT}-01`, 'version ff is forbidden'],
    [`00-${'0'.repeat(32)}-${PARENT}-01`, 'an all-zero trace'],
    [`00-${TRACE}-${'0'.repeat(16)}-01`, 'an all-zero parent'],
    ['00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01', 'upper case'],
    [`00-${TRACE}-${PARENT}`, 'no flags'],
    [`00-${TRACE}-${PARENT}-1`, 'short flags'],
    [`00-${TRACE}-${PARENT}-0g`, 'flags that are not hexadecimal'],
    [`0-${TRACE}-${PARENT}-01`, 'a short version'],
    [`00-${TRACE.slice(1)}-${PARENT}-01`, 'a short trace'],
    [`00-${TRACE}0-${PARENT}-01`, 'a long trace'],
    [`00-${TRACE}-${PARENT.slice(1)}-01`, 'a short parent'],
    [`00_${TRACE}_${PARENT}_01`, 'other separators'],
    [` ${VALID}`, 'space before'],
    [`${VALID} `, 'space after'],
    [`${VALID}\r\nx: y`, 'a forged header'],
    [`cc-${TRACE}-${PARENT}-01-a\nb`, 'a line break in what a higher version adds'],
    [`${VALID}, ${VALID}`, 'two of them'],
    ['00-<script>x()</script>-1-01', 'markup'],
    [`cc-${TRACE}-${PARENT}-01-${'x'.repeat(600)}`, 'no end of it'],
  ])('ignores %j: %s', (value) => {
    expect(parseTraceparent(value)).toBeUndefined();
  });
});
