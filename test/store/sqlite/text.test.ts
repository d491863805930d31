import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromKey, hayOf, keyOf, needleOf, numberOf } from '../../../src/store/sqlite/text.ts';
import { hostileText } from '../occurrences.ts';

describe('texts in the file', () => {
  it('every text has one key, free of what SQLite cannot hold', () => {
    const property = fc.property(hostileText, (text) => {
      const key = keyOf(text);
      expect(fromKey(key)).toBe(text);
      expect(Buffer.from(key).toString()).toBe(key);
      expect(key).not.toContain('\0');
    });
    fc.assert(property, { numRuns: 300 });
    expect(keyOf(undefined)).toBe(keyOf(''));
  });

  it('R44 the needle is in the hay wherever the text is in a part', () => {
    const parts = fc.array(fc.option(hostileText, { nil: undefined }), { minLength: 1, maxLength: 4 });
    const property = fc.property(parts, fc.nat(), fc.nat(), (all, from, length) => {
      const part = all[from % all.length] ?? '';
      const start = from % (part.length + 1);
      const text = part.slice(start, start + (length % 20));
      const isThere = all.some((one) => one?.toLowerCase().includes(text.toLowerCase()));
      if (isThere) expect(hayOf(all)).toContain(needleOf(text));
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('half a character is looked for by what stands beside it', () => {
    expect(needleOf('\udc00x\ud83e')).toBe('x');
    expect(hayOf(['a🧯b'])).toContain(needleOf('a\ud83e'));
  });

  it('references have numbers of 32 bits, which are spread', () => {
    const numbers = Array.from({ length: 2000 }, (_, index) => numberOf(`K7QF-2MXD-${index}`));
    expect(numbers.every((number) => (number | 0) === number)).toBe(true);
    expect(new Set(numbers).size).toBe(2000);
    expect(new Set(numbers.map((number) => number & 63)).size).toBe(64);
  });
});
