/** What is seen to from time to time: days to come, retention, and how large the store is. */

import type { RetentionLimits } from '../store.ts';
import type { Days } from './days.ts';
import { bytesOf } from './leaves.ts';
import { prune } from './prune.ts';
import { BusyError } from './remove.ts';
import type { Connections } from './session.ts';

export interface Maintenance {
  /** Begins, unless it did before. */
  readonly start: () => void;
  readonly stop: () => void;
  /** Of the database, as last seen. */
  readonly bytes: () => number | undefined;
}

interface Parts {
  readonly connections: Connections;
  readonly schema: string;
  readonly ready: () => Promise<void>;
  readonly days: Days;
  readonly retention: RetentionLimits;
  readonly now: () => number;
  readonly onTrouble: (error: unknown) => void;
  /** Milliseconds until the first time, and between two. */
  readonly first?: number;
  readonly every?: number;
}

export function createMaintenance(parts: Parts): Maintenance {
  const { first = 60_000, every = 3_600_000 } = parts;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  let bytes: number | undefined;

  function later(delay: number): void {
    // Not all hosts at once, and none is kept alive by it.
    timer = setTimeout(() => void run(), delay * (0.75 + Math.random() / 2));
    timer.unref();
  }

  async function run(): Promise<void> {
    try {
      bytes = await maintain(parts);
    } catch (error) {
      // Whoever stopped it ended the connections too.
      if (!isStopped) parts.onTrouble(error);
    }
    if (!isStopped) later(every);
  }

  return {
    start() {
      if (timer === undefined && !isStopped) later(first);
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
    bytes: () => bytes,
  };
}

async function maintain({ connections, schema, ready, days, retention, now }: Parts): Promise<number> {
  await ready();
  await days.ensure([]);
  try {
    await prune(connections, schema, { limits: retention, now: now(), isAsked: false });
  } catch (error) {
    if (!(error instanceof BusyError)) throw error;
  }
  return connections.read((session) => bytesOf(session, schema));
}
