import { frame, FULL, round, type ChartOptions } from './frame.ts';

/** Counts over time, a line each: to compare them with each other. */
export function lineChart(options: ChartOptions): string {
  const { lines } = options;
  const most = Math.max(0, ...lines.map(({ counts }) => Math.max(0, ...counts)));
  return frame(options, most, (scale) => {
    // The first is the most frequent, and lies on top.
    return lines
      .toReversed()
      .map(({ counts, tone }) => `<path class="fl-line fl-tone-${tone}" d="${pathOf(counts, scale)}"/>`)
      .join('');
  });
}

/** Where nothing happened for a while there is no line, which would hide others at the bottom. */
function pathOf(counts: readonly number[], scale: number): string {
  let path = '';
  let isDrawn = false;
  for (const [index, count] of counts.entries()) {
    const before = counts[index - 1] ?? 0;
    const after = counts[index + 1] ?? 0;
    if (count === 0 && before === 0 && after === 0) {
      isDrawn = false;
      continue;
    }
    path += `${isDrawn ? 'L' : 'M'}${index + 0.5} ${round(FULL - count * scale)}`;
    // A length of its own, for one that stands alone: else there is nothing that has a stroke.
    if (!isDrawn && counts.length === 1) path += 'h0';
    isDrawn = true;
  }
  return path;
}
