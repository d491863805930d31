/** Which page an address is. */

import { idIn, segmentOf } from './links.ts';
import type { Made, Visit } from './page.ts';
import { changeGroup } from './pages/group-change.ts';
import { groupPage } from './pages/group.ts';
import { groupsPage } from './pages/groups.ts';
import { healthPage } from './pages/health.ts';
import { lookupPage } from './pages/lookup.ts';
import { occurrencePage } from './pages/occurrence.ts';
import { occurrencesPage } from './pages/occurrences.ts';
import { overviewPage } from './pages/overview.ts';
import { reportFile, reportPage } from './pages/report.ts';

type Show = (visit: Visit) => Made | Promise<Made>;
type ShowOne = (visit: Visit, id: string) => Made | Promise<Made>;
type Change = (visit: Visit, id: string, form: URLSearchParams) => Promise<Made>;

export interface Route {
  /** The one way to write it. */
  readonly path: string;
  show(visit: Visit): Made | Promise<Made>;
  /** What a form sent there does; absent: it takes none. */
  change?(visit: Visit, form: URLSearchParams): Promise<Made>;
}

const PAGES: ReadonlyMap<string, Show> = new Map<string, Show>([
  ['/', overviewPage],
  ['/lookup', lookupPage],
  ['/groups', groupsPage],
  ['/occurrences', occurrencesPage],
  ['/report', reportPage],
  ['/report/file', reportFile],
  ['/health', healthPage],
]);

const ITEMS: ReadonlyMap<string, { readonly show: ShowOne; readonly change?: Change; readonly ids: RegExp }> =
  new Map([
    ['/groups', { show: groupPage, change: changeGroup, ids: /^[\w.:-]{1,64}$/ }],
    ['/occurrences', { show: occurrencePage, ids: /^[^\p{Cc}\p{Cs}]{1,200}$/u }],
  ]);

/** A path is matched as it was sent, but for one slash at its end; `undefined`: it is no page. */
export function routeOf(path: string): Route | undefined {
  const named = /[^/]\/$/.test(path) ? path.slice(0, -1) : path;
  const page = PAGES.get(named);
  if (page !== undefined) return { path: named, show: page };
  const end = named.lastIndexOf('/');
  const folder = named.slice(0, end);
  const item = ITEMS.get(folder);
  const id = idIn(named.slice(end + 1));
  if (item === undefined || id === undefined || !item.ids.test(id)) return undefined;
  const { show, change } = item;
  return {
    path: `${folder}/${segmentOf(id)}`,
    show: (visit) => show(visit, id),
    ...(change !== undefined && { change: (visit: Visit, form: URLSearchParams) => change(visit, id, form) }),
  };
}
