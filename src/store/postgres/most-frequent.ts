/** Which groups had the most in a time, exactly, though there may be a million of them. */

import type { Selection } from '../query.ts';
import { matching, type Values } from './conditions.ts';
import type { Row, Session } from './session.ts';
import type { Part } from './spans.ts';

export interface Asked {
  readonly session: Session;
  readonly schema: string;
  readonly selection: Selection;
  readonly parts: readonly Part[];
}

/** Of those that are the most frequent ever, as many are looked at first. */
const LIKELY = 500;

/**
 * Fingerprints, the most frequent first. No group has more in any time than it ever had: what a few have tells how many of
 * the others need to be looked at, and where a flood made a million groups of one occurrence each, that is none of these.
 */
export async function mostFrequent(asked: Asked, most: number): Promise<readonly string[]> {
  const { session, schema } = asked;
  const ever = await session.query(
    `SELECT fingerprint, count FROM ${schema}.groups ORDER BY count DESC, fingerprint LIMIT ${LIKELY + 1}`,
  );
  const next = ever[LIKELY];
  if (next === undefined) return fingerprintsOf(await ranked(asked, most, () => 'true'));
  const likely = ever.slice(0, LIKELY).map(([fingerprint]) => fingerprint);
  const found = await ranked(asked, most, (add) => `d.fingerprint = ANY(${add(likely)}::text[])`);
  const least = found.length < most ? 0 : Number(found.at(-1)![1]);
  if (Number(next[1]) <= least) return fingerprintsOf(found);
  // Those of before are among them, or have no more than the last of them.
  const more = await ranked(asked, most, (add) =>
    least === 0
      ? 'true'
      : `d.fingerprint IN (SELECT fingerprint FROM ${schema}.groups WHERE count > ${add(least - 1)}::bigint)`,
  );
  return fingerprintsOf(more);
}

function fingerprintsOf(rows: readonly Row[]): readonly string[] {
  return rows.map(([fingerprint]) => fingerprint!);
}

/** Rows of fingerprint and count. */
async function ranked(
  { session, schema, selection, parts }: Asked,
  most: number,
  which: (add: Values) => string,
): Promise<readonly Row[]> {
  const values: unknown[] = [];
  const add: Values = (value) => `$${values.push(value)}`;
  return session.query(
    `SELECT d.fingerprint, sum(c.count) FROM (${countsIn(schema, parts, add)}) AS c
       JOIN ${schema}.dimensions d USING (dimension)
      WHERE ${matching(selection, add)} AND ${which(add)} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${most}`,
    values,
  );
}

/** Rows of dimension, start and count. */
export function countsIn(schema: string, parts: readonly Part[], add: Values): string {
  const sources = parts.map(
    ({ span, from, to }) =>
      `SELECT dimension, start, count FROM ${schema}.counts
        WHERE span = ${span} AND start >= ${add(from)}::bigint AND start < ${add(to)}::bigint`,
  );
  return sources.join(' UNION ALL ');
}
