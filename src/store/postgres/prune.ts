/** Retention: by age, by number and by size. */

import type { Pruned, RetentionLimits } from '../store.ts';
import { timeOf } from './clock.ts';
import { removeCounts, removeDimensions, removeGroups } from './forget.ts';
import { keepWithin } from './keep-within.ts';
import { leavesOf, oldestOf } from './leaves.ts';
import { createRemover, type Remover } from './remove.ts';
import type { Connections } from './session.ts';
import { DAY } from './spans.ts';
import { removeAhead, removeStrays } from './strays.ts';

export interface PruneOptions {
  readonly limits: RetentionLimits;
  /** Of this host: one whose clock is ahead must not remove what all of them keep. */
  readonly now: number;
  /**
   * Somebody asked for it: to the occurrence, and after another host that prunes. Else whole days go by age, which costs
   * next to nothing, and a host that prunes already is left to it: a `BusyError`.
   */
  readonly isAsked: boolean;
}

export async function prune(
  connections: Connections,
  schema: string,
  { limits, now: own, isAsked }: PruneOptions,
): Promise<Pruned> {
  const remover = createRemover(connections, schema, isAsked);
  const { days, occurrences: most, bytes } = limits;
  const now = Math.min(own, await connections.read(timeOf));
  let occurrences = 0;
  let groups = 0;
  if (days !== undefined) {
    const exact = Math.max(now - days * DAY, -8.64e15);
    const before = isAsked ? Math.ceil(exact) : Math.floor(exact / DAY) * DAY;
    occurrences += await dropDays(remover, schema, before);
    if (isAsked) occurrences += await remover.deleteBefore('occurrences', { at: before, id: '' });
    occurrences += await removeStrays(remover, schema, { days, before, now });
    await removeCounts(remover, schema, before);
    await removeDimensions(remover, schema);
    groups += await removeGroups(remover, schema, before, now);
  }
  const limited: Pruned[] = [];
  if (most !== undefined) limited.push(await keepNewest(remover, schema, most, now));
  if (bytes !== undefined) limited.push(await keepWithin(remover, schema, bytes, now));
  for (const removed of limited) {
    occurrences += removed.occurrences;
    groups += removed.groups;
  }
  return { occurrences, groups };
}

/** Those that are over by then. */
async function dropDays(remover: Remover, schema: string, by: number): Promise<number> {
  let removed = 0;
  const leaves = await remover.step((session) => leavesOf(session, schema));
  for (const leaf of leaves) if (leaf.to !== undefined && leaf.to <= by) removed += await remover.drop(leaf);
  return removed;
}

async function keepNewest(remover: Remover, schema: string, most: number, now: number): Promise<Pruned> {
  const ahead = await removeAhead(remover, schema, most, now);
  const key = await remover.step((session) => oldestOf(session, schema, 'occurrences', most));
  const whole = await dropDays(remover, schema, key.at);
  const occurrences = ahead + whole + (await remover.deleteBefore('occurrences', key));
  if (occurrences === 0) return { occurrences, groups: 0 };
  return { occurrences, groups: await removeGroups(remover, schema, Math.min(key.at, now), now) };
}
