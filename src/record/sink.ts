/** Where one instance's records go, and what of them is still on its way. */

import type { Logger, RequestFacts } from '../model.ts';
import { flushed } from './flush.ts';
import { jsonLines } from './json-lines.ts';
import { record, recordPlainly, type Destination, type Recorded } from './record.ts';

export interface Sink {
  /**
   * Never throws.
   * @param last the process ends for it: it must not vanish with a logger that is off, or cannot let go of it
   */
  readonly write: (recorded: Recorded, facts: RequestFacts, last?: boolean) => void;
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

export function createSink({ logger: own, redactor }: Destination): Sink {
  const destination = { logger: own, redactor };
  const outstanding = new Set<Promise<void>>();
  const loggers = new Set<Logger>(own === undefined || own === false ? [] : [own]);
  let crash: readonly [Recorded, RequestFacts] | undefined;
  let latest: object | undefined;

  const holder: Holder = {
    async flush(timeout) {
      // What `handle` has put off to the next microtask.
      await Promise.resolve();
      const upTo = latest;
      const ok = await flushed(loggers, outstanding, timeout);
      if (!ok || latest !== upTo) return;
      crash = undefined;
      holders.delete(holder);
    },
    rescue() {
      if (crash !== undefined) recordPlainly(...crash, redactor);
      crash = undefined;
    },
  };

  return {
    write(recorded, facts, last = false) {
      const { logger, written, skipped } = record(recorded, facts, destination);
      if (skipped === true && last) recordPlainly(recorded, facts, redactor);
      if (logger === undefined || logger === jsonLines) return;
      latest = recorded;
      addBounded(holders, holder, MAX_HOLDERS);
      if (own === undefined) addBounded(loggers, logger, MAX_LOGGERS);
      if (last) crash ??= [recorded, facts];
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
  await Promise.all([...holders].map(({ flush }) => flush(timeout)));
  await flushed([], [], timeout);
}

/** What loggers could not let go of of the errors that end the process goes to standard error. */
export function rescueAll(): void {
  for (const { rescue } of holders) rescue();
}
