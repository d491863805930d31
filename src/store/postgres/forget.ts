/** What is known of occurrences that are gone: counts, what is counted apart, and groups. */

import type { Remover } from './remove.ts';
import type { Session } from './session.ts';
import { HOUR, SPANS } from './spans.ts';
import { AHEAD } from './strays.ts';

/** Of a group `t`: nobody cares for it. */
export const FORGOTTEN = `t.state IN ('open', 'resolved') AND NOT t.has_notes`;

/** To the minute. */
export async function removeCounts(remover: Remover, schema: string, before: number): Promise<void> {
  for (const sign of [1, -1]) {
    for (const [index, span] of SPANS.entries()) {
      const condition = `t.span = ${sign * span} AND t.start <= $1::bigint`;
      await remover.deleteWhere('counts', condition, [before - span]);
      const start = Math.floor(before / span) * span;
      if (index > 0 && before > start)
        await remover.step((session) =>
          recount(session, schema, sign * SPANS[index - 1]!, sign * span, start),
        );
    }
  }
}

/** What is removed in part is what is left of its parts. */
async function recount(
  session: Session,
  schema: string,
  finer: number,
  span: number,
  start: number,
): Promise<void> {
  const values = [span, start];
  await session.query(`DELETE FROM ${schema}.counts WHERE span = $1::integer AND start = $2::bigint`, values);
  await session.query(
    `INSERT INTO ${schema}.counts (span, start, dimension, shard, count)
     SELECT $1::integer, $2::bigint, dimension, shard, sum(count) FROM ${schema}.counts
      WHERE span = ${finer} AND start >= $2::bigint AND start < $2::bigint + abs($1::integer)
      GROUP BY dimension, shard`,
    values,
  );
}

/** That nothing has any more. Rough ones are few, and stay. @returns how many */
export function removeDimensions(remover: Remover, schema: string): Promise<number> {
  return remover.deleteWhere(
    'dimensions',
    `t.seen < now() - interval '1 day' AND t.fingerprint <> ''
       AND NOT EXISTS (SELECT FROM ${schema}.counts c WHERE c.dimension = t.dimension AND c.span = ${HOUR})
       AND NOT EXISTS (SELECT FROM ${schema}.occurrences o WHERE o.dimension = t.dimension)`,
    [],
  );
}

/** Those of an earlier time, or of one that is to come, that have no occurrence left. @returns how many */
export async function removeGroups(
  remover: Remover,
  schema: string,
  before: number,
  now: number,
): Promise<number> {
  const withNone = (table: string): string =>
    `${FORGOTTEN} AND NOT EXISTS (
       SELECT FROM ${schema}.dimensions d JOIN ${schema}.${table} o USING (dimension)
        WHERE d.fingerprint = t.fingerprint)`;
  // What is left of so early a time has no day.
  const early = `t.last_at < $1::bigint AND ${withNone('occurrences_other')}`;
  const old = await remover.deleteWhere('groups', early, [before]);
  const late = `t.last_at > $1::bigint AND ${withNone('occurrences')}`;
  return old + (await remover.deleteWhere('groups', late, [now + AHEAD]));
}
