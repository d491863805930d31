/** Plots of a series, by status and by anything else. */

import { columnChart } from '../../report/charts/column-chart.ts';
import { lineChart } from '../../report/charts/line-chart.ts';
import { printable } from '../../report/printable.ts';
import { statusTones, type Tone } from '../../report/charts/tones.ts';
import type { Series, SeriesLine } from '../../store/query.ts';
import { html, trusted, type Html } from '../markup.ts';

/** Lines that have a tone of their own; all others are one more. */
export const PLOT_LINES = 6;

/** Columns that stand on each other: all failures, and which part each status is. */
export function statusPlot({ from, step, lines }: Series, title: string, height?: number): Html {
  const worstFirst = lines.toSorted((one, other) => Number(other.key) - Number(one.key));
  const tone = statusTones(worstFirst.map(({ key }) => key));
  return plot(
    columnChart({
      title,
      from,
      step,
      ...(height !== undefined && { height }),
      lines: worstFirst.map((line, index) => ({
        label: line.key ?? 'others',
        counts: line.counts,
        tone: tone[index]!,
      })),
    }),
  );
}

/** Red is for what is worst, which no api is. */
const API_TONES: readonly Tone[] = [4, 2, 3, 5, 6, 1];

/** Lines to compare with each other. */
export function apiPlot({ from, step, lines }: Series, title: string): Html {
  const shown = lines.map((line, index) => ({
    label: labelOf(line),
    counts: line.counts,
    tone: line.key === null ? 'rest' : API_TONES[index]!,
  }));
  return plot(lineChart({ title, from, step, lines: shown }));
}

function labelOf({ key }: SeriesLine): string {
  if (key === null) return 'others';
  return key === '' ? 'no api' : printable(key);
}

function plot(markup: string): Html {
  return html`<div class="plot">${trusted(markup)}</div>`;
}
