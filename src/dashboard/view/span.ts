/** How far back a page looks. */

import { niceStep } from '../../report/charts/ticks.ts';
import { html, type Html } from '../markup.ts';
import type { Parameters } from '../links.ts';
import type { Visit } from '../page.ts';

export interface Span {
  readonly name: string;
  readonly label: string;
  /** In milliseconds since 1970; buckets of `step` fill it exactly. */
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

const HOUR = 3_600_000;
const CHOICES: readonly { readonly name: string; readonly label: string; readonly length: number }[] = [
  { name: '1h', label: 'Hour', length: HOUR },
  { name: '24h', label: '24 h', length: 24 * HOUR },
  { name: '7d', label: '7 days', length: 168 * HOUR },
  { name: '30d', label: '30 days', length: 720 * HOUR },
];
const USUAL = CHOICES[1]!;

const MOST_BUCKETS = 120;

/** As the parameter `span` says; what it cannot be is the usual one. */
export function spanOf({ query, now }: Pick<Visit, 'now' | 'query'>): Span {
  const { name, label, length } = CHOICES.find((each) => each.name === query.get('span')) ?? USUAL;
  const step = niceStep(length, MOST_BUCKETS);
  // With the bucket that is being filled.
  const to = (Math.floor(now / step) + 1) * step;
  return { name, label, from: to - length, to, step };
}

export function spanChoice(current: Span, path: string, { links }: Visit, others: Parameters = {}): Html {
  const items = CHOICES.map(({ name, label }) => {
    const mark = name === current.name && html` aria-current="true"`;
    return html`<li><a href="${links.to(path, { ...others, span: name })}" ${mark}>${label}</a></li>`;
  });
  return html`<nav class="choice" aria-label="Time span">
    <ul>
      ${items}
    </ul>
  </nav>`;
}
