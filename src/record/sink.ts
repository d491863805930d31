/** Where one instance's records go, and what of them is still on its way. */

import type { Logger, RequestFacts } from '../model.ts';
import { finishTurn, turnEnds } from './after-turn.ts';
import type { Built } from './build.ts';
import { flushed } from './flush.ts';
import { jsonLines } from './json-lines.ts';
import type { Key } from './stored.ts';
import { record, recordPlainly, type Destination, type Recorded } from './record.ts';

/** What must have left before the process ends. */
export interface Flushable {
  /** `false`: not all has left within `timeout` ms. Never rejects. */
  flush(timeout: number): Promise<boolean>;
}

export interface Sink {
  /**
   * Never throws.
   * @param last the process ends for it: it must not vanish with a logger that is off, or cannot let go of it
   * @param key that was announced to the store
   */
  readonly write: (recorded: Recorded, facts: RequestFacts, last?: boolean, key?: Key) => void;
  /** Resolves when everything written so far has left the process, at the latest after `timeout` ms. Never rejects. */
  readonly flush: (timeout: number) => Promise<void>;
  /** `flush`, and the end of the process no longer waits for what is left. */
  readonly close: (timeout: number) => Promise<void>;
}

interface Holder {
  readonly flush: (timeout: number) => Promise<void>;
  /** Writes what `write` was given last to standard error, unless it has left. */
  readonly rescue: () => void;
}

/** Who may hold records, of all instances: the end of the process must not cut them off. */
const holders = new Set<Holder>();

/** Instances that were thrown away must not fill the memory, and so those that were made first are let go. */
const MAX_HOLDERS = 1000;
/** A logger whose promises never settle must not fill the memory: those beyond are not waited for. */
const MAX_OUTSTANDING = 10_000;
/** Frameworks may make a logger for each request, and most of them share what they write to. */
const MAX_LOGGERS = 16;

/** @param held by those who keep what is written: it must not be cut off either */
export function createSink(destination: Destination, held?: Flushable): Sink {
  const { logger: own, build } = destination;
  const outstanding = new Set<Promise<void>>();
  const loggers = new Set<Logger>(own === undefined || own === false ? [] : [own]);
  let crash: readonly [Recorded, Built] | undefined;
  let latest: object | undefined;

  const holder: Holder = {
    async flush(timeout) {
      await turnEnds();
      const upTo = latest;
      const [left, kept] = await Promise.all([
        flushed(loggers, outstanding, timeout),
        held === undefined || held.flush(timeout),
      ]);
      if (!left || !kept || latest !== upTo) return;
      crash = undefined;
      holders.delete(holder);
    },
    rescue() {
      if (crash !== undefined) recordPlainly(...crash);
      crash = undefined;
    },
  };

  return {
    write(recorded, facts, last = false, key?: Key) {
      const built = build(recorded, facts, last, key);
      const { logger, written, skipped } = record(recorded, facts, destination, built);
      if (skipped === true && last) recordPlainly(recorded, built);
      const isPlain = logger === undefined || logger === jsonLines;
      if (isPlain && held === undefined) return;
      latest = recorded;
      addBounded(holders, holder, MAX_HOLDERS);
      if (isPlain) return;
      if (own === undefined) addBounded(loggers, logger, MAX_LOGGERS);
      if (last) crash ??= [recorded, built];
      if (written === undefined || outstanding.size >= MAX_OUTSTANDING) return;
      outstanding.add(written);
      void written.then(() => outstanding.delete(written));
    },
    flush: holder.flush,
    async close(timeout) {
      await holder.flush(timeout);
      if (crash === undefined) holders.delete(holder);
    },
  };
}

/** The oldest leaves. */
function addBounded<Value>(set: Set<Value>, value: Value, max: number): void {
  if (set.has(value)) return;
  for (const oldest of set) {
    if (set.size < max) break;
    set.delete(oldest);
  }
  set.add(value);
}

/** The same for all instances, before the end of the process. */
export async function flushAll(timeout: number): Promise<void> {
  await Promise.resolve();
  finishTurn();
  await Promise.all([...holders].map(({ flush }) => flush(timeout)));
  await flushed([], [], timeout);
}

/** What loggers could not let go of of the errors that end the process goes to standard error. */
export function rescueAll(): void {
  for (const { rescue } of holders) rescue();
}
