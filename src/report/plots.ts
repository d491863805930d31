/** What the HTML of a report is drawn from. */

import type { SeriesLine } from '../store/query.ts';
import type { Store } from '../store/store.ts';
import { niceStep } from './charts/ticks.ts';
import { readTopGroups, type GroupCount } from './top-groups.ts';

export interface Plots {
  /** Where the first bucket begins. */
  readonly from: number;
  /** Milliseconds that a bucket spans. */
  readonly step: number;
  readonly buckets: number;
  /** By status from 400 on, the most frequent first; `null`: all others. */
  readonly statuses: readonly SeriesLine[];
  /** The most frequent first; `''`: those without a route, `null`: all others. */
  readonly routes: readonly RouteCount[];
  /** The 12 most frequent in the window, without those that are ignored. */
  readonly groups: readonly GroupCount[];
}

export interface RouteCount {
  readonly key: string | null;
  readonly total: number;
}

export interface Window {
  readonly from: number;
  readonly to: number;
  readonly api?: string;
}

const HOUR = 3_600_000;
const MAX_BUCKETS = 120;
const MAX_STATUSES = 6;
const MAX_ROUTES = 8;
const MAX_GROUPS = 12;

/** All from what stores count when they write, never from the occurrences themselves. */
export async function readPlots(store: Pick<Store, 'group' | 'series'>, window: Window): Promise<Plots> {
  const { from, to } = window;
  const step = niceStep(to - from, MAX_BUCKETS);
  // Of whole hours, which stores have counts of: all that is wanted is the totals.
  const whole = Math.ceil((to - from) / HOUR) * HOUR;
  const [series, routes, groups] = await Promise.all([
    store.series({ ...window, step, by: 'status', lines: MAX_STATUSES }),
    store.series({ ...window, step: whole, by: 'route', lines: MAX_ROUTES }),
    readTopGroups(store, { ...window, step }, MAX_GROUPS),
  ]);
  return {
    from: series.from,
    step,
    buckets: Math.ceil((to - series.from) / step),
    statuses: series.lines.filter(({ key, total }) => total > 0 && (key === null || Number(key) >= 400)),
    routes: routes.lines.filter(({ total }) => total > 0).map(({ key, total }) => ({ key, total })),
    groups,
  };
}
