/** Who is told what a store does. */

import { ignoreRejection } from '../rejection.ts';
import type { Store, StoreEvent } from './store.ts';

export interface Events {
  /** Never throws, whatever listeners do. */
  readonly emit: (event: StoreEvent) => void;
  readonly subscribe: Store['subscribe'];
}

const MAX_KEPT = 100;

export function createEvents(): Events {
  const listeners = new Set<(event: StoreEvent) => void>();
  let early: StoreEvent[] = [];
  return {
    emit(event) {
      if (listeners.size === 0 && early.length < MAX_KEPT) early.push(event);
      for (const listener of listeners) call(listener, event);
    },
    subscribe(listener) {
      // Of its own, so that the same function may listen twice.
      const own: typeof listener = (event) => listener(event);
      listeners.add(own);
      const missed = early;
      early = [];
      for (const event of missed) call(own, event);
      return () => listeners.delete(own);
    },
  };
}

function call(listener: (event: StoreEvent) => void, event: StoreEvent): void {
  try {
    // Asynchronous ones are taken too: their rejection would end the process.
    ignoreRejection(listener(event));
  } catch {
    // A listener's own fault, which nothing here could mend.
  }
}
