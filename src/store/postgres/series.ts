/** Counts by time, for plots. */

import { bucketsOf } from '../check-query.ts';
import type { Series, SeriesQuery } from '../query.ts';
import { addTo, DEFAULT_LINES, emptyLine, type Line } from '../series-lines.ts';
import type { Values } from './conditions.ts';
import { countedOf } from './counted.ts';
import { groupSeriesOf } from './group-series.ts';
import type { Row, Session } from './session.ts';
import { minutePartsOf } from './spans.ts';
import { fromColumn } from './text.ts';

/** Minutes that are within the time only in part count whole. */
export async function seriesOf(session: Session, schema: string, query: SeriesQuery): Promise<Series> {
  const { from, to, step, by, lines = DEFAULT_LINES, ...selection } = query;
  if (by === 'fingerprint') return groupSeriesOf(session, schema, query);
  const { first, length } = bucketsOf(query);
  const parts = minutePartsOf(from, to, step);
  const values: unknown[] = [];
  const add: Values = (value) => `$${values.push(value)}`;
  const source = await countedOf(session, schema, { selection, parts, by }, add);
  const rows =
    source === undefined ? [] : await session.query(textOf(source, first, query, lines, add), values);
  return { from: first, step, lines: linesOf(rows, length, by === undefined) };
}

/** Sums by line and bucket, by the rank of lines; those behind the last line have the rank that follows it. */
function textOf(source: string, first: number, { step }: SeriesQuery, lines: number, add: Values): string {
  return `WITH counted AS (
      SELECT key, (start - ${add(first)}::bigint) / ${add(step)}::bigint AS bucket, sum(count) AS count
        FROM (${source}) AS c GROUP BY 1, 2),
    ranked AS (
      SELECT key, least(row_number() OVER (ORDER BY sum(count) DESC, key), ${lines + 1}) AS rank
        FROM counted GROUP BY key)
    SELECT rank, CASE WHEN rank <= ${lines} THEN key END, bucket, sum(count)
      FROM counted JOIN ranked USING (key) GROUP BY 1, 2, 3 ORDER BY 1`;
}

/** @param rows by rank */
function linesOf(rows: readonly Row[], length: number, isOne: boolean): readonly Line[] {
  const lines = new Map<string, Line>();
  if (isOne) lines.set('1', emptyLine('', length));
  for (const [rank, key, bucket, count] of rows) {
    const line = lines.get(rank!) ?? emptyLine(key === null ? null : fromColumn(key!), length);
    lines.set(rank!, line);
    addTo(line, Number(bucket), Number(count));
  }
  return [...lines.values()];
}
