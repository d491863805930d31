import { escapeMarkup } from '../markup.ts';
import { longCount } from './ticks.ts';
import type { Tone } from './tones.ts';

export interface Bar {
  readonly label: string;
  readonly count: number;
  /** Default: `1`. */
  readonly tone?: Tone;
  /** What explains the label, below it. */
  readonly note?: string;
  /** Where the label leads. Only what the page made itself: it is escaped, and not looked at. */
  readonly href?: string;
}

/** Names with their counts, the longest bar for the highest: as HTML that reads as a list. */
export function barList(bars: readonly Bar[]): string {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return `<ol class="fl-bars">${bars.map((bar) => item(bar, most)).join('')}</ol>`;
}

function item({ label, count, tone = 1, note, href }: Bar, most: number): string {
  const text = escapeMarkup(label);
  const name = href === undefined ? `<span>${text}</span>` : `<a href="${escapeMarkup(href)}">${text}</a>`;
  const percent = Math.round((count / most) * 1000) / 10;
  return [
    `<li><div class="fl-bar-name">${name}${note === undefined ? '' : `<small>${escapeMarkup(note)}</small>`}</div>`,
    `<b>${longCount(count)}</b>`,
    `<svg class="fl-bar" aria-hidden="true"><rect class="fl-tone-${tone}" width="${percent}%" height="100%" rx="2"/></svg></li>`,
  ].join('');
}
