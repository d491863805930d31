/** The groups that failed most often in a time, and what is known of them. */

import type { Group, GroupSummary } from '../store/group.ts';
import type { SeriesLine, SeriesQuery } from '../store/query.ts';
import type { Store } from '../store/store.ts';

export interface GroupCount {
  readonly group: GroupSummary;
  /** In the time that was asked for. */
  readonly total: number;
  /** One a bucket. */
  readonly counts: readonly number[];
}

/** Asked for besides, in the place of those that are left out: as a rule, people ignore few groups. */
const SPARE = 4;
/** As many as a series can have. */
const MAX_LINES = 100;

/**
 * The most frequent first. Without those that are ignored, and those that a store has counts of but does not know any more.
 * @param most groups, at most 96
 */
export async function readTopGroups(
  store: Pick<Store, 'group' | 'series'>,
  query: Omit<SeriesQuery, 'by' | 'lines'>,
  most: number,
): Promise<readonly GroupCount[]> {
  for (let lines = most + SPARE; ; lines = MAX_LINES) {
    const series = await store.series({ ...query, by: 'fingerprint', lines });
    const own = series.lines.filter(({ key }) => key !== null);
    const groups = await shownOf(store, own, most);
    if (groups.length === most || own.length < lines || lines === MAX_LINES) return groups;
  }
}

async function shownOf(
  store: Pick<Store, 'group'>,
  lines: readonly SeriesLine[],
  most: number,
): Promise<readonly GroupCount[]> {
  const shown: GroupCount[] = [];
  for (let next = 0; next < lines.length && shown.length < most;) {
    // No more than are missing: each is a question to the store.
    const some = lines.slice(next, next + most - shown.length);
    next += some.length;
    const groups = await Promise.all(some.map(({ key }) => store.group(key!)));
    for (const [index, group] of groups.entries()) {
      const { total, counts } = some[index]!;
      if (group !== undefined && group.state !== 'ignored')
        shown.push({ group: summaryOf(group), total, counts });
    }
  }
  return shown;
}

/** What people wrote about it is for those who look at it alone. */
function summaryOf({ notes: _notes, history: _history, ...summary }: Group): GroupSummary {
  return summary;
}
