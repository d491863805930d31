/** Retention: the oldest go. What a clock that was ahead wrote goes first, where there is too much. */

import type { Pruned, RetentionLimits } from '../store.ts';
import type { Times } from './clock.ts';
import * as remove from './remove.ts';
import type { Statements } from './statements.ts';
import { DAY, HOUR, MINUTE } from './time.ts';
import type { Place } from './walk.ts';

const MINUTES = HOUR / MINUTE;

/** Occurrences at a time. */
const STEP = 500;
/** The same where size decides: fewer, so that not many more go than must. */
const SMALL_STEP = 100;
/** Pages given back to the disk at a time. */
const PAGES = 512;

const NONE: Pruned = { occurrences: 0, groups: 0 };

/**
 * A step each time it is asked for more, so that what waits to be stored has its turn in between.
 * @throws what the library throws; what is done by then is done
 */
export function* pruning(
  statements: Statements,
  { days, occurrences, bytes }: RetentionLimits,
  { earliest, latest }: Times,
): Generator<Pruned, void> {
  const ahead = latest + DAY;
  const before = days === undefined ? -Infinity : Math.floor(earliest - days * DAY);
  yield* olderThan(statements, { at: before - 1, n: Number.MAX_SAFE_INTEGER });
  if (occurrences !== undefined) yield* tooMany(statements, occurrences, ahead);
  if (bytes !== undefined) yield* tooLarge(statements, bytes, ahead);
  if (days !== undefined || occurrences !== undefined || bytes !== undefined) {
    // Where nothing says how long counts are kept, they go with what they count.
    const isByNumber = days === undefined && occurrences !== undefined;
    while (removeCounts(statements, isByNumber ? oldestOf(statements) : before)) yield NONE;
    yield* withoutOccurrences(statements, ahead);
    remove.removeUnused(statements, earliest);
    yield NONE;
  }
  while (remove.removeRun(statements)) yield NONE;
  yield* givingBack(statements);
}

/** When the newest that is not after a time occurred. */
export function newestAt(statements: Statements, time: number): number | undefined {
  const { at } = statements.get('SELECT max(at) AS at FROM occurrence WHERE at <= ?', time)!;
  return at === null ? undefined : Number(at);
}

/** Of pages that hold something. */
export function bytesUsed(statements: Statements): number {
  return (
    (pragma(statements, 'page_count') - pragma(statements, 'freelist_count')) *
    pragma(statements, 'page_size')
  );
}

function* olderThan(statements: Statements, upTo: Place): Generator<Pruned, void> {
  for (;;) {
    const occurrences = remove.removeOccurrences(statements, upTo, STEP);
    if (occurrences === 0) return;
    yield { occurrences, groups: 0 };
  }
}

function* tooMany(statements: Statements, most: number, ahead: number): Generator<Pruned, void> {
  for (;;) {
    const excess = Number(statements.get('SELECT count(*) AS count FROM occurrence')!.count) - most;
    if (excess <= 0) return;
    const occurrences = remove.removeAhead(statements, ahead, Math.min(STEP, excess));
    if (occurrences === 0) break;
    yield { occurrences, groups: 0 };
  }
  // Up to a place, so that processes that do so together take no more than one would.
  for (const { at, n } of statements.all(FIRST_TOO_MANY, most))
    yield* olderThan(statements, { at: Number(at), n: Number(n) });
}

const FIRST_TOO_MANY = 'SELECT at, n FROM occurrence ORDER BY at DESC, n DESC LIMIT 1 OFFSET ?';

const EVERYTHING: Place = { at: Number.MAX_SAFE_INTEGER, n: Number.MAX_SAFE_INTEGER };

/** With the oldest occurrences go the groups that have none left, and their counts: these may be as many. */
function* tooLarge(statements: Statements, bytes: number, ahead: number): Generator<Pruned, void> {
  while (bytesUsed(statements) > bytes) {
    const occurrences =
      remove.removeAhead(statements, ahead, SMALL_STEP) ||
      remove.removeOccurrences(statements, EVERYTHING, SMALL_STEP);
    const oldest = oldestOf(statements);
    const groups = remove.removeGroups(statements, 'before', oldest);
    const counted = [
      remove.removeCounts(statements, 'minute_kind', hourOf(oldest) * MINUTES),
      remove.removeCounts(statements, 'hour_kind', hourOf(oldest)),
    ].some(Boolean);
    const runs = remove.removeRun(statements);
    if (occurrences === 0 && groups === 0 && !counted && !runs && !removeCounts(statements, EVERYTHING.at))
      return;
    yield { occurrences, groups };
  }
}

function oldestOf(statements: Statements): number {
  return Number(statements.get('SELECT min(at) AS at FROM occurrence')!.at ?? EVERYTHING.at);
}

/** Groups of which nothing is left, and counts of times that have not come. */
function* withoutOccurrences(statements: Statements, ahead: number): Generator<Pruned, void> {
  for (const [side, bound] of [
    ['before', oldestOf(statements)],
    ['after', ahead],
  ] as const)
    for (;;) {
      const groups = remove.removeGroups(statements, side, bound);
      if (groups === 0) break;
      yield { occurrences: 0, groups };
    }
  const hour = hourOf(Math.max(ahead, newestAt(statements, EVERYTHING.at) ?? ahead)) + 1;
  for (const [table, unit] of COUNTS) remove.removeCountsFrom(statements, table, hour * unit);
}

/** And their units, of which an hour has so many. */
const COUNTS = [
  ['minute_dim', MINUTES],
  ['minute_kind', MINUTES],
  ['hour_dim', 1],
  ['hour_kind', 1],
] as const;

/** Of hours that ended before: in one that did not, minutes and the hour tell the same. */
function removeCounts(statements: Statements, before: number): boolean {
  const hour = hourOf(before);
  return COUNTS.map(([table, unit]) => remove.removeCounts(statements, table, hour * unit)).some(Boolean);
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR);
}

/** Where more is free than what comes in will soon use. */
function* givingBack(statements: Statements): Generator<Pruned, void> {
  let free = pragma(statements, 'freelist_count');
  while (free > PAGES && free > pragma(statements, 'page_count') / 10) {
    statements.db.exec(`PRAGMA incremental_vacuum(${PAGES})`);
    yield NONE;
    const left = pragma(statements, 'freelist_count');
    // A file that was made without that ability.
    if (left >= free) return;
    free = left;
  }
}

function pragma(statements: Statements, name: string): number {
  return Number(statements.get(`PRAGMA ${name}`)![name]);
}
