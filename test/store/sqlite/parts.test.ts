import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hourParts, minuteParts, totalParts, type TimePart } from '../../../src/store/sqlite/parts.ts';
import { HOUR, MINUTE } from '../../../src/store/sqlite/time.ts';

const SPANS = { hour: HOUR, minute: MINUTE, row: 1 };

/** The parts, in milliseconds, one behind the other; `+ 0` makes 0 of -0. */
function inOrder(parts: readonly TimePart[]): readonly (readonly [number, number])[] {
  return parts
    .map(({ unit, from, to }) => [from * SPANS[unit] + 0, to * SPANS[unit] + 0] as const)
    .toSorted(([a], [b]) => a - b);
}

const time = fc.oneof(
  fc.integer({ min: -5 * HOUR, max: 5 * HOUR }),
  fc.integer({ min: -300, max: 300 }).map((minutes) => minutes * MINUTE),
  fc.integer({ min: -5, max: 5 }).map((hours) => hours * HOUR),
);
const span = fc.tuple(time, time).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

describe('parts of a time', () => {
  it('are all of it, once', () => {
    const property = fc.property(span, ([from, to]) => {
      let end = from;
      for (const [start, next] of inOrder(totalParts({ from, to }))) {
        expect(start).toBe(end);
        expect(next).toBeGreaterThan(start);
        end = next;
      }
      expect(end).toBe(Math.max(from, to));
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it.each([
    ['hourParts', hourParts],
    ['minuteParts', minuteParts],
  ])('%s are the minutes of it, whole', (_name, partsOf) => {
    const property = fc.property(span, ([from, to]) => {
      const all = inOrder(partsOf(from, to));
      expect(all[0]?.[0] ?? from).toBe(Math.floor(from / MINUTE) * MINUTE + 0);
      expect(all.at(-1)?.[1] ?? to).toBe(Math.ceil(to / MINUTE) * MINUTE + 0);
      for (const [index, [start]] of all.entries()) if (index > 0) expect(start).toBe(all[index - 1]![1]);
      expect(partsOf(from, to).map(({ unit }): TimePart['unit'] => unit)).not.toContain('row');
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('have few rows and minutes, whatever the time', () => {
    const parts = totalParts({ from: 1, to: 30 * 24 * HOUR + 1 });
    const spans = parts.map(({ unit, from, to }) => [unit, to - from]);
    expect(Object.fromEntries(spans)).toMatchObject({ hour: 719, row: 1 });
  });

  it('are hours where there is no bound', () => {
    expect(totalParts({}).map(({ unit }) => unit)).toEqual(['hour']);
  });
});
