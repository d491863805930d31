import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromColumn, toColumn, toCopied, toWanted, toWords } from '../../../src/store/postgres/text.ts';
import { HOSTILE, hostileText } from '../occurrences.ts';

describe('texts as columns', () => {
  it.each(HOSTILE)('%j is read back, and has nothing that PostgreSQL refuses', (text) => {
    const column = toColumn(text);
    expect(fromColumn(column)).toBe(text);
    expect(column).not.toContain('\0');
    expect(Buffer.from(column).toString()).toBe(column);
  });

  it('differ where the texts differ', () => {
    fc.assert(fc.property(hostileText, hostileText, (a, b) => (toColumn(a) === toColumn(b)) === (a === b)));
    fc.assert(fc.property(hostileText, (text) => fromColumn(toColumn(text)) === text));
  });

  it('stay one line, and one value, of COPY', () => {
    expect(toCopied('a\\b\tc\nd\re')).toBe('a\\\\b\\tc\\nd\\re');
    expect(toCopied('\\N')).toBe('\\\\N');
    expect(toCopied('plain')).toBe('plain');
  });
});

describe('R44 words that are searched for', () => {
  it('are found in whatever has them', () => {
    const cut = fc.tuple(hostileText, fc.nat(40), fc.nat(40));
    fc.assert(
      fc.property(cut, hostileText, ([text, from, length], other) => {
        const part = text.toLowerCase().slice(from, from + length);
        fc.pre(text.toLowerCase().includes(part.toLowerCase()));
        return toWords([other, text]).includes(toWanted(part));
      }),
    );
  });

  it('may be half of a character', () => {
    expect(toWords(['a 🧯 b']).includes(toWanted('\ud83e'))).toBe(true);
    expect(toWords(['a 🧯 b']).includes(toWanted('a \ud83e'))).toBe(true);
    expect(toWords(['a 🧯 b']).includes(toWanted('\udded b'))).toBe(true);
    expect(toWords(['a', undefined, 'b'])).toBe('a\n\nb');
  });
});
