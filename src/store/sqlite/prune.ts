/** Retention: the oldest go. */

import type { Pruned, RetentionLimits } from '../store.ts';
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
  now: number,
): Generator<Pruned, void> {
  const before = days === undefined ? undefined : Math.floor(now - days * DAY);
  if (before !== undefined) yield* olderThan(statements, { at: before - 1, n: Number.MAX_SAFE_INTEGER });
  const last = occurrences === undefined ? undefined : firstTooMany(statements, occurrences);
  if (last !== undefined) yield* olderThan(statements, last);
  if (bytes !== undefined) yield* tooLarge(statements, bytes);
  if (before !== undefined) yield* forgotten(statements, before);
  while (remove.removeRun(statements)) yield NONE;
  yield* givingBack(statements);
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

function firstTooMany(statements: Statements, most: number): Place | undefined {
  const row = statements.get('SELECT at, n FROM occurrence ORDER BY at DESC, n DESC LIMIT 1 OFFSET ?', most);
  return row === undefined ? undefined : { at: Number(row.at), n: Number(row.n) };
}

const EVERYTHING: Place = { at: Number.MAX_SAFE_INTEGER, n: Number.MAX_SAFE_INTEGER };

/** With the oldest occurrences go the groups that have none left, and their counts: these may be as many. */
function* tooLarge(statements: Statements, bytes: number): Generator<Pruned, void> {
  while (bytesUsed(statements) > bytes) {
    const occurrences = remove.removeOccurrences(statements, EVERYTHING, SMALL_STEP);
    const oldest = Number(statements.get('SELECT min(at) AS at FROM occurrence')!.at ?? EVERYTHING.at);
    const groups = remove.removeGroups(statements, oldest);
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

function* forgotten(statements: Statements, before: number): Generator<Pruned, void> {
  while (removeCounts(statements, before)) yield NONE;
  for (;;) {
    const groups = remove.removeGroups(statements, before);
    if (groups === 0) break;
    yield { occurrences: 0, groups };
  }
  remove.removeUnused(statements, before);
  yield NONE;
}

/** Of hours that ended before: in one that did not, minutes and the hour tell the same. */
function removeCounts(statements: Statements, before: number): boolean {
  const hour = hourOf(before);
  return [
    remove.removeCounts(statements, 'minute_dim', hour * MINUTES),
    remove.removeCounts(statements, 'minute_kind', hour * MINUTES),
    remove.removeCounts(statements, 'hour_dim', hour),
    remove.removeCounts(statements, 'hour_kind', hour),
  ].some(Boolean);
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
