/** One group: what it is, how it goes, what became of it, and what to do about it. */

import { longCount, stepName } from '../../report/charts/ticks.ts';
import type { Group } from '../../store/group.ts';
import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import { ask, noteOf, shown } from '../ask.ts';
import { groupPath } from '../links.ts';
import { html, type Html } from '../markup.ts';
import type { Made, Visit } from '../page.ts';
import { when } from '../time.ts';
import { code, factList } from '../view/facts.ts';
import { groupForms } from '../view/group-forms.ts';
import { groupHistory } from '../view/group-history.ts';
import { occurrenceTable } from '../view/occurrence-table.ts';
import { PLOT_LINES, statusPlot } from '../view/plots.ts';
import { spanChoice, spanOf } from '../view/span.ts';
import { stackOf } from '../view/stack.ts';
import { stateTag, statusTag } from '../view/tags.ts';
import { missingPage, unavailablePage } from './problem.ts';

const LISTED = 10;

export async function groupPage(visit: Visit, fingerprint: string): Promise<Made> {
  const { store, links } = visit;
  const path = groupPath(fingerprint);
  const { from, to, step, ...span } = spanOf(visit);
  const selection = { fingerprint };
  const [group, series, occurrences, latest, token] = await Promise.all([
    ask(() => store.group(fingerprint)),
    ask(() => store.series({ ...selection, from, to, step, by: 'status', lines: PLOT_LINES })),
    ask(() => store.search({ ...selection, limit: LISTED })),
    ask(() => store.latest(selection, 1)),
    visit.tokenFor(path),
  ]);
  if (!group.isAnswered) return unavailablePage('Group', noteOf(group.problem));
  if (group.value === undefined)
    return missingPage(visit, 'There is no such group. It may have been removed with age.');
  const found = group.value;
  const per = `per ${stepName(step)}`;
  return {
    title: `${found.name}: ${found.message}`.slice(0, 120),
    section: 'groups',
    main: html`<p class="crumbs"><a href="${links.to('/groups')}">Groups</a></p>
      <h1 class="failure">${found.name} <small>${found.message}</small></h1>
      <p class="marks">
        ${statusTag(found.status)} ${stateTag(found)} ${code(found.code)}
        ${[found.api, found.route].filter(Boolean).join(' · ')}
      </p>
      ${done(visit.query.get('done'))}
      <div class="columns">
        <div>
          <section class="card" aria-labelledby="rate">
            <div class="heading">
              <h2 id="rate">Occurrences <small>${per}</small></h2>
              ${spanChoice({ ...span, from, to, step }, path, visit)}
            </div>
            ${shown(series, (value) => statusPlot(value, `Occurrences of this group, ${per}`, 180))}
          </section>
          <section class="card" aria-labelledby="stack">
            <h2 id="stack">Stack of the newest</h2>
            ${shown(latest, newestStack)}
          </section>
          <section class="card" aria-labelledby="newest">
            <div class="heading">
              <h2 id="newest">Newest occurrences</h2>
              <a href="${links.to('/occurrences', { group: fingerprint })}">All occurrences</a>
            </div>
            ${shown(occurrences, ({ items }) => (items.length === 0 ? html`<p class="empty">None is kept any more; they were removed with age.</p>` : occurrenceTable(items, visit, 'Newest occurrences', true)))}
          </section>
        </div>
        <div>
          <section class="card" aria-labelledby="facts">
            <h2 id="facts">Facts</h2>
            ${groupFacts(found, visit)}
          </section>
          <section class="card" aria-labelledby="act">
            <h2 id="act">What to do</h2>
            ${groupForms(found, links.to(path), token)}
          </section>
          <section class="card" aria-labelledby="history">
            <h2 id="history">History</h2>
            ${groupHistory(found, visit)}
          </section>
        </div>
      </div>`,
  };
}

function groupFacts(group: Group, { now }: Visit): Html {
  const { count, firstAt, lastAt, firstRelease, lastRelease, fingerprint, fault, reopened } = group;
  return factList([
    ['Count', html`<b>${longCount(count)}</b>`],
    ['Fault', fault],
    ['First', when(firstAt, now)],
    ['Last', when(lastAt, now)],
    ['First release', code(firstRelease)],
    ['Last release', code(lastRelease)],
    ['Opened again', reopened && when(reopened.at, now)],
    ['Fingerprint', code(fingerprint)],
  ]);
}

function newestStack([newest]: readonly StoredOccurrence[]): Html {
  const stack = newest?.error.stack;
  if (stack === undefined) return html`<p class="empty">It has none.</p>`;
  return stackOf(stack);
}

/** What was just done, in words of ours: the address is anybody's. */
const DONE: ReadonlyMap<string | null, string> = new Map([
  ['resolve', 'Resolved. It opens again when it recurs.'],
  ['mute', 'Muted: it is counted on, and alerts say nothing about it.'],
  ['ignore', 'Ignored: alerts say nothing about it, and lists leave it out.'],
  ['reopen', 'Open again.'],
  ['note', 'The note is added.'],
]);

function done(action: string | null): Html | undefined {
  const text = DONE.get(action);
  return text === undefined ? undefined : html`<p class="note good" role="status">${text}</p>`;
}
