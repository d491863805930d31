/** How many there were, and how many before: items of a list. */

import { longCount } from '../../report/charts/ticks.ts';
import type { Fault } from '../../model.ts';
import type { Series } from '../../store/query.ts';
import { html, type Html } from '../markup.ts';
import type { Visit } from '../page.ts';
import type { Span } from './span.ts';

const SHOWN: readonly { readonly fault: Fault; readonly label: string }[] = [
  { fault: 'server', label: 'Server errors' },
  { fault: 'client', label: 'Client errors' },
  { fault: 'abort', label: 'Clients gone away' },
];

/** @param series by fault, of the span and of as long again before it */
export function figures(series: Series, { label, from }: Span, { links }: Visit): Html {
  const items = SHOWN.map((each) => {
    const counts = series.lines.find(({ key }) => key === each.fault)?.counts ?? [];
    const before = sumOf(counts.slice(0, counts.length / 2));
    const count = sumOf(counts.slice(counts.length / 2));
    const href = links.to('/occurrences', { fault: each.fault, from: new Date(from).toISOString() });
    return html`<li class="figure">
      <span class="label">${each.label}</span>
      <a href="${href}"><b>${longCount(count)}</b></a> ${comparison(count, before, label, each.fault)}
    </li>`;
  });
  return html`${items}`;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** From where on more of them are worth a colour, in percent and in number. */
const NOTABLE = { percent: 25, more: 10 };

function comparison(count: number, before: number, label: string, fault: Fault): Html {
  const span = `the ${label.toLowerCase()} before`;
  if (before === 0) return html`<span class="soft">none in ${span}</span>`;
  const percent = Math.round((count / before - 1) * 100);
  if (percent === 0) return html`<span class="soft">as many as in ${span}</span>`;
  const isWorse = fault === 'server' && percent >= NOTABLE.percent && count - before >= NOTABLE.more;
  const change = `${percent > 0 ? '+' : '−'}${longCount(Math.abs(percent))} %`;
  return html`<span class="${isWorse ? 'worse' : 'soft'}">${change} on ${span}</span>`;
}
