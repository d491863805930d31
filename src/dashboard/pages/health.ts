/** How the queue and the store are, as far as this process knows. */

import { longCount } from '../../report/charts/ticks.ts';
import type { StoreStatus } from '../../store/store.ts';
import { html, type Html } from '../markup.ts';
import type { Page, Visit } from '../page.ts';
import { when } from '../time.ts';
import { code, factList } from '../view/facts.ts';
import { lostIn, stateOf, statusOfStore } from '../view/store-state.ts';
import { table } from '../view/table.ts';

export function healthPage(visit: Visit): Page {
  const status = statusOfStore(visit.store);
  const { word, kind } = stateOf(status);
  return {
    title: 'Health',
    section: 'health',
    main: html`<h1>Health</h1>
      <section class="card" aria-labelledby="store">
        <h2 id="store">Store <span class="tag ${kind}">${word}</span></h2>
        ${status === undefined ? html`<p class="note problem">The store does not tell how it is.</p>` : storeFacts(status, visit)}
        <p class="soft">Since this process opened the store. Other processes have queues of their own.</p>
      </section>
      ${status !== undefined && lostIn(status) > 0 && lostTable(status)}`,
  };
}

function storeFacts(status: StoreStatus, { now }: Visit): Html {
  const { name, healthy, stored, waiting, spooled, bytes, lastError } = status;
  return factList([
    ['Name', code(name)],
    ['Last attempt', healthy ? 'succeeded' : 'failed'],
    ['Stored', longCount(stored)],
    ['Waiting', html`${longCount(waiting)} <span class="soft">taken, and not stored yet</span>`],
    ['Spooled', html`${longCount(spooled)} <span class="soft">of these, a crash would not lose them</span>`],
    ['Lost', longCount(lostIn(status))],
    ['Size', bytes === undefined ? undefined : sizeOf(bytes)],
    ['Last error', lastError && html`${lastError.message}<br />${when(lastError.at, now)}`],
  ]);
}

function lostTable({ lost }: StoreStatus): Html {
  const rows = Object.entries(lost).map(
    ([reason, count]) =>
      html`<tr>
        <th scope="row">${reason}</th>
        <td class="number">${longCount(count)}</td>
      </tr>`,
  );
  return html`<section class="card" aria-labelledby="lost">
    <h2 id="lost">Lost</h2>
    <p>What could not be kept. Its references were told to clients, and lead nowhere.</p>
    ${table('Lost, by reason', [['Reason'], ['Count', 'number']], rows, ' narrow')}
  </section>`;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** Powers of a thousand, as disks are sold. */
function sizeOf(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit > 0 && value < 10 ? value.toFixed(1) : longCount(Math.round(value))} ${UNITS[unit]}`;
}
