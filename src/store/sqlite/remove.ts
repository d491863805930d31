/** Removes a little at a time: each of these is a transaction of its own, and short. */

import { changing } from './changing.ts';
import { nextGeneration } from './names.ts';
import { RUN_BITS } from './schema.ts';
import type { Row } from './driver.ts';
import type { Statements } from './statements.ts';
import { DAY } from './time.ts';
import type { Place } from './walk.ts';

const GROUPS = 200;
/** Minutes or hours whose counts go at a time. */
const TIMES = 60;

/** The oldest, up to a place, at most so many. @returns how many went */
export function removeOccurrences(statements: Statements, upTo: Place, most: number): number {
  return changing(statements, () => {
    const places = statements.all(
      'SELECT at, n FROM occurrence WHERE (at, n) <= (?, ?) ORDER BY at, n LIMIT ?',
      upTo.at,
      upTo.n,
      most,
    );
    const last = places.at(-1);
    if (last === undefined) return 0;
    removeDetails(statements, places);
    statements.run('DELETE FROM occurrence WHERE (at, n) <= (?, ?)', last.at!, last.n!);
    return places.length;
  });
}

/** The latest, of those after a time, at most so many. @returns how many went */
export function removeAhead(statements: Statements, after: number, most: number): number {
  return changing(statements, () => {
    const places = statements.all(
      'SELECT at, n FROM occurrence WHERE at > ? ORDER BY at DESC, n DESC LIMIT ?',
      after,
      most,
    );
    const first = places.at(-1);
    if (first === undefined) return 0;
    removeDetails(statements, places);
    statements.run('DELETE FROM occurrence WHERE (at, n) >= (?, ?)', first.at!, first.n!);
    return places.length;
  });
}

function removeDetails(statements: Statements, places: readonly Row[]): void {
  const numbers = JSON.stringify(places.map(({ n }) => n));
  statements.run('DELETE FROM detail WHERE n IN (SELECT value FROM json_each(?))', numbers);
}

/** One that occurred out of its time, or was stored meanwhile, keeps its group. */
const findGroups = (comparison: '<' | '>'): string => `SELECT id FROM grp
  WHERE last_at ${comparison} ? AND is_kept = 0 AND NOT EXISTS (
    SELECT 1 FROM kind k CROSS JOIN occurrence o ON o.kind = k.id WHERE k.grp = grp.id
  ) ORDER BY last_at LIMIT ?`;

type Side = 'after' | 'before';

const SIDES: Readonly<Record<Side, string>> = { before: findGroups('<'), after: findGroups('>') };

/**
 * Those that occurred last before a time, or after it, and of which nothing is left, unless people care for them.
 * @returns how many went
 */
export function removeGroups(statements: Statements, side: Side, bound: number): number {
  return changing(statements, () => {
    const found = statements.all(SIDES[side], bound, GROUPS);
    if (found.length === 0) return 0;
    const ids = JSON.stringify(found.map(({ id }) => id));
    statements.run('DELETE FROM kind WHERE grp IN (SELECT value FROM json_each(?))', ids);
    statements.run('DELETE FROM grp WHERE id IN (SELECT value FROM json_each(?))', ids);
    nextGeneration(statements);
    return found.length;
  });
}

export type Counts = 'hour_dim' | 'hour_kind' | 'minute_dim' | 'minute_kind';

/** The oldest. @param before in units of the table; @returns whether there were any */
export function removeCounts(statements: Statements, table: Counts, before: number): boolean {
  const first = statements.get(`SELECT min(time) AS time FROM ${table}`)!.time;
  if (first === null || Number(first) >= before) return false;
  const end = Math.min(before, Number(first) + TIMES);
  statements.run(`DELETE FROM ${table} WHERE time < ?`, end);
  return true;
}

/** The latest. @param from in units of the table */
export function removeCountsFrom(statements: Statements, table: Counts, from: number): void {
  statements.run(`DELETE FROM ${table} WHERE time >= ?`, from);
}

/** A process that had nothing to store for long still needs to know how far it was. */
const YEAR = 366 * DAY;

/** What nothing leads to any more. @param now as early as it may be */
export function removeUnused(statements: Statements, now: number): void {
  changing(statements, () => {
    const unused =
      'id NOT IN (SELECT dim FROM kind UNION SELECT dim FROM hour_dim UNION SELECT dim FROM minute_dim)';
    if (statements.get(`SELECT 1 AS one FROM dim WHERE ${unused} LIMIT 1`) !== undefined) {
      statements.run(`DELETE FROM dim WHERE ${unused}`);
      nextGeneration(statements);
    }
    statements.run('DELETE FROM spool WHERE at < ?', now - YEAR);
  });
}

/** A run of references to what is gone. @returns whether there was one */
export function removeRun(statements: Statements): boolean {
  const row = statements.get(DEAD_RUN);
  if (row === undefined) return false;
  statements.run('DELETE FROM ref WHERE run = ?', row.run!);
  return true;
}

const DEAD_RUN = `WITH RECURSIVE runs (run) AS (
    SELECT min(run) FROM ref
    UNION ALL SELECT (SELECT min(run) FROM ref WHERE run > runs.run) FROM runs WHERE runs.run IS NOT NULL
  )
  SELECT run FROM runs WHERE run IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM detail WHERE n >= run << ${RUN_BITS} AND n < (run + 1) << ${RUN_BITS}
  ) LIMIT 1`;
