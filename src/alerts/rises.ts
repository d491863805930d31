/** Rates of groups and of apis, for as many of them as memory allows, and which of them have just risen. */

import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import { addTo, createSeries, markTold, riseOf, type Rate, type Rise, type Series } from './rate.ts';

export interface Risen extends Rise {
  readonly of: 'api' | 'group';
  /** At least half of what the api has is of the group that the last one is of. */
  readonly isMostly: boolean;
}

export interface Rises {
  /** Counts one more, and tells whether it made something rise. */
  readonly add: (occurrence: StoredOccurrence, now: number) => Risen | undefined;
}

const MINUTE = 60_000;
const MAX_GROUPS = 2000;
const MAX_APIS = 200;
/** A clock that goes back further was set anew: what was counted is of no use. */
const MAX_BACK = 2;

interface Kept {
  /** The ones counted last come last. */
  readonly series: Map<string, Series>;
  readonly most: number;
  /** The minute from which on nothing was missed, and none forgotten. */
  since: number;
}

export function createRises(rate: Rate): Rises {
  let latest = -Infinity;
  let groups: Kept;
  let apis: Kept;

  function minuteAt(now: number): number {
    const minute = Math.floor(now / MINUTE);
    if (latest === -Infinity || minute < latest - MAX_BACK) {
      latest = minute;
      // The minute that it starts in is not known whole.
      groups = { series: new Map(), most: MAX_GROUPS, since: minute + 1 };
      apis = { series: new Map(), most: MAX_APIS, since: minute + 1 };
    }
    latest = Math.max(latest, minute);
    return latest;
  }

  function seriesOf(kept: Kept, key: string, minute: number): Series {
    const known = kept.series.get(key);
    if (known === undefined && kept.series.size >= kept.most) {
      forgetSome(kept);
      kept.since = minute + 1;
    }
    const series = known ?? createSeries(rate, minute, kept.since);
    kept.series.delete(key);
    kept.series.set(key, series);
    return series;
  }

  return {
    add({ fingerprint, api: named }, now) {
      const minute = minuteAt(now);
      const group = seriesOf(groups, fingerprint, minute);
      const api = seriesOf(apis, named?.id ?? '', minute);
      addTo(group, minute);
      addTo(api, minute);
      const isMostly = group.inWindow * 2 >= api.inWindow;
      const ofGroup = riseOf(group);
      if (ofGroup !== undefined) {
        // One alert for both.
        if (isMostly) markTold(api, api.inWindow / 2);
        return { ...ofGroup, of: 'group', isMostly };
      }
      const ofApi = riseOf(api);
      if (ofApi === undefined) return undefined;
      if (isMostly) markTold(group, group.inWindow / 2);
      return { ...ofApi, of: 'api', isMostly };
    },
  };
}

/** A part at once: what was deleted from the front of a Map is walked over until the Map is rebuilt. */
function forgetSome({ series, most }: Kept): void {
  for (const key of series.keys()) {
    if (series.size <= most - most / 16) return;
    series.delete(key);
  }
}
