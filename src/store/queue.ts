/** Between an application that must not wait and a store that may be slow or gone. */

import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import type { Events } from './events.ts';
import type { GroupChange } from './group.ts';
import { attemptWrite, type Writer } from './queue/attempt.ts';
import { checkQueueOptions } from './queue/check-options.ts';
import { createLedger } from './queue/ledger.ts';
import { later } from './queue/later.ts';
import { createMemoryLane } from './queue/memory-lane.ts';
import { createSentences } from './queue/sentences.ts';
import type { Spooling } from './queue/spooling.ts';
import { createSpoolLane, type SpoolLane } from './queue/spool-lane.ts';
import { createTroubles } from './queue/troubles.ts';
import { createTurns } from './queue/turns.ts';
import { createWaits } from './queue/waits.ts';
import { createWriting } from './queue/writing.ts';
import type { StoreStatus } from './store.ts';

export { RefusedError } from './queue/refused-error.ts';
export type { Spooling } from './queue/spooling.ts';
export type { Writer } from './queue/attempt.ts';

export interface QueueOptions {
  /** The store's, without credentials. */
  readonly name: string;
  readonly writer: Writer;
  readonly events: Events;
  /** That wait in memory at most; beyond that the oldest is lost. Default: 10,000. */
  readonly occurrences?: number;
  /** That these may take, about. Default: 32 MiB. */
  readonly bytes?: number;
  /** Occurrences in one write, at most. Default: 500. */
  readonly batch?: number;
  /** Milliseconds that a batch waits to fill. Default: 50. */
  readonly delay?: number;
  /** Writes at a time. Default: 1. */
  readonly writers?: number;
  /** Milliseconds after which a write is given up, and tried again. Default: 30,000. */
  readonly timeLimit?: number;
  /**
   * Where occurrences wait on disk (`spoolIn`): each is written there before `put` returns, so that the end of the process
   * loses none of them, and what processes left that are gone is stored too. Where it fails they wait in memory.
   */
  readonly spool?: Spooling;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** What a store says of itself; see `Store`. */
export interface Queue {
  /** Never throws, never waits. */
  put(occurrence: StoredOccurrence): void;
  /** What `put` will be given in a moment, as JSON. With a spool, the end of the process does not lose it. Never throws. */
  announce(json: string): void;
  /**
   * Resolves with `true` once all that was put before is stored, or counted as lost; with `false` after `timeout` ms.
   * Keeps the process alive until then; nothing else does. Never rejects.
   */
  flush(timeout: number): Promise<boolean>;
  /** `flush`, and the end: what is not stored by then waits on disk for the next process, or is lost and counted. */
  close(timeout: number): Promise<void>;
  status(): StoreStatus;
}

/** Milliseconds between two looks for what other processes left. */
const ADOPT = 60_000;

/**
 * Each has a state of its own. A spool that cannot be had is told as trouble, and tried again.
 * @throws FaultlineError where an option is wrong
 */
export function createQueue(options: QueueOptions): Queue {
  checkQueueOptions(options);
  const { name, writer, events, now = Date.now, timeLimit = 30_000 } = options;
  const { occurrences = 10_000, bytes = 2 ** 25, delay = 50, writers = 1, spool: spooling } = options;
  const batch = Math.min(options.batch ?? 500, occurrences);
  const troubles = createTroubles(events);
  let lastError: StoreStatus['lastError'];
  let isHealthy = true;
  let isClosed = false;
  let isEnded = false;
  let closing: Promise<void> | undefined;

  const ledger = createLedger((count, reason) => {
    troubles.occurs(`lost: ${reason}`, count, sentences.lost(reason, count));
  });
  const waiting = (): number => ledger.waiting('memory') + ledger.waiting('spool');
  const sentences = createSentences(name, spooling?.name, waiting);

  function note(message: string): void {
    lastError = { at: now(), message };
  }

  function tell(changes: readonly GroupChange[]): void {
    if (changes.length > 0 && !isEnded) events.emit({ type: 'stored', changes });
  }

  /** Whatever it was that nothing waits for any more: a write, or the loss of what was waited for. */
  function onPast(): void {
    waits.look();
  }

  const spool =
    spooling &&
    createSpoolLane({
      spooling,
      batch,
      ledger,
      onTrouble(doing, message) {
        if (message === undefined) return troubles.over(doing);
        note(message);
        troubles.occurs(doing, 1, sentences.spool(doing, message));
      },
      onPast,
    });
  const memory = createMemoryLane({
    occurrences,
    bytes,
    batch,
    ledger,
    overflow: () => (spool?.isFull === true ? 'spool full' : 'queue full'),
    onPast,
  });
  const lanes = [memory.progress, ...(spool === undefined ? [] : [spool.progress])];
  const waits = createWaits(lanes);
  const writing = createWriting({
    attempt: (piece) => attemptWrite(piece, { writer, timeLimit, onLate: tell }),
    onStored({ origin }, count, changes) {
      isHealthy = true;
      troubles.over('store');
      ledger.store(origin, count);
      tell(changes);
    },
    onRefused({ origin }, message) {
      note(message);
      ledger.lose(origin, 1, 'refused by the store');
    },
    onFailed(message) {
      isHealthy = false;
      note(message);
      troubles.occurs('store', 1, sentences.store(message));
    },
  });
  const turns = createTurns({
    writers,
    delay,
    batch,
    pending: () => lanes.reduce((sum, { pending }) => sum + pending, 0),
    // What only is in memory first.
    next: () => memory.next() ?? spool?.next(),
    nextAdopted: () => spool?.nextAdopted(),
    write: (taken) => writing.write(taken),
  });
  const stopAdopting = spool === undefined ? undefined : adoptNowAndThen(spool, turns.look);

  async function flush(timeout: number): Promise<boolean> {
    const calm = [writing.hurry(), turns.hurry()] as const;
    const isDone = await waits.wait(timeout);
    for (const calmDown of calm) calmDown();
    return isDone;
  }

  async function end(timeout: number): Promise<void> {
    isClosed = true;
    await flush(timeout);
    isEnded = true;
    stopAdopting?.();
    turns.stop();
    writing.stop();
    ledger.lose('memory', ledger.waiting('memory'), 'closed');
    spool?.close();
    troubles.stop();
  }

  return {
    put(occurrence) {
      try {
        if (isClosed) return ledger.lose(undefined, 1, 'closed');
        if (typeof occurrence.id !== 'string') return ledger.lose(undefined, 1, 'not an occurrence');
        if (spool?.put(occurrence) !== true) memory.put(occurrence);
        turns.look();
      } catch {
        ledger.lose(undefined, 1, 'not an occurrence');
      }
    },
    announce(json) {
      if (!isClosed) spool?.announce(json);
    },
    flush,
    close(timeout) {
      closing ??= end(timeout);
      return closing;
    },
    status: () => ({
      name,
      healthy: isHealthy,
      stored: ledger.stored,
      waiting: waiting(),
      spooled: ledger.waiting('spool'),
      lost: ledger.lost,
      ...(lastError !== undefined && { lastError }),
    }),
  };
}

/** Not before the first turn: there may be many, and the application is starting. */
function adoptNowAndThen(spool: SpoolLane, look: () => void): () => void {
  let cancel = later(adopt, 0);
  function adopt(): void {
    spool.adopt();
    look();
    cancel = later(adopt, ADOPT);
  }
  return () => cancel();
}
