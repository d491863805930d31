/** Groups: what fails, most likely one bug each. */

import type { GroupQuery, GroupState } from '../../store/group.ts';
import { ask, shown, statusOf } from '../ask.ts';
import { given } from '../given.ts';
import { html } from '../markup.ts';
import type { Page, Visit } from '../page.ts';
import { failureFields, searchField } from '../view/failure-fields.ts';
import { choiceField, filterForm, problemList, type Option } from '../view/fields.ts';
import { FAULTS, filtersIn } from '../view/filters.ts';
import { groupTable } from '../view/group-table.ts';
import { paging } from '../view/paging.ts';
import { apisIn } from '../view/apis.ts';

const LIMIT = 50;
const STATES: readonly GroupState[] = ['open', 'resolved', 'muted', 'ignored'];
const SORTS = ['recent', 'count', 'new'] as const;

const STATE_OPTIONS: readonly Option[] = [
  ['', 'any but ignored'],
  ...STATES.map((state): Option => [state, state]),
];
const SORT_OPTIONS: readonly Option[] = [
  ['recent', 'failed last'],
  ['count', 'most frequent ever'],
  ['new', 'newest'],
];

export async function groupsPage(visit: Visit): Promise<Page> {
  const { store, links, now, query } = visit;
  const filters = filtersIn(query);
  const text = filters.text('text', 200);
  const code = filters.text('code', 512);
  const api = filters.text('api', 512);
  const status = filters.status('status');
  const fault = filters.choice('fault', FAULTS);
  const state = filters.choice('state', STATES);
  const sort = filters.choice('sort', SORTS) ?? 'recent';
  const chosen = { text, state, sort, status, fault, api, code };
  const cursor = query.get('cursor') ?? undefined;
  const asking: GroupQuery = { ...given({ ...chosen, cursor }), limit: LIMIT, now };
  const [groups, apis] = await Promise.all([ask(() => store.groups(asking)), apisIn(visit)]);
  return {
    status: statusOf(groups),
    title: 'Groups',
    section: 'groups',
    main: html`<h1>Groups</h1>
      ${filterForm(
        links.to('/groups'),
        [
          searchField(text, 'name, message, code, route'),
          choiceField({ name: 'sort', label: 'Order', value: sort }, SORT_OPTIONS),
          choiceField({ name: 'state', label: 'State', value: state }, STATE_OPTIONS),
          failureFields(chosen, apis),
        ],
        query.size > 0 ? links.to('/groups') : undefined,
      )}
      ${problemList(filters.problems)}
      <section class="card" aria-label="Groups">
        ${shown(groups, ({ items, next }) => html`${items.length === 0 ? html`<p class="empty">${next === undefined ? 'No such groups.' : 'None so far; look on the next page.'}</p>` : groupTable(items, visit, 'Groups')}${paging('/groups', chosen, next, visit)}`)}
      </section>`,
  };
}
