/** What the client saw, beside what happened. */

import { phraseOf } from '../../http/status.ts';
import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import { laidOut } from '../../report/laid-out.ts';
import { html, type Html } from '../markup.ts';
import { block, code, factList } from './facts.ts';
import { statusTag } from './tags.ts';

export function sides(occurrence: StoredOccurrence): Html {
  return html`<div class="sides">
    <section class="card client" aria-labelledby="client">
      <h2 id="client">What the client saw</h2>
      ${clientSide(occurrence)}
    </section>
    <section class="card server" aria-labelledby="happened">
      <h2 id="happened">What happened</h2>
      ${serverSide(occurrence)}
    </section>
  </div>`;
}

function clientSide({ answer, status, unrecorded }: StoredOccurrence): Html {
  if (unrecorded)
    return html`<p class="empty">
      This reference, with status ${status}. The rest was not recorded: the process was killed just then.
    </p>`;
  if (answer === undefined) return html`<p class="empty">Nothing: nobody was there to be answered.</p>`;
  if (status === 499) return html`<p class="empty">Nothing: it went away before the answer.</p>`;
  const facts = factList([
    ['Status', html`${statusTag(answer.status)} ${phraseOf(answer.status)}`],
    ['Type', code(answer.contentType)],
    ['Language', answer.language],
  ]);
  const body =
    answer.body === ''
      ? html`<p class="empty">Without a body.</p>`
      : block(laidOut(answer.body), 'Body of the answer');
  return html`${facts}${body}`;
}

function serverSide(occurrence: StoredOccurrence): Html {
  const { error, code: ours, family, vetted, expected, fault, decision } = occurrence;
  const reasons = decision?.map((reason) => html`<li>${reason}</li>`);
  const facts = factList([
    ['Its code', code(error.code)],
    ['Message', vetted ? 'vetted: the client could read it' : 'not vetted: the client could not read it'],
    ['Fault', FAULTS.get(fault) ?? fault],
    ['Expected', expected && 'yes: an outcome of the use case, which never alerts'],
    ['Known as', family === 'unexpected' ? 'unexpected: no recognizer knows it' : family],
    ['Answered as', code(ours)],
  ]);
  const why =
    reasons &&
    html`<h3>Why the client got that</h3>
      <ol class="reasons">
        ${reasons}
      </ol>`;
  return html`<p class="thrown">${error.type ?? error.name}</p>
    ${block(error.message, 'Message of the error')} ${facts} ${why}`;
}

const FAULTS: ReadonlyMap<string, string> = new Map([
  ['server', 'the server’s'],
  ['client', 'the client’s'],
  ['abort', 'none: the client went away'],
]);
