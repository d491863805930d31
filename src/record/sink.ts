/** Where one instance's records go, and what of them is still on its way. */

import type { Logger, RequestFacts } from '../model.ts';
import { flushed } from './flush.ts';
import { jsonLines } from './json-lines.ts';
import { record, type Destination, type Recorded } from './record.ts';

export interface Sink {
  /** Never throws. */
  readonly write: (recorded: Recorded, facts: RequestFacts) => void;
  /** Resolves when everything written so far has left the process, at the latest after `timeout` ms. Never rejects. */
  readonly flush: (timeout: number) => Promise<void>;
}

/** A logger whose promises never settle must not fill the memory: those beyond are not waited for. */
const MAX_OUTSTANDING = 10_000;

export function createSink(destination: Destination): Sink {
  const outstanding = new Set<Promise<void>>();
  // Without a logger of its own an instance writes to those of requests, which share what they write to.
  let last: Logger | undefined;
  return {
    write(recorded, facts) {
      const { logger, written } = record(recorded, facts, destination);
      if (logger !== undefined && logger !== jsonLines) last = logger;
      if (written === undefined || outstanding.size >= MAX_OUTSTANDING) return;
      outstanding.add(written);
      void written.then(() => outstanding.delete(written));
    },
    async flush(timeout) {
      // What `handle` has put off to the next microtask.
      await Promise.resolve();
      if (destination.logger !== false) await flushed(destination.logger ?? last, [...outstanding], timeout);
    },
  };
}
