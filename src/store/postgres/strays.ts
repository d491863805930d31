/**
 * Occurrences whose time is that of a clock that was wrong. They stand with those of no day, and their own time tells
 * nothing of how long they were kept: the day on which they were stored does.
 */

import type { Remover } from './remove.ts';
import { DAY } from './spans.ts';

/** Times further ahead are of clocks that are wrong. */
export const AHEAD: number = 2 * DAY;
/** Days that PostgreSQL can count back. */
const MOST_BACK = 1_000_000;

export interface Age {
  readonly days: number;
  /** So long ago. */
  readonly before: number;
  readonly now: number;
}

/** What came long ago with a time that is to come, or that was over by then. @returns how many occurrences */
export async function removeStrays(
  remover: Remover,
  schema: string,
  { days, before, now }: Age,
): Promise<number> {
  const removed = await remover.deleteWhere(
    'occurrences_other',
    't.stored < current_date - $1::integer AND (t.at < $2::bigint OR t.at > $3::bigint)',
    [Math.min(Math.ceil(days), MOST_BACK), before, now + AHEAD],
  );
  if (removed > 0) await removeDetails(remover, schema);
  return removed;
}

/**
 * The newest by their time would be those that come from a clock that is ahead: they make room for all others.
 * @returns how many occurrences
 */
export async function removeAhead(
  remover: Remover,
  schema: string,
  most: number,
  now: number,
): Promise<number> {
  const others = await remover.step(async (session) => {
    const ahead = `SELECT FROM ${schema}.occurrences_other WHERE at > $1::bigint LIMIT 1`;
    if ((await session.query(ahead, [now + AHEAD])).length === 0) return undefined;
    const some = `SELECT FROM ${schema}.occurrences WHERE at <= $1::bigint LIMIT $2::bigint`;
    const [row] = await session.query(`SELECT count(*) FROM (${some}) s`, [now + AHEAD, most]);
    return Number(row![0]);
  });
  if (others === undefined) return 0;
  const removed = await remover.deleteWhere(
    'occurrences_other',
    `t.at > $1::bigint AND (t.at, t.id) NOT IN (
       SELECT at, id FROM ${schema}.occurrences_other WHERE at > $1::bigint
        ORDER BY stored DESC, at DESC, id DESC LIMIT $2::bigint)`,
    [now + AHEAD, most - others],
  );
  if (removed > 0) await removeDetails(remover, schema);
  return removed;
}

/** Of those that are gone. */
async function removeDetails(remover: Remover, schema: string): Promise<void> {
  await remover.deleteWhere(
    'details_other',
    `NOT EXISTS (SELECT FROM ${schema}.occurrences_other o WHERE o.at = t.at AND o.id = t.id)`,
    [],
  );
}
