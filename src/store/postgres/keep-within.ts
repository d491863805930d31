/** Retention by size: the oldest occurrences go, and with them all that is known of no other. */

import type { Pruned } from '../store.ts';
import { FORGOTTEN, removeDimensions } from './forget.ts';
import { bytesOf, countOf, filledOf, oldestOf, type Leaf } from './leaves.ts';
import type { Remover } from './remove.ts';
import type { Session } from './session.ts';
import { shrinkMarked, thinned } from './shrink.ts';
import { DAY } from './spans.ts';

/** Below the limit, so that not every hour has to make room. */
const ROOM = 0.9;
/** Of that, what is left to occurrences whatever else there is that they do not take with them. */
const LEAST = 0.5;

interface Sizes {
  readonly all: number;
  /** Of what stays though all occurrences went. */
  readonly fixed: number;
  /** That have occurrences, the oldest first. */
  readonly leaves: readonly Leaf[];
}

/** @throws what keeps a table from being made smaller, before anything else goes for the same room */
export async function keepWithin(
  remover: Remover,
  schema: string,
  bytes: number,
  now: number,
): Promise<Pruned> {
  let occurrences = 0;
  let groups = 0;
  for (;;) {
    await shrinkMarked(remover, schema);
    const sizes = await remover.step((session) => sizesOf(session, schema));
    if (sizes.all <= bytes) break;
    const forgotten = await forget(remover, schema, now);
    groups += forgotten.groups;
    if (forgotten.rows > 0) continue;
    const removed = await removeOldest(remover, schema, sizes, bytes * ROOM, now);
    if (removed === 0) break;
    occurrences += removed;
  }
  return { occurrences, groups };
}

async function sizesOf(session: Session, schema: string): Promise<Sizes> {
  const size = (table: string): string => `pg_total_relation_size('${schema}.${table}')`;
  const rows = await session.query(
    `SELECT ${size('dimensions')}
       + (${size('groups')} + ${size('counts')}) * count(*) FILTER (WHERE NOT (${FORGOTTEN})) / greatest(count(*), 1)
      FROM ${schema}.groups t`,
  );
  const all = await bytesOf(session, schema);
  return { all, fixed: Number(rows[0]![0]), leaves: await filledOf(session, schema) };
}

/** What has no occurrence left, nor is of a day that has: in a flood of kinds it is more than the occurrences. */
async function forget(
  remover: Remover,
  schema: string,
  now: number,
): Promise<{ readonly groups: number; readonly rows: number }> {
  const oldest = await remover.step(async (session) => {
    const [row] = await session.query(`SELECT least(min(at), $1::bigint) FROM ${schema}.occurrences`, [now]);
    return Number(row![0]);
  });
  const groups = await thinned(remover, schema, ['groups'], () =>
    remover.deleteWhere('groups', `t.last_at < $1::bigint AND ${FORGOTTEN}`, [oldest]),
  );
  // Rough counts are few, and tell of all times that `days` allows.
  const counts = await thinned(remover, schema, ['counts'], () =>
    remover.deleteWhere(
      'counts',
      `t.span > 0 AND (t.start < $1::bigint OR NOT EXISTS (
         SELECT FROM ${schema}.dimensions d JOIN ${schema}.groups g USING (fingerprint)
          WHERE d.dimension = t.dimension))`,
      [Math.floor(oldest / DAY) * DAY],
    ),
  );
  const dimensions = await thinned(remover, schema, ['dimensions'], () => removeDimensions(remover, schema));
  return { groups, rows: groups + counts + dimensions };
}

/**
 * The share of the oldest that has to go, of all that goes with occurrences; a day at most.
 * @returns how many occurrences; 0: nothing that would help
 */
async function removeOldest(
  remover: Remover,
  schema: string,
  { all, fixed, leaves }: Sizes,
  room: number,
  now: number,
): Promise<number> {
  const [leaf] = leaves;
  const left = Math.max(room - fixed, room * LEAST);
  const going = all - fixed;
  if (leaf === undefined || going * ROOM <= left) return 0;
  const held = leaves.reduce((sum, { bytes }) => sum + bytes, 0);
  const excess = held * (1 - left / going);
  // Hosts take it for made for as long as its day is not over.
  if (excess >= leaf.bytes && (leaf.to ?? now) <= now) return remover.drop(leaf);
  return thin(remover, schema, leaf, excess / leaf.bytes);
}

/** @param share of its oldest */
async function thin(remover: Remover, schema: string, leaf: Leaf, share: number): Promise<number> {
  const table = `occurrences_${leaf.suffix}`;
  const first = await remover.step(async (session) => {
    const count = await countOf(session, schema, leaf);
    return oldestOf(session, schema, table, Math.floor(count * (1 - share)));
  });
  return thinned(remover, schema, [table, `details_${leaf.suffix}`], () =>
    remover.deleteBefore(table, first),
  );
}
