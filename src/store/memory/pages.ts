/** Pages of lists. */

import { DEFAULT_LIMIT, MINUTE } from '../check-query.ts';
import type { Group, GroupQuery, GroupSummary } from '../group.ts';
import { groupOf, summarized, type GroupRecord } from '../group-record.ts';
import type { Page, SearchQuery } from '../query.ts';
import { hasText, isSelected } from '../selection.ts';
import type { OccurrenceSummary } from '../store.ts';
import type { Counts } from './counts.ts';
import { cursorOf, positionOf } from '../cursor.ts';
import { later, type Kept } from './kept.ts';

/** Looked at for a page: a long search is several short ones. */
const MAX_LOOKED_AT = 20_000;
const SEARCH = 'search';
const HOUR = 60 * MINUTE;
const TREND_HOURS = 24;

export function searched(newestFirst: readonly Kept[], query: SearchQuery): Page<OccurrenceSummary> {
  const { text, limit = DEFAULT_LIMIT, cursor, ...selection } = query;
  const start = cursor === undefined ? 0 : indexBehind(newestFirst, cursor);
  const items: OccurrenceSummary[] = [];
  for (let index = start; index < newestFirst.length; index++) {
    const { summary } = newestFirst[index]!;
    const isFound = isSelected(summary, selection) && (text === undefined || hasText(summary, text));
    if (isFound && items.length === limit) return { items, next: nextAfter(items.at(-1)!) };
    if (isFound) items.push({ ...summary });
    if (index - start === MAX_LOOKED_AT) return { items, next: nextAfter(summary) };
  }
  return { items };
}

function nextAfter({ at, id }: OccurrenceSummary): string {
  return cursorOf(SEARCH, { value: at, key: id });
}

function indexBehind(newestFirst: readonly Kept[], cursor: string): number {
  const { value, key } = positionOf(SEARCH, cursor);
  const index = newestFirst.findIndex(({ summary }) => later(summary, { at: value, id: key }) > 0);
  return index < 0 ? newestFirst.length : index;
}

const SORTED_BY = { count: 'count', recent: 'lastAt', new: 'firstAt' } as const;

export function groupsFound(
  records: readonly GroupRecord[],
  counts: Counts,
  query: GroupQuery,
): Page<GroupSummary> {
  const { sort = 'recent', limit = DEFAULT_LIMIT, cursor, now = Date.now() } = query;
  const by = SORTED_BY[sort];
  const after = cursor === undefined ? undefined : positionOf(sort, cursor);
  const isBehind = ({ fingerprint, [by]: value }: GroupRecord): boolean =>
    after === undefined || value < after.value || (value === after.value && fingerprint > after.key);
  const found = records
    .filter((record) => isBehind(record) && isAskedFor(record, query))
    .toSorted((a, b) => b[by] - a[by] || (a.fingerprint < b.fingerprint ? -1 : 1));
  const shown = found.slice(0, limit);
  const trends = trendsOf(shown, counts, now);
  const items = shown.map((record) => ({
    ...plainCopy(summarized(record)),
    trend: trends.get(record.fingerprint)!,
  }));
  const last = shown.at(-1);
  if (last === undefined || found.length === shown.length) return { items };
  return { items, next: cursorOf(sort, { value: last[by], key: last.fingerprint }) };
}

/** With all that is known of it. */
export function groupFound(record: GroupRecord, counts: Counts, now: number): Group {
  return groupOf(plainCopy(record), trendsOf([record], counts, now).get(record.fingerprint)!);
}

/** Plain JSON data that its owner may change. */
export function plainCopy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function isAskedFor(record: GroupRecord, query: GroupQuery): boolean {
  const { state, code, status, fault, api = '', lastAt } = record;
  return (
    (query.state === undefined ? state !== 'ignored' : state === query.state) &&
    (query.api === undefined || api === query.api) &&
    (query.code === undefined || code === query.code) &&
    (query.status === undefined || status === query.status) &&
    (query.fault === undefined || fault === query.fault) &&
    (query.since === undefined || lastAt >= query.since) &&
    (query.text === undefined || hasWords(record, query.text))
  );
}

function hasWords({ name, message, code, route }: GroupRecord, text: string): boolean {
  const wanted = text.toLowerCase();
  return [name, message, code, route].some((part) => part?.toLowerCase().includes(wanted));
}

function trendsOf(
  records: readonly GroupRecord[],
  counts: Counts,
  now: number,
): ReadonlyMap<string, readonly number[]> {
  const first = Math.floor(now / HOUR) - TREND_HOURS + 1;
  const trends = new Map(
    records.map(({ fingerprint }) => [fingerprint, Array.from({ length: TREND_HOURS }, () => 0)]),
  );
  counts.each((minute, { fingerprint }, count) => {
    const hour = Math.floor(minute / HOUR) - first;
    const trend = trends.get(fingerprint);
    if (trend !== undefined && hour >= 0 && hour < TREND_HOURS) trend[hour]! += count;
  });
  return trends;
}
