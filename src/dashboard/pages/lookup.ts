/** From a reference to what it stands for; and where it leads nowhere, why. */

import { lookUp, type Lookup } from '../../store/lookup.ts';
import { ask, noteOf } from '../ask.ts';
import { occurrencePath } from '../links.ts';
import { html, type Html } from '../markup.ts';
import type { Made, Visit } from '../page.ts';
import { lookupField } from '../view/lookup-field.ts';

const MOST = 200;

export async function lookupPage(visit: Visit): Promise<Made> {
  const typed = (visit.query.get('reference') ?? '').trim().slice(0, MOST);
  if (typed === '') return { location: visit.links.to('/') };
  const asked = await ask(() => lookUp(visit.store, typed));
  if (!asked.isAnswered) return nothing(visit, typed, 503, noteOf(asked.problem));
  const { value } = asked;
  if (value.kind === 'found') return { location: visit.links.to(occurrencePath(value.reference)) };
  return notFound(visit, value, typed);
}

/** The same for an address that was kept, or typed by hand. */
export function notFound(
  visit: Visit,
  { kind, reference }: Exclude<Lookup, { kind: 'found' }>,
  typed: string,
): Made {
  const why =
    kind === 'mistyped'
      ? html`<p class="note problem" role="alert">
          <strong>${reference} is not a reference.</strong> One symbol or more was misread, swapped or left
          out. Ask for it again, symbol by symbol: it has twelve, with no letters I, L, O or U.
        </p>`
      : html`<p class="note" role="status">
          <strong>${reference} is not in this store.</strong> It is spelled as references are. It may have
          been removed with age, be kept by another application’s store, or still be on its way: try again in
          a minute.
        </p>`;
  return nothing(visit, typed, 404, why);
}

function nothing(visit: Visit, typed: string, status: number, why: Html): Made {
  return {
    status,
    title: 'Not found',
    hasLookup: true,
    main: html`${lookupField(visit, typed)}${why}`,
  };
}
