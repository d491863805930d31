import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, partsOf, SINGLE, split, SPANS } from '../../../src/store/postgres/spans.ts';
import { MINUTE, NOON } from '../occurrences.ts';

describe('R58 a time as sums', () => {
  it.each<[string, number, number, number[][]]>([
    ['within a minute', 1, 59_999, [[SINGLE, 1, 59_999]]],
    ['minutes', MINUTE, 3 * MINUTE, [[MINUTE, MINUTE, 3 * MINUTE]]],
    ['nothing', NOON, NOON, []],
    ['what is turned round', NOON + 1, NOON, []],
    [
      'days and their edges',
      HOUR - MINUTE - 7,
      2 * DAY + HOUR + 1,
      [
        [SINGLE, HOUR - MINUTE - 7, HOUR - MINUTE],
        [MINUTE, HOUR - MINUTE, HOUR],
        [HOUR, HOUR, DAY],
        [DAY, DAY, 2 * DAY],
        [HOUR, 2 * DAY, 2 * DAY + HOUR],
        [SINGLE, 2 * DAY + HOUR, 2 * DAY + HOUR + 1],
      ],
    ],
  ])('%s', (_, from, to, parts) => {
    expect(partsOf(from, to).map((part) => [part.span, part.from, part.to])).toEqual(parts);
  });

  it('is whole days where it has no bounds', () => {
    expect(partsOf().map(({ span }) => span)).toEqual([DAY]);
    expect(partsOf(undefined, NOON).map(({ span }) => span)).toEqual([DAY, HOUR]);
  });

  it('has every millisecond once', () => {
    const at = fc.integer({ min: -5 * DAY, max: 5 * DAY });
    fc.assert(
      fc.property(at, at, fc.integer({ min: 1, max: 3 }), (from, to, count) => {
        const parts = count === 3 ? partsOf(from, to) : split(from, to, [SINGLE, ...SPANS.slice(0, count)]);
        let last = from;
        for (const part of parts) {
          expect(part.from).toBe(last);
          expect([part.from % part.span, part.to % part.span].map(Math.abs)).toEqual([0, 0]);
          last = part.to;
        }
        expect(last).toBe(Math.max(from, parts.length === 0 ? from : to));
        if (from < to) expect(last).toBe(to);
      }),
    );
  });
});
