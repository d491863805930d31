/** Groups: lists of them, one of them, and what people do to it. */

import { DEFAULT_LIMIT } from '../check-query.ts';
import type { Group, GroupQuery, GroupSummary, GroupUpdate } from '../group.ts';
import { groupOf, summarized, withUpdate, type GroupRecord } from '../group-record.ts';
import { cursorOf, positionOf } from '../cursor.ts';
import type { Page } from '../query.ts';
import type { Values } from './conditions.ts';
import { BRIEF, RECORD, recordOf, updateGroups } from './group-rows.ts';
import type { Session } from './session.ts';
import { toColumn, toWanted } from './text.ts';
import { trendsOf } from './trends.ts';

const SORTED_BY = {
  count: { column: 'count', member: 'count' },
  recent: { column: 'last_at', member: 'lastAt' },
  new: { column: 'first_at', member: 'firstAt' },
} as const;

/** Rows that are looked at for one page. */
const MAX_LOOKED_AT = 10_000;

export async function groupsFound(
  session: Session,
  schema: string,
  query: GroupQuery,
  now: number,
): Promise<Page<GroupSummary>> {
  const { sort = 'recent', limit = DEFAULT_LIMIT, cursor } = query;
  const { column, member } = SORTED_BY[sort];
  const values: unknown[] = [];
  const add: Values = (value) => `$${values.push(value)}`;
  const matches = matchesOf(query, add).join(' AND ');
  let behind = 'true';
  if (cursor !== undefined) {
    const { value, key } = positionOf(sort, cursor);
    const at = add(value);
    behind = `${column} <= ${at}::bigint
      AND (${column} < ${at}::bigint OR fingerprint > ${add(key)}::text COLLATE "C")`;
  }
  const rows = await session.query(
    `SELECT ${BRIEF}, is_match, is_end FROM (
       SELECT s.*, ${matches} AS is_match, row_number() OVER (ORDER BY ${column} DESC, fingerprint) = ${MAX_LOOKED_AT} AS is_end
         FROM (SELECT * FROM ${schema}.groups WHERE ${behind}
                ORDER BY ${column} DESC, fingerprint LIMIT ${MAX_LOOKED_AT}) s) w
      WHERE is_match OR is_end ORDER BY ${column} DESC, fingerprint LIMIT ${limit + 2}`,
    values,
  );
  const found = rows.map((row) => ({
    record: recordOf(row),
    isMatch: row[3] === 't',
    isEnd: row[4] === 't',
  }));
  const matching = found.filter(({ isMatch }) => isMatch);
  const shown = matching.slice(0, limit);
  const last = matching.length > limit ? shown.at(-1) : found.find(({ isEnd }) => isEnd);
  const trends = await trendsOf(
    session,
    schema,
    shown.map(({ record }) => record.fingerprint),
    query.now ?? now,
  );
  const items = shown
    .filter(({ record }) => query.text === undefined || hasWords(record, query.text))
    .map(({ record }) => Object.assign(summarized(record), { trend: trends.get(record.fingerprint)! }));
  if (last === undefined) return { items };
  return { items, next: cursorOf(sort, { value: last.record[member], key: last.record.fingerprint }) };
}

/** Of a row `s` of the groups. */
function matchesOf({ state, api, code, status, fault, since, text }: GroupQuery, add: Values): string[] {
  const matches = [state === undefined ? `s.state <> 'ignored'` : `s.state = ${add(state)}::text`];
  if (api !== undefined) matches.push(`s.api = ${add(toColumn(api))}::text`);
  if (code !== undefined) matches.push(`s.code = ${add(toColumn(code))}::text`);
  if (status !== undefined) matches.push(`s.status = ${add(status)}::integer`);
  if (fault !== undefined) matches.push(`s.fault = ${add(fault)}::text`);
  if (since !== undefined) matches.push(`s.last_at >= ${add(since)}::bigint`);
  if (text !== undefined) matches.push(`strpos(s.words, ${add(toWanted(text))}) > 0`);
  return matches;
}

/** Columns may be found by a little more than stands in them. */
function hasWords({ name, message, code, route }: GroupRecord, text: string): boolean {
  const wanted = text.toLowerCase();
  return [name, message, code, route].some((part) => part?.toLowerCase().includes(wanted));
}

export async function groupFound(
  session: Session,
  schema: string,
  fingerprint: string,
  now: number,
): Promise<Group | undefined> {
  const [row] = await session.query(`SELECT ${RECORD} FROM ${schema}.groups WHERE fingerprint = $1`, [
    toColumn(fingerprint),
  ]);
  if (row === undefined) return undefined;
  const trends = await trendsOf(session, schema, [fingerprint], now);
  return groupOf(recordOf(row), trends.get(fingerprint)!);
}

export async function updateGroup(
  session: Session,
  schema: string,
  fingerprint: string,
  update: GroupUpdate,
  now: number,
): Promise<Group | undefined> {
  const key = toColumn(fingerprint);
  const [row] = await session.query(
    `SELECT ${RECORD} FROM ${schema}.groups WHERE fingerprint = $1 FOR UPDATE`,
    [key],
  );
  if (row === undefined) return undefined;
  const record = withUpdate(recordOf(row), update);
  await updateGroups(session, schema, [record], new Map([[fingerprint, JSON.stringify(record.history)]]));
  await session.query(`UPDATE ${schema}.groups SET notes = $2, has_notes = $3 WHERE fingerprint = $1`, [
    key,
    JSON.stringify(record.notes),
    record.notes.length > 0,
  ]);
  const trends = await trendsOf(session, schema, [fingerprint], now);
  return groupOf(record, trends.get(fingerprint)!);
}
