/** What groups had in each of the last hours. */

import type { Session } from './session.ts';
import { HOUR } from './spans.ts';

const HOURS = 24;

/** The last hour is the one that `now` is in. */
export async function trendsOf(
  session: Session,
  schema: string,
  fingerprints: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const first = (Math.floor(now / HOUR) - HOURS + 1) * HOUR;
  const trends = new Map(
    fingerprints.map((fingerprint) => [fingerprint, Array.from({ length: HOURS }, () => 0)]),
  );
  const rows = await session.query(
    `SELECT d.fingerprint, (c.start - $2::bigint) / ${HOUR}, sum(c.count)
       FROM ${schema}.dimensions d JOIN ${schema}.counts c USING (dimension)
      WHERE d.fingerprint = ANY($1::text[])
        AND c.span = ${HOUR} AND c.start >= $2::bigint AND c.start < $3::bigint
      GROUP BY 1, 2`,
    [fingerprints, first, first + HOURS * HOUR],
  );
  for (const [fingerprint, hour, count] of rows) trends.get(fingerprint!)![Number(hour)] = Number(count);
  return trends;
}
