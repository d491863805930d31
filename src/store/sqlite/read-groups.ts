/** Groups: one, and lists. */

import { DEFAULT_LIMIT } from '../check-query.ts';
import type { Group, GroupQuery, GroupSummary } from '../group.ts';
import { groupOf, summarized, type GroupRecord } from '../group-record.ts';
import type { Row, Value } from './driver.ts';
import type { Statements } from './statements.ts';
import { fromKey, keyOf, needleOf } from './text.ts';
import { HOUR } from './time.ts';

/** For a page: a long search is several short ones. */
const MAX_LOOKED_AT = 10_000;
const TREND_HOURS = 24;

/** What a list is sorted by, and what tells equals apart. */
export interface GroupPlace {
  readonly value: number;
  readonly fingerprint: string;
}

export interface Groups {
  readonly items: readonly GroupSummary[];
  readonly next?: GroupPlace;
}

const COLUMNS = { count: 'count', recent: 'last_at', new: 'first_at' } as const;

export function group(statements: Statements, fingerprint: string, now: number): Group | undefined {
  const row = statements.get('SELECT id, record FROM grp WHERE fingerprint = ?', keyOf(fingerprint));
  if (row === undefined) return undefined;
  const id = Number(row.id);
  return groupOf(recordOf(row), trendsOf(statements, [id], now).get(id)!);
}

export function groups(
  statements: Statements,
  query: GroupQuery,
  start: GroupPlace | undefined,
  now: number,
): Groups {
  const { sort = 'recent', limit = DEFAULT_LIMIT, text } = query;
  const by = COLUMNS[sort];
  const after = start === undefined ? 'true' : `${by} <= ? AND (${by} < ? OR fingerprint > ?)`;
  const afterValues = start === undefined ? [] : [start.value, start.value, keyOf(start.fingerprint)];
  const sorted = `SELECT * FROM grp WHERE ${after} ORDER BY ${by} DESC, fingerprint`;
  const { sql, values } = conditionsOf(query);
  const rows = statements.all(
    `SELECT id, ${by} AS value, fingerprint, record FROM (${sorted} LIMIT ${MAX_LOOKED_AT})
      WHERE ${sql} ORDER BY ${by} DESC, fingerprint LIMIT ?`,
    ...afterValues,
    ...values,
    // One more than asked for tells whether there are more.
    limit + 1,
  );
  const shown = rows
    .slice(0, limit)
    .map((row) => ({ id: Number(row.id), record: recordOf(row) }))
    .filter(({ record }) => text === undefined || hasWords(record, text));
  const trends = trendsOf(
    statements,
    shown.map(({ id }) => id),
    now,
  );
  const items = shown.map(({ id, record }) => {
    return Object.assign(summarized(record), { trend: trends.get(id)! });
  });
  const last =
    rows.length > limit
      ? rows[limit - 1]
      : statements.get(
          `SELECT ${by} AS value, fingerprint FROM (${sorted} LIMIT 1 OFFSET ${MAX_LOOKED_AT - 1})`,
          ...afterValues,
        );
  return { items, ...(last !== undefined && { next: placeOf(last) }) };
}

function conditionsOf(query: GroupQuery): { readonly sql: string; readonly values: readonly Value[] } {
  const { state, api, code, status, fault, text, since } = query;
  const parts: (readonly [string, Value | undefined])[] = [
    [state === undefined ? 'state <> ?' : 'state = ?', state ?? 'ignored'],
    ['api = ?', api === undefined ? undefined : keyOf(api)],
    ['code = ?', code === undefined ? undefined : keyOf(code)],
    ['status = ?', status],
    ['fault = ?', fault],
    ['last_at >= ?', since],
    ['instr(hay, ?) > 0', text === undefined ? undefined : needleOf(text)],
  ];
  const given = parts.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]));
  return { sql: given.map(({ sql }) => sql).join(' AND '), values: given.map(({ value }) => value) };
}

/** Counts of the last 24 hours, by group. */
export function trendsOf(
  statements: Statements,
  ids: readonly number[],
  now: number,
): ReadonlyMap<number, readonly number[]> {
  const first = Math.floor(now / HOUR) - TREND_HOURS + 1;
  const hours = Array.from({ length: TREND_HOURS }, (_, index) => first + index);
  const trends = new Map(ids.map((id) => [id, hours.map(() => 0)]));
  for (const { id, time, count } of statements.all(TRENDS, JSON.stringify(ids), JSON.stringify(hours)))
    trends.get(Number(id))![Number(time) - first] = Number(count);
  return trends;
}

const TRENDS = `SELECT k.grp AS id, c.time AS time, sum(c.count) AS count
  FROM json_each(?) g CROSS JOIN kind k ON k.grp = g.value
  CROSS JOIN json_each(?) h CROSS JOIN hour_kind c ON c.time = h.value AND c.kind = k.id
  GROUP BY k.grp, c.time`;

function hasWords({ name, message, code, route = '' }: GroupRecord, text: string): boolean {
  const wanted = text.toLowerCase();
  return [name, message, code, route].some((part) => part.toLowerCase().includes(wanted));
}

function recordOf({ record }: Row): GroupRecord {
  return JSON.parse(String(record)) as GroupRecord;
}

function placeOf({ value, fingerprint }: Row): GroupPlace {
  return { value: Number(value), fingerprint: fromKey(fingerprint) };
}
