import { describe, expect, it } from 'vitest';
import { createCounts, minuteOf, type Counts } from '../../../src/store/memory/counts.ts';
import { createKept } from '../../../src/store/memory/kept.ts';
import { seriesOf, totalsOf } from '../../../src/store/memory/series.ts';
import type { OccurrenceSummary } from '../../../src/store/store.ts';
import { summaryOf } from '../../../src/store/summary.ts';
import { anOccurrence, DAY, MINUTE, NOON, type Overrides } from '../occurrences.ts';

const row = (overrides: Overrides): OccurrenceSummary => summaryOf(anOccurrence(overrides));

function sizeOf(counts: Counts): {
  readonly cells: number;
  readonly minutes: readonly number[];
  readonly all: number;
} {
  const minutes = new Set<number>();
  let [cells, all] = [0, 0];
  counts.each((minute, _kind, count) => {
    minutes.add(minute);
    cells += 1;
    all += count;
  });
  return { cells, all, minutes: [...minutes].toSorted((a, b) => a - b) };
}

describe('R45 counts by the minute', () => {
  it('drop the oldest minutes when there are too many', () => {
    const counts = createCounts(100);
    for (let index = 0; index < 1000; index++) {
      counts.add(row({ at: NOON + index * MINUTE }));
      expect(sizeOf(counts).cells).toBeLessThanOrEqual(100);
    }
    const { minutes } = sizeOf(counts);
    expect(minutes.at(-1)).toBe(NOON + 999 * MINUTE);
    expect(minutes.length).toBeGreaterThanOrEqual(90);
    expect(counts.isGone(minutes[0]! - MINUTE)).toBe(true);
    expect(counts.isGone(minutes[0]!)).toBe(false);
    // Of what is gone nothing comes back in part.
    counts.add(row({ at: NOON }));
    expect(sizeOf(counts).minutes).toEqual(minutes);
  });

  it('never drop the newest, however many kinds it has, nor hold all of these', () => {
    const counts = createCounts(100);
    for (let index = 0; index < 5000; index++)
      counts.add(row({ fingerprint: `f${index}`, code: `C${index}`, status: 400 + (index % 100) }));
    const { cells, all, minutes } = sizeOf(counts);
    expect([all, minutes]).toEqual([5000, [NOON]]);
    expect(cells).toBeLessThanOrEqual(3100);
  });

  it('have no line for groups that a crowded minute counts as one', () => {
    const counts = createCounts(100_000);
    const kept = createKept({ occurrences: 1000, bytes: Infinity });
    for (let index = 0; index < 3500; index++) counts.add(row({ fingerprint: `f${index}` }));
    counts.add(row({ fingerprint: 'f0' }));
    const query = { from: NOON, to: NOON + MINUTE, step: MINUTE, by: 'fingerprint', lines: 3 } as const;
    const { lines } = seriesOf(counts, kept, query);
    expect(lines.map(({ total }) => total)).toEqual([2, 1, 1, 3497]);
    expect([lines[0]!.key, lines[3]!.key]).toEqual(['f0', null]);
    expect(lines[3]!.counts).toEqual([3497]);
  });

  it('outlast a clock that was years ahead', () => {
    const counts = createCounts(100);
    const kept = createKept({ occurrences: 1000, bytes: Infinity });
    const put = (overrides: Overrides): void => {
      const occurrence = anOccurrence(overrides);
      const summary = summaryOf(occurrence);
      kept.add({ occurrence, summary, bytes: 1 });
      counts.add(summary);
    };
    for (let index = 0; index < 150; index++) put({ at: NOON + 3650 * DAY + index * MINUTE });
    for (let index = 0; index < 20; index++) put({ at: NOON + index, status: 503 });
    // What is too old for the counts is counted where it is kept.
    expect(totalsOf(counts, kept, { status: 503 })).toEqual([{ status: 503, count: 20 }]);
    expect(totalsOf(counts, kept, {})).toEqual([
      { status: 500, count: 150 },
      { status: 503, count: 20 },
    ]);
    const query = { from: NOON, to: NOON + MINUTE, step: MINUTE, by: 'status' as const };
    expect(seriesOf(counts, kept, query).lines).toEqual([{ key: '503', total: 20, counts: [20] }]);
  });

  it('forget the minutes that end before', () => {
    const counts = createCounts(100);
    for (let index = 0; index < 4; index++) counts.add(row({ at: NOON + index * MINUTE + 1 }));
    counts.prune(NOON + 2 * MINUTE + 30_000);
    expect(sizeOf(counts).minutes).toEqual([NOON + 2 * MINUTE, NOON + 3 * MINUTE]);
  });

  it.each([
    [NOON, NOON],
    [NOON + 59_999, NOON],
    [-1, -MINUTE],
  ])('%d is in the minute %d', (at, minute) => {
    expect(minuteOf(at)).toBe(minute);
  });
});
