/** What stores keep of a group, and what becomes of it: the same for all of them. */

import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import { summaryOf } from './summary.ts';
import type { Group, GroupChange, GroupState, GroupUpdate } from './group.ts';

/** A group as it is kept: what `trend` tells is counted elsewhere. Plain JSON data. */
export interface GroupRecord extends Omit<Group, 'trend'> {
  /** Releases that it occurred in, at most the last 50. */
  readonly releases: readonly string[];
  /** While it is resolved: the releases whose occurrences do not open it again; `undefined`: every one does. */
  readonly settled?: readonly string[] | undefined;
}

const MAX_KEPT = 200;
const MAX_RELEASES = 50;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * A group with occurrences added.
 * @param record `undefined`: there is none yet
 * @param occurrences all of its group, in the order in which they came; at least one
 */
export function withOccurrences(
  record: GroupRecord | undefined,
  occurrences: readonly StoredOccurrence[],
): { readonly record: GroupRecord; readonly change: GroupChange } {
  let next: Mutable<GroupRecord> | undefined = record === undefined ? undefined : { ...record };
  let isReopened = false;
  for (const occurrence of occurrences) {
    const { release, at } = occurrence;
    const reopens = next !== undefined && isOpenedBy(next, release);
    next = withOne(next, occurrence);
    if (reopens) {
      isReopened = true;
      open(next, at, release);
    }
    // What came in before the next is known by then, and never by the occurrence itself.
    if (release !== undefined) next.releases = withRelease(next.releases, release);
  }
  const kept = next!;
  return {
    record: kept,
    change: {
      group: summarized(kept),
      added: occurrences.length,
      isNew: record === undefined,
      isReopened,
      isExpected: occurrences.every(({ expected, fault }) => expected === true || fault !== 'server'),
    },
  };
}

/** A group as a person left it. */
export function withUpdate(record: GroupRecord, update: GroupUpdate): GroupRecord {
  const { state, note, by, at, release } = update;
  const next: Mutable<GroupRecord> = { ...record };
  if (note !== undefined) next.notes = lastOf([...record.notes, { at, by, text: note }]);
  if (state === undefined) return next;
  next.state = state;
  next.history = lastOf([...record.history, { at, by, state, ...(release !== undefined && { release }) }]);
  if (state === 'resolved' && release !== undefined)
    next.settled = record.releases.filter((seen) => seen !== release);
  else delete next.settled;
  return next;
}

/** Without what only stores need. */
export function groupOf(record: GroupRecord, trend: readonly number[]): Group {
  const { notes, history } = record;
  return { ...summarized(record), trend, notes, history };
}

export function summarized(record: GroupRecord): Omit<Group, 'history' | 'notes' | 'trend'> {
  const { releases: _releases, settled: _settled, notes: _notes, history: _history, ...summary } = record;
  return summary;
}

function isOpenedBy({ state, settled }: GroupRecord, release: string | undefined): boolean {
  if (state !== 'resolved') return false;
  return settled === undefined || release === undefined || !settled.includes(release);
}

function open(record: Mutable<GroupRecord>, at: number, release: string | undefined): void {
  const which = release === undefined ? {} : { release };
  record.state = 'open' satisfies GroupState;
  record.reopened = { at, ...which };
  record.history = lastOf([...record.history, { at, state: 'open', ...which }]);
  delete record.settled;
}

/** Clocks of hosts differ, and jump: the newest is what has the latest time, and `firstAt` the earliest. */
function withOne(
  record: Mutable<GroupRecord> | undefined,
  occurrence: StoredOccurrence,
): Mutable<GroupRecord> {
  const { at, release, correlationId } = occurrence;
  const { fingerprint, name, message, code, status, fault, api, route } = summaryOf(occurrence);
  const shown = { name, message, code, status, fault, lastReference: correlationId };
  if (record === undefined) {
    return {
      fingerprint,
      ...shown,
      ...(api !== undefined && { api }),
      ...(route !== undefined && { route }),
      count: 1,
      firstAt: at,
      lastAt: at,
      ...(release !== undefined && { firstRelease: release, lastRelease: release }),
      state: 'open',
      notes: [],
      history: [],
      releases: [],
    };
  }
  record.count++;
  if (at < record.firstAt) {
    record.firstAt = at;
    set(record, 'firstRelease', release);
  }
  if (at < record.lastAt) return record;
  Object.assign(record, shown, { lastAt: at });
  set(record, 'api', api);
  set(record, 'route', route);
  set(record, 'lastRelease', release);
  return record;
}

function set(
  record: Mutable<GroupRecord>,
  key: 'api' | 'firstRelease' | 'lastRelease' | 'route',
  value: string | undefined,
): void {
  if (value === undefined) delete record[key];
  else record[key] = value;
}

function withRelease(releases: readonly string[], release: string): readonly string[] {
  return releases.includes(release) ? releases : [...releases, release].slice(-MAX_RELEASES);
}

function lastOf<Item>(items: readonly Item[]): readonly Item[] {
  return items.slice(-MAX_KEPT);
}
