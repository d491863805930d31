/** Stores that are slow, gone, or wrong: writers for the queue, and what they were given. */

import { vi } from 'vitest';
import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import { createEvents } from '../../../src/store/events.ts';
import type { GroupChange } from '../../../src/store/group.ts';
import { createQueue, type Queue, type QueueOptions } from '../../../src/store/queue.ts';
import type { StoreEvent } from '../../../src/store/store.ts';
import { anOccurrence } from '../occurrences.ts';

export type Write = (batch: readonly StoredOccurrence[]) => unknown;

export interface Tried {
  readonly queue: Queue;
  readonly events: StoreEvent[];
  /** Ids of each batch that the writer was given, in order. */
  readonly batches: string[][];
  /** Sentences of what went wrong, with their level. */
  troubles(): string[];
}

/** A queue before a writer, without delays unless they are asked for. */
export function tryQueue(write: Write, options: Partial<QueueOptions> = {}): Tried {
  const events = createEvents();
  const seen: StoreEvent[] = [];
  events.subscribe((event) => seen.push(event));
  const batches: string[][] = [];
  const queue = createQueue({
    name: 'a store',
    events,
    delay: 0,
    ...options,
    writer: {
      write(batch) {
        batches.push(batch.map(({ id }) => id));
        return write(batch) as Promise<readonly GroupChange[]>;
      },
    },
  });
  return {
    queue,
    events: seen,
    batches,
    troubles: () =>
      seen.flatMap((event) => (event.type === 'trouble' ? [`${event.level}: ${event.message}`] : [])),
  };
}

export function named(id: string, message: string = 'x'): StoredOccurrence {
  return anOccurrence({ id, error: { message } });
}

/** As many as asked for, named `a0`, `a1`, …, put one after the other. */
export function putMany(queue: Queue, count: number, name: string = 'a'): string[] {
  const ids = Array.from({ length: count }, (_, index) => `${name}${index}`);
  for (const id of ids) queue.put(named(id));
  return ids;
}

export async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

export function hang(): Promise<never> {
  return new Promise(() => {});
}
