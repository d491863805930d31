/** What plots over time have in common: the grid, both axes, the legend, and what is shown where a pointer rests. */

import { escapeMarkup } from '../markup.ts';
import { countTicks, longCount, shortCount, shortTime, timeTicks } from './ticks.ts';
import type { Tone } from './tones.ts';

export interface ChartLine {
  readonly label: string;
  /** One a bucket. */
  readonly counts: readonly number[];
  readonly tone: Tone;
}

export interface ChartOptions {
  /** What it shows, in a few words, for readers who do not see it. */
  readonly title: string;
  /** Milliseconds since 1970 where the first bucket begins. */
  readonly from: number;
  /** Milliseconds that a bucket spans. */
  readonly step: number;
  readonly lines: readonly ChartLine[];
  /** Default: as many as the lines have. */
  readonly buckets?: number;
  /** In pixels; the width is that of the place that it is put into. Default: 220. */
  readonly height?: number;
}

/** Heights in the plot's own coordinates, in which a bucket is one wide. */
export const FULL = 1000;

const ABOVE = 18;
const BELOW = 24;

/**
 * A plot with its legend, as HTML: no style attributes, no ids, no script, so that the strictest policy lets it through.
 * `CHART_STYLE` belongs to it. What is drawn is stretched to the width; texts are not.
 */
export function frame(options: ChartOptions, most: number, drawn: (scale: number) => string): string {
  const { title, from, step, lines, height = 220 } = options;
  const length = lengthOf(options);
  const ticks = countTicks(most);
  const highest = ticks.at(-1)!;
  const tall = height - ABOVE - BELOW;
  const yOf = (count: number): number => round(ABOVE + tall * (1 - count / highest));
  return [
    `<div class="fl-chart"><svg class="fl-plot" role="img" height="${height}">`,
    `<title>${escapeMarkup(title)}</title><desc>${escapeMarkup(description(options, length))}</desc>`,
    grid(ticks.map(yOf)),
    times(from, from + length * step, height),
    `<svg x="0" y="${ABOVE}" width="100%" height="${tall}" viewBox="0 0 ${Math.max(1, length)} ${FULL}" preserveAspectRatio="none">`,
    drawn(FULL / highest),
    hovers(options, length),
    '</svg>',
    // On top of what is drawn, which would hide them.
    ...ticks
      .slice(1)
      .map((count) => `<text class="fl-axis" x="0" y="${yOf(count) - 4}">${shortCount(count)}</text>`),
    most === 0
      ? `<text class="fl-axis" x="50%" y="${ABOVE + tall / 2}" text-anchor="middle">none</text>`
      : '',
    '</svg>',
    legend(lines),
    '</div>',
  ].join('');
}

export function lengthOf({ buckets = 0, lines }: ChartOptions): number {
  return Math.max(buckets, ...lines.map(({ counts }) => counts.length));
}

/** For coordinates: short, and finer than any screen. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** From the bottom. */
function grid(heights: readonly number[]): string {
  return heights
    .map(
      (y, index) =>
        `<line class="fl-grid${index === 0 ? ' fl-base' : ''}" x1="0" x2="100%" y1="${y}" y2="${y}"/>`,
    )
    .join('');
}

function times(from: number, to: number, height: number): string {
  return timeTicks(from, to)
    .map(({ at, text }, index) => {
      const percent = round(((at - from) / (to - from)) * 100);
      const anchor = percent < 6 ? 'start' : percent > 94 ? 'end' : 'middle';
      const minor = index % 2 === 1 ? ' fl-minor' : '';
      return [
        `<line class="fl-grid" x1="${percent}%" x2="${percent}%" y1="${height - BELOW}" y2="${height - BELOW + 4}"/>`,
        `<text class="fl-axis${minor}" x="${percent}%" y="${height - 5}" text-anchor="${anchor}">${text}</text>`,
      ].join('');
    })
    .join('');
}

/** Columns that nobody sees, each with the numbers of its bucket; empty ones have none. */
function hovers({ from, step, lines }: ChartOptions, length: number): string {
  return Array.from({ length }, (_, index) => {
    const parts = lines
      .map(({ label, counts }) => ({ label, count: counts[index] ?? 0 }))
      .filter(({ count }) => count > 0)
      .map(({ label, count }) => `${label}: ${longCount(count)}`);
    if (parts.length === 0) return '';
    const text = escapeMarkup([`${shortTime(from + index * step)} UTC`, ...parts].join('\n'));
    return `<rect class="fl-hover" x="${index}" y="0" width="1" height="${FULL}"><title>${text}</title></rect>`;
  }).join('');
}

function legend(lines: readonly ChartLine[]): string {
  const items = lines.map(({ label, counts, tone }) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return `<li><span class="fl-key fl-tone-${tone}"></span>${escapeMarkup(label)} <b>${longCount(total)}</b></li>`;
  });
  return items.length === 0 ? '' : `<ul class="fl-legend">${items.join('')}</ul>`;
}

function description({ from, step, lines }: ChartOptions, length: number): string {
  const totals = Array.from({ length }, (_, index) =>
    lines.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0),
  );
  const sum = totals.reduce((one, other) => one + other, 0);
  const when = `From ${shortTime(from)} to ${shortTime(from + length * step)} UTC`;
  if (sum === 0) return `${when}: none.`;
  const peak = Math.max(...totals);
  const at = shortTime(from + totals.indexOf(peak) * step);
  return `${when}: ${longCount(sum)} in all, at most ${longCount(peak)} at once, at ${at}.`;
}
