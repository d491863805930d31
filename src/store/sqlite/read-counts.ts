/** Counts, from those that are kept by the hour and by the minute. */

import { bucketsOf } from '../check-query.ts';
import type { Selection, Series, SeriesQuery, StatusCount } from '../query.ts';
import { addTo, DEFAULT_LINES, emptyLine, shownOf, type Line } from '../series-lines.ts';
import { conditionsOf, type Conditions } from './conditions.ts';
import { BUCKET, sourceOf } from './count-source.ts';
import type { Value } from './driver.ts';
import { groupSeries } from './group-series.ts';
import { hourParts, stepParts, totalParts } from './parts.ts';
import { inSnapshot, type Statements } from './statements.ts';
import { fromKey } from './text.ts';

export function totals(statements: Statements, selection: Selection): readonly StatusCount[] {
  const { sql, values } = sourceOf(totalParts(selection), conditionsOf(statements, selection));
  return statements
    .all(
      `SELECT status, sum(count) AS count FROM (${sql}) GROUP BY status ORDER BY 2 DESC, status`,
      ...values,
    )
    .map(({ status, count }) => ({ status: Number(status), count: Number(count) }));
}

/** Of one state of the file, though it takes more than one statement. */
export function series(statements: Statements, query: SeriesQuery): Series {
  const { by } = query;
  return inSnapshot(statements.db, () =>
    by === 'fingerprint' ? groupSeries(statements, query) : dimSeries(statements, query, by),
  );
}

/** What a row of `dim` says. */
type By = Exclude<SeriesQuery['by'], 'fingerprint'>;

function dimSeries(statements: Statements, query: SeriesQuery, by: By): Series {
  const { from, to, step, lines: most = DEFAULT_LINES, by: _by, ...selection } = query;
  const { first, length } = bucketsOf(query);
  const conditions = conditionsOf(statements, selection);
  const keys = by === undefined ? [''] : keysOf(statements, by, conditions, query);
  const lines = new Map<Value, Line>(keys.map((key) => [key, emptyLine(nameOf(by, key), length)]));
  const others = emptyLine(null, length);
  const source = sourceOf(stepParts(from, to, step), conditions);
  const rows = statements.all(
    `SELECT ${BUCKET} AS bucket, ${KEY_OF[by ?? 'all']} AS key, sum(count) AS count
      FROM (${source.sql}) GROUP BY 1, 2`,
    first,
    step,
    ...(by === undefined ? [] : [JSON.stringify(keys)]),
    ...source.values,
  );
  for (const { bucket, key, count } of rows) addTo(lines.get(key!) ?? others, Number(bucket), Number(count));
  return {
    from: first,
    step,
    lines: by === undefined ? [...lines.values()] : shownOf(lines.values(), others, most),
  };
}

const among = (column: NonNullable<By>): string =>
  `CASE WHEN ${column} IN (SELECT value FROM json_each(?)) THEN ${column} END`;
const KEY_OF: Readonly<Record<NonNullable<By> | 'all', string>> = {
  all: `''`,
  api: among('api'),
  code: among('code'),
  fault: among('fault'),
  route: among('route'),
  status: among('status'),
};

/** Those that may have a line. */
function keysOf(
  statements: Statements,
  by: NonNullable<By>,
  conditions: Conditions,
  { from, to, lines = DEFAULT_LINES }: SeriesQuery,
): readonly Value[] {
  // There are few: to look for the most frequent of them first would cost as much as to tell them all apart.
  if (by === 'fault' || by === 'status')
    return statements
      .all(`SELECT DISTINCT d.${by} AS key FROM dim d WHERE ${conditions.sql}`, ...conditions.values)
      .map(({ key }) => key!);
  const { sql, values } = sourceOf(hourParts(from, to), conditions);
  return statements
    .all(
      `SELECT ${by} AS key, sum(count) AS count FROM (${sql}) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?`,
      ...values,
      lines,
    )
    .map(({ key }) => key!);
}

function nameOf(by: By, key: Value): string {
  return by === 'api' || by === 'code' || by === 'route' ? fromKey(key) : String(key);
}
