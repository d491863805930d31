/** Sums of what is counted: of whole minutes, and where their counts are gone of the occurrences that are kept. */

import { bucketsOf, MINUTE } from '../check-query.ts';
import type { Selection, Series, SeriesQuery, StatusCount } from '../query.ts';
import { isSelected } from '../selection.ts';
import { addTo, DEFAULT_LINES, emptyLine, type Line } from '../series-lines.ts';
import { minuteOf, type Counts, type Kind } from './counts.ts';
import type { KeptOccurrences } from './kept.ts';

/** Within a minute that `from` or `to` divides, those that are kept. */
export function totalsOf(counts: Counts, kept: KeptOccurrences, selection: Selection): StatusCount[] {
  const { from = -Infinity, to = Infinity, ...rest } = selection;
  const totals = new Map<number, number>();
  const isCounted = (minute: number): boolean =>
    minute >= from && minute + MINUTE <= to && !counts.isGone(minute);
  const add = ({ status }: Kind, count: number): void => {
    totals.set(status, (totals.get(status) ?? 0) + count);
  };
  counts.each((minute, kind, count) => {
    if (isCounted(minute) && isSelected(kind, rest)) add(kind, count);
  });
  for (const { summary } of kept.newestFirst())
    if (!isCounted(minuteOf(summary.at)) && isSelected(summary, selection)) add(summary, 1);
  return [...totals].map(([status, count]) => ({ status, count })).toSorted((a, b) => b.count - a.count);
}

/** Minutes that are within the time only in part count whole. */
export function seriesOf(counts: Counts, kept: KeptOccurrences, query: SeriesQuery): Series {
  const { by, step, lines: most = DEFAULT_LINES } = query;
  const { first, length } = bucketsOf(query);
  // Twice over all: buckets of every line that there could be might not fit into the memory.
  const totals = new Map<string, number>(by === undefined ? [['', 0]] : []);
  eachCounted(counts, kept, query, (_, key, count) => totals.set(key, (totals.get(key) ?? 0) + count));
  const lines = new Map<string | null, Line>();
  for (const key of mostFrequent(totals, by, most)) lines.set(key, emptyLine(key, length));
  const others = emptyLine(null, length);
  eachCounted(counts, kept, query, (minute, key, count) => {
    addTo(lines.get(key) ?? others, Math.floor((minute - first) / step), count);
  });
  if (others.total > 0) lines.set(null, others);
  return { from: first, step, lines: [...lines.values()] };
}

function eachCounted(
  counts: Counts,
  kept: KeptOccurrences,
  { from, to, by, step: _step, lines: _lines, ...rest }: SeriesQuery,
  visit: (minute: number, key: string, count: number) => void,
): void {
  const add = (minute: number, kind: Kind, count: number): void => {
    if (minute < minuteOf(from) || minute >= to || !isSelected(kind, rest)) return;
    visit(minute, by === undefined ? '' : String(kind[by] ?? ''), count);
  };
  counts.each(add);
  for (const { summary } of kept.newestFirst()) {
    const minute = minuteOf(summary.at);
    if (counts.isGone(minute)) add(minute, summary, 1);
  }
}

function mostFrequent(
  totals: ReadonlyMap<string, number>,
  by: SeriesQuery['by'],
  most: number,
): readonly string[] {
  return (
    [...totals]
      // A minute with too many groups counts some of them as one, which is none.
      .filter(([key]) => by !== 'fingerprint' || key !== '')
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([key]) => key)
  );
}
