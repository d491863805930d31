/** Counts of the groups that were the most frequent in a time. */

import { bucketsOf } from '../check-query.ts';
import type { Series, SeriesQuery } from '../query.ts';
import { addTo, DEFAULT_LINES, emptyLine, shownOf, without, type Line } from '../series-lines.ts';
import { matching, type Values } from './conditions.ts';
import { countedOf } from './counted.ts';
import { countsIn, mostFrequent, type Asked } from './most-frequent.ts';
import type { Row, Session } from './session.ts';
import { DAY, minutePartsOf } from './spans.ts';

/** However many groups there are, only those that have a line are told apart by time; the others have what is left of all. */
export async function groupSeriesOf(session: Session, schema: string, query: SeriesQuery): Promise<Series> {
  const { from, to, step, by: _by, lines: most = DEFAULT_LINES, ...selection } = query;
  const { first, length } = bucketsOf(query);
  const parts = minutePartsOf(from, to, step);
  const question: Question = { session, schema, selection, parts, first, step };
  const keys = await mostFrequent({ ...question, parts: minutePartsOf(from, to, DAY) }, most);
  const lines = new Map<string, Line>(keys.map((key) => [key, emptyLine(key, length)]));
  for (const [key, bucket, count] of await countsOf(question, keys))
    addTo(lines.get(key!)!, Number(bucket), Number(count));
  const all = emptyLine(null, length);
  for (const [bucket, count] of await countsOfAll(question)) addTo(all, Number(bucket), Number(count));
  return { from: first, step, lines: shownOf(lines.values(), without(all, lines.values()), most) };
}

interface Question extends Asked {
  readonly first: number;
  readonly step: number;
}

/** Rows of fingerprint, bucket and count. */
async function countsOf(question: Question, keys: readonly string[]): Promise<readonly Row[]> {
  const { session, schema, selection, parts } = question;
  const values: unknown[] = [keys];
  const add: Values = (value) => `$${values.push(value)}`;
  return session.query(
    `SELECT d.fingerprint, ${bucketIn(question, add)}, sum(c.count)
       FROM (${countsIn(schema, parts, add)}) AS c JOIN ${schema}.dimensions d USING (dimension)
      WHERE d.fingerprint = ANY($1::text[]) AND ${matching(selection, add)} GROUP BY 1, 2`,
    values,
  );
}

/** Rows of bucket and count. */
async function countsOfAll(question: Question): Promise<readonly Row[]> {
  const { session, schema, selection, parts } = question;
  const values: unknown[] = [];
  const add: Values = (value) => `$${values.push(value)}`;
  const source = await countedOf(session, schema, { selection, parts }, add);
  if (source === undefined) return [];
  return session.query(
    `SELECT ${bucketIn(question, add)}, sum(c.count) FROM (${source}) AS c GROUP BY 1`,
    values,
  );
}

function bucketIn({ first, step }: Question, add: Values): string {
  return `(c.start - ${add(first)}::bigint) / ${add(step)}::bigint`;
}
