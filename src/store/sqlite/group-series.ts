/** Counts of the groups that were the most frequent in a time. */

import { bucketsOf } from '../check-query.ts';
import type { Series, SeriesQuery } from '../query.ts';
import { addTo, DEFAULT_LINES, emptyLine, shownOf, without, type Line } from '../series-lines.ts';
import { conditionsOf, type Conditions } from './conditions.ts';
import { BUCKET, sourceOf, spanOf, timesOf } from './count-source.ts';
import type { Row } from './driver.ts';
import { hourParts, stepParts, type CountedPart } from './parts.ts';
import type { Statements } from './statements.ts';
import { fromKey } from './text.ts';

/**
 * However many groups there are, only those that have a line are told apart by time; the others have what is left of all,
 * and with them what is counted of groups that are gone.
 */
export function groupSeries(statements: Statements, query: SeriesQuery): Series {
  const { from, to, step, lines: most = DEFAULT_LINES, by: _by, ...selection } = query;
  const { first, length } = bucketsOf(query);
  const conditions = conditionsOf(statements, selection);
  const ids = mostFrequent(statements, hourParts(from, to), conditions, most);
  const lines = new Map<number, Line>();
  for (const { id, fingerprint } of statements.all(NAMES, JSON.stringify(ids)))
    lines.set(Number(id), emptyLine(fromKey(fingerprint), length));
  const all = emptyLine(null, length);
  const parts = stepParts(from, to, step);
  const source = sourceOf(parts, conditions);
  for (const { bucket, count } of statements.all(
    `SELECT ${BUCKET} AS bucket, sum(count) AS count FROM (${source.sql}) GROUP BY 1`,
    first,
    step,
    ...source.values,
  ))
    addTo(all, Number(bucket), Number(count));
  for (const part of parts) {
    for (const { id, bucket, count } of countsOf(statements, part, conditions, ids, query))
      addTo(lines.get(Number(id))!, Number(bucket), Number(count));
  }
  return { from: first, step, lines: shownOf(lines.values(), without(all, lines.values()), most) };
}

const NAMES =
  'SELECT g.id AS id, g.fingerprint AS fingerprint FROM json_each(?) w CROSS JOIN grp g ON g.id = w.value';

/** The dimensions that are asked for: few, and known before the first count is looked at. */
const among = ({ sql }: Conditions): string => `k.dim IN (SELECT d.id FROM dim d WHERE ${sql})`;

function mostFrequent(
  statements: Statements,
  parts: readonly CountedPart[],
  conditions: Conditions,
  most: number,
): readonly number[] {
  const { group, values } = conditions;
  if (group === null) return [];
  if (group !== undefined) return [group];
  const counts = parts.map(({ unit }) => `SELECT kind, count FROM ${unit}_kind WHERE time >= ? AND time < ?`);
  return statements
    .all(
      `SELECT k.grp AS id, sum(c.count) AS count FROM (${counts.join(' UNION ALL ')}) c
        CROSS JOIN kind k ON k.id = c.kind WHERE ${among(conditions)} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?`,
      ...parts.flatMap(({ from, to }) => [from, to]),
      ...values,
      most,
    )
    .map(({ id }) => Number(id));
}

function countsOf(
  statements: Statements,
  { unit, from, to }: CountedPart,
  conditions: Conditions,
  ids: readonly number[],
  query: SeriesQuery,
): readonly Row[] {
  return statements.all(
    `SELECT id, ${BUCKET} AS bucket, sum(count) AS count FROM (
        SELECT k.grp AS id, c.time * ${spanOf(unit)} AS time, c.count AS count
          FROM json_each(?) w CROSS JOIN kind k ON k.grp = w.value
          CROSS JOIN (${timesOf(unit)}) t CROSS JOIN ${unit}_kind c ON c.time = t.time AND c.kind = k.id
          WHERE ${among(conditions)}
      ) GROUP BY 1, 2`,
    bucketsOf(query).first,
    query.step,
    JSON.stringify(ids),
    from,
    to,
    to,
    ...conditions.values,
  );
}
