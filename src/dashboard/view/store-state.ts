/** How the store is, in a word or two. */

import { longCount } from '../../report/charts/ticks.ts';
import type { Store, StoreStatus } from '../../store/store.ts';
import { html, type Html } from '../markup.ts';
import type { Visit } from '../page.ts';

/** `undefined`: a store of somebody else's that cannot even tell. */
export function statusOfStore(store: Store): StoreStatus | undefined {
  try {
    return store.status();
  } catch {
    return undefined;
  }
}

export function lostIn({ lost }: StoreStatus): number {
  return Object.values(lost).reduce((sum, count) => sum + count, 0);
}

/** A tile for the first page. */
export function storeFigure({ store, links }: Visit): Html {
  const status = statusOfStore(store);
  const { word, kind, detail } = stateOf(status);
  return html`<li class="figure">
    <span class="label">Store</span> <a href="${links.to('/health')}"><b class="${kind}">${word}</b></a>
    <span class="soft">${detail}</span>
  </li>`;
}

export interface State {
  readonly word: string;
  readonly kind: 'bad' | 'good' | 'warn';
  readonly detail: string;
}

export function stateOf(status: StoreStatus | undefined): State {
  if (status === undefined) return { word: 'Unknown', kind: 'bad', detail: 'it does not tell' };
  const lost = lostIn(status);
  const waiting = `${longCount(status.waiting)} waiting`;
  if (!status.healthy) return { word: 'Failing', kind: 'bad', detail: `${waiting}, ${longCount(lost)} lost` };
  if (lost > 0) return { word: 'Losing', kind: 'warn', detail: `${longCount(lost)} lost, ${waiting}` };
  return { word: 'Healthy', kind: 'good', detail: waiting };
}
