/** Lines of a series, while they are summed up: the same for all stores. */

import type { SeriesLine } from './query.ts';

export const DEFAULT_LINES = 10;

export interface Line extends SeriesLine {
  total: number;
  readonly counts: number[];
}

export function emptyLine(key: string | null, length: number): Line {
  return { key, total: 0, counts: Array.from({ length }, () => 0) };
}

export function addTo(line: Line, bucket: number, count: number): void {
  line.total += count;
  line.counts[bucket]! += count;
}

/**
 * Those that have any, the most frequent first, and the others last. Which these are was found in coarse counts: while old
 * ones are removed, finer ones may tell a little more or less.
 */
export function shownOf(lines: Iterable<Line>, others: Line, most: number): readonly Line[] {
  const sorted = [...lines].toSorted((a, b) => b.total - a.total);
  const rest = emptyLine(others.key, others.counts.length);
  for (const { counts } of [others, ...sorted.slice(most)])
    for (const [bucket, count] of counts.entries()) addTo(rest, bucket, count);
  return [...sorted.slice(0, most), rest].filter(({ total }) => total > 0);
}

/** What is left of all: never less than nothing, though all and lines may be of counts that are removed one after the other. */
export function without(all: Line, lines: Iterable<Line>): Line {
  const left = [...all.counts];
  for (const { counts } of lines) for (const [bucket, count] of counts.entries()) left[bucket]! -= count;
  const line = emptyLine(all.key, left.length);
  for (const [bucket, count] of left.entries()) addTo(line, bucket, Math.max(0, count));
  return line;
}
