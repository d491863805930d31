import { longCount } from '../../report/charts/ticks.ts';
import { sparkline } from '../../report/charts/sparkline.ts';
import type { GroupCount } from '../../report/top-groups.ts';
import type { GroupSummary } from '../../store/group.ts';
import { groupPath } from '../links.ts';
import { html, trusted, type Html } from '../markup.ts';
import type { Visit } from '../page.ts';
import { ago } from '../time.ts';
import { table, type Column } from './table.ts';
import { stateTag, statusTag } from './tags.ts';
import { whereLine } from './where-line.ts';

const FAILURE: readonly Column[] = [
  ['Failure', 'rest'],
  ['Status', 'broad'],
];
const TREND: readonly Column[] = [
  ['24 hours', 'wide trend'],
  [html`<span class="unseen">Count of 24 hours</span>`, 'number wide count'],
];
const EVER: Column = ['Ever', 'number count'];
const TIMES: readonly Column[] = [
  ['First', 'wide time'],
  ['Last', 'time'],
];

/** Groups, a row each; the name leads to the group. */
export function groupTable(groups: readonly GroupSummary[], visit: Visit, caption: string): Html {
  const rows = groups.map((group) => {
    const recent = group.trend.reduce((sum, each) => sum + each, 0);
    const counts = html`<td class="wide">${trusted(sparkline(group.trend))}</td>
      <td class="number wide">${longCount(recent)}</td>
      <td class="number">${longCount(group.count)}</td>`;
    return row(group, counts, visit);
  });
  return shown(caption, [...FAILURE, ...TREND, EVER, ...TIMES], rows);
}

/**
 * The same with what they had in a time, in the place of the last 24 hours.
 * @param time its name, as a heading has it
 */
export function frequentTable(
  groups: readonly GroupCount[],
  visit: Visit,
  caption: string,
  time: string,
): Html {
  const columns: readonly Column[] = [
    ...FAILURE,
    [html`<span class="unseen">Over time</span>`, 'wide trend'],
    [time, 'number count'],
    ['Ever', 'number count broad'],
    ...TIMES,
  ];
  const rows = groups.map(({ group, total, counts }) => {
    const cells = html`<td class="wide">${trusted(sparkline(counts))}</td>
      <td class="number"><b>${longCount(total)}</b></td>
      <td class="number broad">${longCount(group.count)}</td>`;
    return row(group, cells, visit);
  });
  return shown(caption, columns, rows);
}

function shown(caption: string, columns: readonly Column[], rows: readonly Html[]): Html {
  return html`<div class="scroll">${table(caption, columns, rows)}</div>`;
}

function row(group: GroupSummary, counts: Html, { links, now }: Visit): Html {
  const { fingerprint, name, message, code, route, api, status, firstAt, lastAt } = group;
  const state = group.state === 'open' && group.reopened === undefined ? undefined : stateTag(group);
  return html`<tr>
    <th scope="row">
      <span class="thin">${statusTag(status)}</span>
      <a href="${links.to(groupPath(fingerprint))}" data-item>${name}</a> ${state}
      <span class="message">${message}</span>${whereLine(code, route, api)}
    </th>
    <td class="broad">${statusTag(status)}</td>
    ${counts}
    <td class="wide">${ago(firstAt, now)}</td>
    <td>${ago(lastAt, now)}</td>
  </tr>`;
}
