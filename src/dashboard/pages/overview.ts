/** The first page: a reference that somebody was told, and whether the errors are as they always are. */

import { niceStep, stepName } from '../../report/charts/ticks.ts';
import { readTopGroups } from '../../report/top-groups.ts';
import type { GroupSummary } from '../../store/group.ts';
import type { Page as Listed } from '../../store/query.ts';
import { ask, noteOf, shown, statusOf } from '../ask.ts';
import { html, type Html } from '../markup.ts';
import type { Page, Visit } from '../page.ts';
import { ago } from '../time.ts';
import { figures } from '../view/figures.ts';
import { frequentTable, groupTable } from '../view/group-table.ts';
import { lookupField } from '../view/lookup-field.ts';
import { apiPlot, PLOT_LINES, statusPlot } from '../view/plots.ts';
import { spanChoice, spanOf } from '../view/span.ts';
import { storeFigure } from '../view/store-state.ts';

const MOST_GROUPS = 8;
const MOST_NEW = 5;
/** Of a trend that is as wide as a word. */
const MOST_BARS = 30;

export async function overviewPage(visit: Visit): Promise<Page> {
  const { store, links, now } = visit;
  const span = spanOf(visit);
  const { from, to, step } = span;
  // A number and its unit stay together.
  const time = span.label.toLowerCase().replace(' ', '\u00a0');
  const brief = niceStep(to - from, MOST_BARS);
  const [statuses, apis, faults, frequent, fresh] = await Promise.all([
    ask(() => store.series({ from, to, step, by: 'status', lines: PLOT_LINES })),
    ask(() => store.series({ from, to, step, by: 'api', lines: PLOT_LINES })),
    // As long again, to compare with.
    ask(() => store.series({ from: from - (to - from), to, step, by: 'fault' })),
    ask(() => readTopGroups(store, { from, to, step: brief, fault: 'server' }, MOST_GROUPS)),
    ask(() => store.groups({ since: from, sort: 'new', limit: MOST_NEW, now })),
  ]);
  const per = `per ${stepName(step)}`;
  return {
    status: statusOf(statuses, apis, faults, frequent, fresh),
    title: 'Overview',
    section: 'overview',
    hasLookup: true,
    main: html`${lookupField(visit, '')}
      <div class="heading">
        <h2>Failures</h2>
        ${spanChoice(span, '/', visit)}
      </div>
      <ul class="figures">
        ${faults.isAnswered && figures(faults.value, span, visit)}${storeFigure(visit)}
      </ul>
      ${!faults.isAnswered && noteOf(faults.problem)}
      <div class="plots">
        <section class="card" aria-labelledby="by-status">
          <h3 id="by-status">By status <small>${per}</small></h3>
          ${shown(statuses, (series) => statusPlot(series, `Failures by status, ${per}`))}
        </section>
        <section class="card" aria-labelledby="by-api">
          <h3 id="by-api">By api <small>${per}</small></h3>
          ${shown(apis, (series) => apiPlot(series, `Failures by api, ${per}`))}
        </section>
      </div>
      <section class="card" aria-labelledby="frequent">
        <div class="heading">
          <h2 id="frequent">Most frequent server errors <small>past ${time}</small></h2>
          <a href="${links.to('/groups', { sort: 'count', fault: 'server' })}">All, by count ever</a>
        </div>
        ${shown(frequent, (groups) => (groups.length === 0 ? html`<p class="empty">No server errors in this time.</p>` : frequentTable(groups, visit, 'Most frequent server errors', `Past ${time}`)))}
      </section>
      <section class="card" aria-labelledby="new">
        <div class="heading">
          <h2 id="new">New groups</h2>
          <a href="${links.to('/groups', { sort: 'new' })}">All groups, newest first</a>
        </div>
        ${shown(fresh, (page) => newGroups(page, from, visit))}
      </section>`,
  };
}

function newGroups({ items }: Listed<GroupSummary>, from: number, visit: Visit): Html {
  const fresh = items.filter(({ firstAt }) => firstAt >= from);
  if (fresh.length > 0) return groupTable(fresh, visit, 'New groups');
  const newest = items[0];
  const last = newest === undefined ? '' : html` The newest first came ${ago(newest.firstAt, visit.now)}.`;
  return html`<p class="empty">Nothing that had not failed before.${last}</p>`;
}
