import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOccurrenceIds } from '../../src/record/occurrence-id.ts';

describe('R42 the keys of occurrences', () => {
  it('are 22 symbols that ascend, whatever the clock does', () => {
    const clock = fc.oneof(
      fc.integer({ min: 0, max: 2 ** 45 - 1 }),
      fc.constantFrom(-1, 0.5, 2 ** 45, 8.64e15, 1_700_000_000_000),
    );
    fc.assert(
      fc.property(fc.array(clock, { minLength: 2, maxLength: 50 }), (times) => {
        const newId = createOccurrenceIds();
        const ids = times.map((time) => newId(time));
        expect(ids.every((id) => /^[\dA-HJKMNP-TV-Z]{22}$/.test(id))).toBe(true);
        expect(ids.toSorted()).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('begin with the time', () => {
    const newId = createOccurrenceIds();
    expect([newId(0), newId(31), newId(1024)].map((id) => id.slice(0, 13))).toEqual([
      '0000000000000',
      '000000000000Z'.slice(0, 8) + 'Z0000',
      '0000001000000',
    ]);
  });

  it('ascend when more are made in a millisecond than the counter counts', () => {
    const newId = createOccurrenceIds();
    let last = newId(7);
    let descents = 0;
    for (let index = 0; index < 2 ** 20 + 2; index++) {
      const id = newId(7);
      if (id <= last) descents++;
      last = id;
    }
    expect(descents).toBe(0);
    expect(last.slice(0, 13)).toBe('0000000080002');
  });

  it('differ between processes', () => {
    const tails = new Set(Array.from({ length: 1000 }, () => createOccurrenceIds()(7).slice(13)));
    expect(tails.size).toBe(1000);
  });
});
