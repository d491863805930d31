import { frame, FULL, lengthOf, round, type ChartOptions } from './frame.ts';

/** Counts over time as columns, one line's on top of the other's: to see how many there are, and what they are. */
export function columnChart(options: ChartOptions): string {
  const { lines } = options;
  const length = lengthOf(options);
  // How much stands in each bucket below what is drawn next.
  const below = Array.from({ length }, () => 0);
  const stacked = lines.map(({ counts, tone }) => ({
    tone,
    columns: counts.map((count, index) => ({ count, from: (below[index] = below[index]! + count) - count })),
  }));
  return frame(options, Math.max(0, ...below), (scale) =>
    stacked
      .map(({ tone, columns }) => {
        const path = columns
          .map(({ count, from }, index) => column(index, from * scale, count * scale))
          .join('');
        return `<path class="fl-column fl-tone-${tone}" d="${path}"/>`;
      })
      .join(''),
  );
}

function column(index: number, from: number, height: number): string {
  if (height === 0) return '';
  return `M${index + 0.08} ${round(FULL - from)}v${-round(height)}h.84v${round(height)}z`;
}
