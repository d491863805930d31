import { describe, expect, it } from 'vitest';
import { createKept, later, type Kept } from '../../../src/store/memory/kept.ts';
import { summaryOf } from '../../../src/store/summary.ts';
import { anOccurrence, NOON, type Overrides } from '../occurrences.ts';

function kept(overrides: Overrides): Kept {
  const occurrence = anOccurrence(overrides);
  return { occurrence, summary: summaryOf(occurrence), bytes: 10 };
}

describe('the latest', () => {
  it.each([
    ['by its time', { at: 2, id: 'a' }, { at: 1, id: 'b' }],
    ['by its id, where the times are equal', { at: 1, id: 'b' }, { at: 1, id: 'a' }],
  ])('is first: %s', (_, one, other) => {
    expect(later(one, other)).toBeLessThan(0);
    expect(later(other, one)).toBeGreaterThan(0);
    expect(later(one, { ...one })).toBe(0);
  });
});

describe('what is kept', () => {
  it('stands latest first, in whatever order it came, also when some of it is gone', () => {
    const all = createKept({ occurrences: 4, bytes: Infinity });
    for (const at of [3, 1, 4, 1, 5, 9, 2]) all.add(kept({ at: NOON + at }));
    const times = (): number[] => all.newestFirst().map(({ summary }) => summary.at - NOON);
    expect(times()).toEqual([9, 5, 2, 1]);
    expect(all.bytes()).toBe(40);
    expect(all.prune({ occurrences: 3 }, -Infinity)).toBe(1);
    expect(all.prune({ bytes: 25 }, -Infinity)).toBe(1);
    expect(all.prune({}, NOON + 6)).toBe(1);
    expect(times()).toEqual([9]);
    all.add(kept({ at: NOON + 7 }));
    expect(times()).toEqual([9, 7]);
  });

  it('is found by its reference, as often as there are some', () => {
    const all = createKept({ occurrences: 2, bytes: Infinity });
    const [first, second, third] = ['a', 'b', 'c'].map((id) => kept({ id, correlationId: 'same' }));
    for (const one of [first!, second!, third!]) all.add(one);
    expect(all.find('same')).toEqual([second, third]);
    all.add(kept({ correlationId: 'other' }));
    expect(all.find('same')).toEqual([third]);
    all.add(kept({ correlationId: 'other' }));
    expect(all.find('same')).toEqual([]);
    expect(all.find('other')).toHaveLength(2);
  });
});
