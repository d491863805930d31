/** Everything about one failure. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import { lookUp } from '../../store/lookup.ts';
import { ask, noteOf, shown } from '../ask.ts';
import type { Group } from '../../store/group.ts';
import { longCount } from '../../report/charts/ticks.ts';
import { sparkline } from '../../report/charts/sparkline.ts';
import { groupPath, occurrencePath } from '../links.ts';
import { html, trusted, type Content, type Html } from '../markup.ts';
import type { Made, Visit } from '../page.ts';
import { ago, when } from '../time.ts';
import { causeList, propertyList } from '../view/causes.ts';
import { block, code } from '../view/facts.ts';
import { placeFacts, requestFacts } from '../view/request.ts';
import { sides } from '../view/sides.ts';
import { stackOf } from '../view/stack.ts';
import { stateTag, statusTag } from '../view/tags.ts';
import { notFound } from './lookup.ts';
import { unavailablePage } from './problem.ts';

export async function occurrencePage(visit: Visit, reference: string): Promise<Made> {
  const asked = await ask(() => lookUp(visit.store, reference));
  if (!asked.isAnswered) return unavailablePage('Occurrence', noteOf(asked.problem));
  const { value } = asked;
  if (value.kind !== 'found') return notFound(visit, value, reference);
  const wanted = visit.query.get('id');
  const occurrence = value.occurrences.find(({ id }) => id === wanted) ?? value.occurrences[0]!;
  const group = await ask(() => visit.store.group(occurrence.fingerprint));
  return {
    title: `${occurrence.correlationId} · ${occurrence.error.name}`,
    section: 'occurrences',
    main: html`${head(occurrence, visit)} ${others(occurrence, value.occurrences, visit)} ${sides(occurrence)}
      <div class="columns">
        <div>${told(occurrence)}</div>
        <div>
          ${card(
            'group',
            'Group',
            shown(group, (found) => groupOf(found, occurrence, visit)),
          )}
          ${around(occurrence)}
        </div>
      </div>`,
  };
}

const NOT_RECORDED = 'Not recorded: the process was killed just after the client was answered.';

/** What leads to the cause. */
function told(occurrence: StoredOccurrence): Content {
  const { causes, internal, request, unrecorded } = occurrence;
  const none = unrecorded
    ? NOT_RECORDED
    : 'It failed outside of a request, or the request could not be read.';
  return [
    stackCard(occurrence),
    causes && card('causes', 'Caused by', causeList(causes)),
    card(
      'request',
      'Request',
      request === undefined ? html`<p class="empty">${none}</p>` : requestFacts(request),
    ),
    internal !== undefined &&
      card('internal', 'Internal', block(JSON.stringify(internal, undefined, 2), 'Internal data')),
  ];
}

/** What stands around it. */
function around(occurrence: StoredOccurrence): Content {
  const { trail, notes } = occurrence;
  const found = notes?.map((note) => html`<li>${note}</li>`);
  return [
    card('place', 'Where', placeFacts(occurrence)),
    trail && card('trail', 'Trail', trailOf(trail)),
    found &&
      card(
        'notes',
        'Found on the way',
        html`<ul class="plain">
          ${found}
        </ul>`,
      ),
  ];
}

function card(id: string, title: string, content: Html): Html {
  return html`<section class="card" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${content}
  </section>`;
}

function head(
  { correlationId, at, status, error, code: ours }: StoredOccurrence,
  { links, now }: Visit,
): Html {
  return html`<p class="crumbs"><a href="${links.to('/occurrences')}">Occurrences</a></p>
    <h1 class="reference">
      ${correlationId} <button type="button" class="small" hidden data-copy="${correlationId}">Copy</button>
    </h1>
    <p class="marks">
      ${statusTag(status)} <strong>${error.type ?? error.name}</strong> ${code(ours)}
      <span>${when(at, now)}</span>
    </p>`;
}

/** An ID that a trusted caller gave may have come more than once. */
function others(
  shownOne: StoredOccurrence,
  all: readonly StoredOccurrence[],
  { links, now }: Visit,
): Html | undefined {
  if (all.length < 2) return undefined;
  const items = all.map(({ id, correlationId, at, error, status }) => {
    const mark = id === shownOne.id && html` aria-current="true"`;
    return html`<li>
      <a href="${links.to(occurrencePath(correlationId), { id })}" ${mark} data-item
        >${statusTag(status)} ${error.name}, ${ago(at, now)}</a
      >
    </li>`;
  });
  return html`<nav class="note" aria-label="Occurrences with this reference">
    <p>${all.length} occurrences have this reference:</p>
    <ul>
      ${items}
    </ul>
  </nav>`;
}

function whyNoStack({ unsampled, unrecorded }: StoredOccurrence): string {
  if (unrecorded) return NOT_RECORDED;
  return unsampled
    ? 'It came in a storm: its stack was not read. Others of its group have theirs.'
    : 'It has none: what was thrown is no error, or was stripped of it.';
}

function stackCard(occurrence: StoredOccurrence): Html {
  const { error } = occurrence;
  const { stack } = error;
  const shownStack =
    stack === undefined ? html`<p class="empty">${whyNoStack(occurrence)}</p>` : stackOf(stack);
  const properties = propertyList(error);
  return card(
    'stack',
    'Stack',
    html`${shownStack}${
      properties &&
      html`<h3>What the error tells</h3>
        ${properties}`
    }`,
  );
}

function trailOf(trail: readonly string[]): Html {
  const items = trail.map((step, index) => {
    const failed = index === trail.length - 1 && html` <span class="tag bad">failed</span>`;
    return html`<li><code>${step}</code>${failed}</li>`;
  });
  return html`<ol class="trail">
    ${items}
  </ol>`;
}

function groupOf(group: Group | undefined, { fingerprint }: StoredOccurrence, { links, now }: Visit): Html {
  if (group === undefined) return html`<p class="empty">It is not kept any more.</p>`;
  const { count, trend, lastAt } = group;
  return html`<p>${stateTag(group)} ${trusted(sparkline(trend, 'Occurrences of the last 24 hours'))}</p>
    <p>
      <b>${longCount(count)}</b> ${count === 1 ? 'occurrence' : 'occurrences'}, the last ${ago(lastAt, now)}
    </p>
    <p><a href="${links.to(groupPath(fingerprint))}">To the group</a></p>`;
}
