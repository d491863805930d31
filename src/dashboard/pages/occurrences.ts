/** Occurrences, newest first, narrowed as the form says. */

import { ask, shown, statusOf } from '../ask.ts';
import { given } from '../given.ts';
import { html } from '../markup.ts';
import type { Page, Visit } from '../page.ts';
import { apisIn } from '../view/apis.ts';
import { failureFields, searchField, windowFields } from '../view/failure-fields.ts';
import { filterForm, problemList, textField } from '../view/fields.ts';
import { FAULTS, filtersIn } from '../view/filters.ts';
import { occurrenceTable } from '../view/occurrence-table.ts';
import { paging } from '../view/paging.ts';

const LIMIT = 50;

export async function occurrencesPage(visit: Visit): Promise<Page> {
  const { store, links, query } = visit;
  const filters = filtersIn(query);
  const text = filters.text('text', 200);
  const from = filters.time('from');
  const to = filters.time('to');
  const status = filters.status('status');
  const fault = filters.choice('fault', FAULTS);
  const api = filters.text('api', 512);
  const code = filters.text('code', 512);
  const route = filters.text('route', 512);
  const group = filters.text('group', 64);
  const cursor = query.get('cursor') ?? undefined;
  const asking = given({ text, from, to, status, fault, api, code, route, fingerprint: group, cursor });
  const [found, apis] = await Promise.all([
    ask(() => store.search({ ...asking, limit: LIMIT })),
    apisIn(visit),
  ]);
  const chosen = { text, from: isoOf(from), to: isoOf(to), status, fault, api, code, route, group };
  return {
    status: statusOf(found),
    title: 'Occurrences',
    section: 'occurrences',
    main: html`<h1>Occurrences</h1>
      ${filterForm(
        links.to('/occurrences'),
        [
          searchField(text, 'name, message, path, reference'),
          windowFields(from, to),
          failureFields(chosen, apis),
          textField({ name: 'route', label: 'Route', value: route, most: 512 }),
          textField({ name: 'group', label: 'Group', value: group, most: 64 }),
        ],
        query.size > 0 ? links.to('/occurrences') : undefined,
      )}
      ${problemList(filters.problems)}
      <section class="card" aria-label="Occurrences">
        ${shown(found, ({ items, next }) => html`${items.length === 0 ? html`<p class="empty">${next === undefined ? 'No such occurrences.' : 'None so far; look on the next page.'}</p>` : occurrenceTable(items, visit, 'Occurrences, newest first')}${paging('/occurrences', chosen, next, visit)}`)}
      </section>`,
  };
}

function isoOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}
