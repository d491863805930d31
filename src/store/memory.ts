/** Occurrences in the memory of the process: bounded, gone when it ends. */

import { FaultlineError } from '../codes.ts';
import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import * as check from './check-query.ts';
import { createEvents } from './events.ts';
import { withUpdate } from './group-record.ts';
import { createCounts } from './memory/counts.ts';
import { createGroups } from './memory/groups.ts';
import { createIntake } from './memory/intake.ts';
import { createKept, later, type Kept } from './memory/kept.ts';
import { checkMemoryOptions, type MemoryStoreOptions } from './memory/options.ts';
import { groupFound, groupsFound, plainCopy, searched } from './memory/pages.ts';
import { seriesOf, totalsOf } from './memory/series.ts';
import type { Selection } from './query.ts';
import { isSelected } from './selection.ts';
import type { Store } from './store.ts';

export type { MemoryStoreOptions } from './memory/options.ts';

const NAME = 'memory';
const DAY = 86_400_000;
/** Of what `find` gives. */
const MAX_FOUND = 100;
/** Of minutes and kinds, see `memory/counts.ts`: some megabytes. */
const MAX_COUNTS = 50_000;

/**
 * The store of a single process: for development, tests, and applications whose failures may go with them. It holds the
 * newest occurrences, their groups, and counts by the minute for longer than those. What goes for want of room is not
 * lost in the sense of `status().lost`, which only counts what was put after `close`, or is no occurrence.
 * What it hands out are copies.
 * @throws FaultlineError where an option is wrong
 */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
  const limits = checkMemoryOptions(options);
  const kept = createKept(limits);
  const groups = createGroups(limits.groups);
  const counts = createCounts(MAX_COUNTS);
  const events = createEvents();
  const intake = createIntake({ kept, groups, counts, events });
  let isClosed = false;

  /** What was put is there before anything is asked. */
  function ready(): void {
    if (isClosed)
      throw new FaultlineError('FLT_STORE_UNAVAILABLE', 'The store "memory" is closed; ask it before.');
    intake.settle();
  }

  return {
    name: NAME,
    put: (occurrence) => (isClosed ? intake.lose('closed') : intake.take(occurrence)),
    subscribe: events.subscribe,
    async find(correlationId) {
      ready();
      const found = kept.find(correlationId).toSorted((a, b) => later(a.summary, b.summary));
      return whole(found.slice(0, MAX_FOUND));
    },
    async latest(selection, limit) {
      ready();
      check.checkLatest(selection, limit);
      return whole(selected(kept.newestFirst(), selection, limit));
    },
    async search(query) {
      ready();
      check.checkSearch(query);
      return searched(kept.newestFirst(), query);
    },
    async *export(selection) {
      ready();
      check.checkSelection(selection);
      for (const entry of selected(kept.newestFirst(), selection).toReversed())
        yield plainCopy(entry.occurrence);
    },
    async groups(query) {
      ready();
      check.checkGroups(query);
      return groupsFound(groups.all(), counts, query);
    },
    async group(fingerprint) {
      ready();
      const record = groups.get(fingerprint);
      return record === undefined ? undefined : groupFound(record, counts, Date.now());
    },
    async updateGroup(fingerprint, update) {
      ready();
      check.checkUpdate(update);
      const record = groups.get(fingerprint);
      if (record === undefined) return undefined;
      const next = withUpdate(record, update);
      groups.update(next);
      return groupFound(next, counts, Date.now());
    },
    async totals(selection) {
      ready();
      check.checkSelection(selection);
      return totalsOf(counts, kept, selection);
    },
    async series(query) {
      ready();
      check.checkSeries(query);
      return seriesOf(counts, kept, query);
    },
    async prune(retained) {
      ready();
      check.checkLimits(retained);
      const { days = Infinity } = retained;
      const before = Date.now() - days * DAY;
      counts.prune(before);
      const occurrences = kept.prune(retained, before);
      const isLimited = retained.occurrences !== undefined || retained.bytes !== undefined;
      // Groups outlive occurrences that left for want of room: those that were asked to go take theirs along.
      const oldest = isLimited && occurrences > 0 ? kept.newestFirst().at(-1)?.summary.at : before;
      return { occurrences, groups: groups.prune(oldest ?? Infinity) };
    },
    async flush() {
      intake.settle();
      return true;
    },
    status: () => ({
      name: NAME,
      healthy: true,
      stored: intake.stored(),
      waiting: intake.waiting(),
      spooled: 0,
      lost: intake.lost(),
      bytes: kept.bytes(),
    }),
    async close() {
      intake.settle();
      isClosed = true;
    },
  };
}

/** The first of them, no more than `limit`: what comes behind the last of these is not looked at. */
function selected(entries: readonly Kept[], selection: Selection, limit: number = Infinity): readonly Kept[] {
  const found: Kept[] = [];
  for (const entry of entries) {
    if (found.length >= limit) break;
    if (isSelected(entry.summary, selection)) found.push(entry);
  }
  return found;
}

function whole(entries: readonly Kept[]): readonly StoredOccurrence[] {
  return entries.map(({ occurrence }) => plainCopy(occurrence));
}
