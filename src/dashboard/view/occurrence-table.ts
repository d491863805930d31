import type { OccurrenceSummary } from '../../store/store.ts';
import { occurrencePath } from '../links.ts';
import { html, type Html } from '../markup.ts';
import type { Visit } from '../page.ts';
import { ageOf, clock } from '../time.ts';
import { table, type Column } from './table.ts';
import { statusTag } from './tags.ts';
import { whereLine } from './where-line.ts';

const COLUMNS: readonly Column[] = [
  ['Reference'],
  ['Status', 'broad'],
  ['Failure', 'rest'],
  ['Where', 'wide place'],
  ['When (UTC)', 'broad time'],
];

/** Occurrences, a row each, which leads to all that is known: to itself, as services may share a reference. */
export function occurrenceTable(
  items: readonly OccurrenceSummary[],
  visit: Visit,
  caption: string,
  isOneGroup = false,
): Html {
  const rows = items.map((item) => row(item, visit, isOneGroup));
  return html`<div class="scroll">${table(caption, COLUMNS, rows)}</div>`;
}

function row(item: OccurrenceSummary, { links, now }: Visit, isOneGroup: boolean): Html {
  const { id, correlationId, at, status, name, message, method, path, api, host, release } = item;
  return html`<tr>
    <th scope="row">
      <a class="reference" href="${links.to(occurrencePath(correlationId), { id })}" data-item
        >${correlationId}</a
      >
      <span class="thin">${statusTag(status)}</span>
    </th>
    <td class="broad">${statusTag(status)}</td>
    <td>
      ${!isOneGroup && html`<span class="name">${name}</span>`}
      <span class="message">${message}</span>
      ${path !== undefined && html`<span class="where">${method} ${path}</span>`}
      <span class="where thin">${clock(at)} UTC, ${ageOf(at, now)}</span>
    </td>
    <td class="wide">${whereLine(api)}${whereLine(host, release)}</td>
    <td class="broad">${clock(at)}<span class="where">${ageOf(at, now)}</span></td>
  </tr>`;
}
