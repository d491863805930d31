/** What is counted, as rows: of times, and of what can be reported by. */

import type { Conditions } from './conditions.ts';
import type { Value } from './driver.ts';
import type { TimePart } from './parts.ts';
import { HOUR, MINUTE } from './time.ts';

/** Rows of `time` (milliseconds), `count`, and what can be reported by. */
export interface Source {
  readonly sql: string;
  readonly values: readonly Value[];
}

const COLUMNS = 'd.status AS status, d.code AS code, d.fault AS fault, d.api AS api, d.route AS route';
const NOTHING: Source = {
  sql: `SELECT 0 AS time, 0 AS count, ${COLUMNS} FROM dim d WHERE false`,
  values: [],
};

/**
 * In which bucket the `time` of a row is; its values are where the first begins, and the step. Whole numbers: some libraries
 * hand every number over as a fraction.
 */
export const BUCKET = '(time - CAST(? AS INTEGER)) / CAST(? AS INTEGER)';

export function sourceOf(parts: readonly TimePart[], conditions: Conditions): Source {
  if (parts.length === 0 || conditions.group === null) return NOTHING;
  const sources = parts.map((part) => partOf(part, conditions));
  return {
    sql: sources.map(({ sql }) => sql).join(' UNION ALL '),
    values: sources.flatMap(({ values }) => values),
  };
}

function partOf({ unit, from, to }: TimePart, { sql, values, group }: Conditions): Source {
  if (unit === 'row')
    return {
      sql: `SELECT o.at AS time, 1 AS count, ${COLUMNS} FROM occurrence o
        CROSS JOIN kind k ON k.id = o.kind CROSS JOIN dim d ON d.id = k.dim
        WHERE o.at >= ? AND o.at < ? AND ${sql}${typeof group === 'number' ? ' AND k.grp = ?' : ''}`,
      values: [from, to, ...values, ...(typeof group === 'number' ? [group] : [])],
    };
  const columns = `c.time * ${spanOf(unit)} AS time, c.count AS count, ${COLUMNS}`;
  if (typeof group !== 'number')
    return {
      sql: `SELECT ${columns} FROM ${unit}_dim c CROSS JOIN dim d ON d.id = c.dim
        WHERE c.time >= ? AND c.time < ? AND ${sql}`,
      values: [from, to, ...values],
    };
  return {
    sql: `SELECT ${columns} FROM (${timesOf(unit)}) t
      CROSS JOIN kind k CROSS JOIN ${unit}_kind c ON c.time = t.time AND c.kind = k.id
      CROSS JOIN dim d ON d.id = k.dim WHERE k.grp = ? AND ${sql}`,
    values: [from, to, to, group, ...values],
  };
}

export function spanOf(unit: 'hour' | 'minute'): number {
  return unit === 'hour' ? HOUR : MINUTE;
}

/**
 * The times that there are, one after the other, so that in each only some groups are looked at: others may be a thousand
 * times as many. Its values are the begin, and twice the end.
 */
export function timesOf(unit: 'hour' | 'minute'): string {
  return `WITH RECURSIVE times (time) AS (
      SELECT min(time) FROM ${unit}_dim WHERE time >= ?
      UNION ALL SELECT (SELECT min(time) FROM ${unit}_dim WHERE time > times.time) FROM times WHERE times.time < ?
    ) SELECT time FROM times WHERE time < ?`;
}
