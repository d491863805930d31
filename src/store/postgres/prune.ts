/** Retention: by age, by number and by size. */

import type { Pruned, RetentionLimits } from '../store.ts';
import { bytesOf, countOf, leavesOf, type Leaf } from './leaves.ts';
import { createRemover, type Remover } from './remove.ts';
import type { Key } from './scan.ts';
import type { Connections, Session } from './session.ts';
import { DAY, HOUR, SPANS } from './spans.ts';

export interface PruneOptions {
  readonly limits: RetentionLimits;
  readonly now: number;
  /**
   * Somebody asked for it: to the occurrence, and after another host that prunes. Else whole days go by age, which costs
   * next to nothing, and a host that prunes already is left to it: a `BusyError`.
   */
  readonly isAsked: boolean;
}

/** Below the limit in bytes, so that not every hour has to make room. */
const ROOM = 0.9;
/** Times further ahead are of clocks that are wrong. */
const AHEAD = 2 * DAY;

export async function prune(
  connections: Connections,
  schema: string,
  { limits, now, isAsked }: PruneOptions,
): Promise<Pruned> {
  const remover = createRemover(connections, schema, isAsked);
  const { days, occurrences: most, bytes } = limits;
  let occurrences = 0;
  let groups = 0;
  if (days !== undefined) {
    const exact = Math.max(now - days * DAY, -8.64e15);
    const before = isAsked ? Math.ceil(exact) : Math.floor(exact / DAY) * DAY;
    occurrences += await removeBefore(remover, schema, { at: before, id: '' });
    occurrences += await removeStrays(remover, schema, now, days);
    await removeCounts(remover, schema, before);
    groups += await removeGroups(remover, schema, before, now);
  }
  if (most !== undefined) occurrences += await keepNewest(remover, schema, most);
  if (bytes !== undefined) occurrences += await keepWithin(remover, schema, bytes);
  return { occurrences, groups };
}

/** Days that are over by then are dropped, and of the others what is before. */
async function removeBefore(remover: Remover, schema: string, key: Key): Promise<number> {
  let removed = 0;
  const leaves = await remover.step((session) => leavesOf(session, schema));
  for (const leaf of leaves)
    if (leaf.to !== undefined && leaf.to <= key.at) removed += await remover.drop(leaf);
  return removed + (await remover.deleteBefore('occurrences', key));
}

/** What came long ago with a time that is to come. */
async function removeStrays(remover: Remover, schema: string, now: number, days: number): Promise<number> {
  const stored = [Math.ceil(days), now + AHEAD];
  const condition = 't.stored < current_date - $1::integer AND t.at > $2::bigint';
  const removed = await remover.deleteWhere('occurrences_other', condition, stored);
  if (removed > 0)
    await remover.deleteWhere(
      'details_other',
      `t.at > $1::bigint AND NOT EXISTS (SELECT FROM ${schema}.occurrences_other o WHERE o.at = t.at AND o.id = t.id)`,
      [now + AHEAD],
    );
  return removed;
}

async function removeCounts(remover: Remover, schema: string, before: number): Promise<void> {
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
  // Rough ones are few, and stay.
  await remover.deleteWhere(
    'dimensions',
    `t.seen < now() - interval '1 day' AND t.fingerprint <> ''
       AND NOT EXISTS (SELECT FROM ${schema}.counts c WHERE c.dimension = t.dimension AND c.span = ${HOUR})
       AND NOT EXISTS (SELECT FROM ${schema}.occurrences o WHERE o.dimension = t.dimension)`,
    [],
  );
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

const FORGOTTEN = `t.state IN ('open', 'resolved') AND NOT t.has_notes`;

async function removeGroups(remover: Remover, schema: string, before: number, now: number): Promise<number> {
  const old = await remover.deleteWhere('groups', `t.last_at < $1::bigint AND ${FORGOTTEN}`, [before]);
  const ahead = await remover.deleteWhere(
    'groups',
    `t.last_at > $1::bigint AND ${FORGOTTEN} AND NOT EXISTS (
       SELECT FROM ${schema}.dimensions d JOIN ${schema}.occurrences o USING (dimension)
        WHERE d.fingerprint = t.fingerprint)`,
    [now + AHEAD],
  );
  return old + ahead;
}

async function keepNewest(remover: Remover, schema: string, most: number): Promise<number> {
  return removeBefore(remover, schema, await oldestOf(remover, schema, 'occurrences', most));
}

/** That stays, where so many are kept. */
async function oldestOf(remover: Remover, schema: string, table: string, kept: number): Promise<Key> {
  if (kept <= 0) return { at: Number.MAX_SAFE_INTEGER, id: '' };
  const [row] = await remover.step((session) =>
    session.query(
      `SELECT at, id FROM ${schema}.${table} ORDER BY at DESC, id DESC OFFSET $1::bigint LIMIT 1`,
      [kept - 1],
    ),
  );
  return row === undefined ? { at: Number.MIN_SAFE_INTEGER, id: '' } : { at: Number(row[0]), id: row[1]! };
}

async function keepWithin(remover: Remover, schema: string, bytes: number): Promise<number> {
  const all = await remover.step((session) => bytesOf(session, schema));
  if (all <= bytes) return 0;
  const leaves = await remover.step((session) => leavesOf(session, schema));
  let excess = all - bytes * ROOM;
  let removed = 0;
  for (const leaf of leaves) {
    if (excess <= 0) break;
    const count = await remover.step((session) => countOf(session, schema, leaf));
    if (count === 0) continue;
    if (excess >= leaf.bytes) removed += await remover.drop(leaf);
    else removed += await thin(remover, schema, leaf, Math.floor(count * (1 - excess / leaf.bytes)));
    excess -= leaf.bytes;
  }
  return removed;
}

/** Keeps the newest of a table. */
async function thin(remover: Remover, schema: string, leaf: Leaf, kept: number): Promise<number> {
  const table = `occurrences_${leaf.suffix}`;
  const removed = await remover.deleteBefore(table, await oldestOf(remover, schema, table, kept));
  await remover.shrink(leaf);
  return removed;
}
