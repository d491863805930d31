/** Who keeps the failures of an instance, or is told of them: the store, the alerts, the observers. */

import { createAlerts } from './alerts/index.ts';
import type { FaultlineOptions } from './options.ts';
import type { Logger } from './model.ts';
import { within } from './record/flush.ts';
import { ignoreRejection } from './rejection.ts';
import { createAnswering, type Answering } from './record/answering.ts';
import { createKeep, type Keep } from './record/keep.ts';
import type { Observer } from './record/observer.ts';
import { createObserverFaults } from './record/observer-faults.ts';
import type { Flushable } from './record/sink.ts';
import { tell } from './record/tell.ts';
import { memoryStore } from './store/memory.ts';
import type { Store } from './store/store.ts';

export interface Keepers {
  /** `undefined`: nobody keeps anything. */
  readonly keep: Keep | undefined;
  readonly store: Store | undefined;
  /** What is about to be kept, before it is answered. Never throws; `undefined`: nobody wants to know. */
  readonly announce: ((json: string) => void) | undefined;
  readonly answering: Answering | undefined;
  /** What must not be cut off when the process ends; `undefined`: nothing. */
  readonly held: Flushable | undefined;
  /** Never rejects. */
  readonly close: (timeout: number) => Promise<void>;
}

/** Milliseconds that a store has beyond the time it was given: one of somebody else's may hang. */
const GRACE = 3000;

/** @throws FaultlineError on wrong alerts */
export function createKeepers(
  { store: given, alerts: wanted, observers = [] }: FaultlineOptions,
  logger: Logger | false | undefined,
): Keepers {
  const store = given === false ? undefined : (given ?? memoryStore());
  const alerts =
    wanted === undefined ? undefined : createAlerts(wanted, (level, message) => tell(logger, level, message));
  const stop = store?.subscribe((event) => {
    if (event.type === 'stored') alerts?.changed(event.changes);
    else tell(logger, event.level, event.message);
  });
  async function flush(timeout: number): Promise<boolean> {
    const end = performance.now() + timeout;
    const isKept = store === undefined || (await within(timeout, () => store.flush(timeout))) === true;
    if (alerts === undefined) return isKept;
    // What has just been stored may have been worth an alert.
    const left = Math.max(0, end - performance.now());
    return (await within(left, () => alerts.flush().then(() => true))) === true && isKept;
  }
  const keeping: Observer | undefined = store && { observe: (occurrence) => store.put(occurrence) };
  const all = [keeping, alerts, ...observers].filter((observer) => observer !== undefined);
  const failed = createObserverFaults(logger);
  return {
    keep: createKeep(all, failed),
    answering: createAnswering(observers, failed),
    store,
    announce:
      store?.announce === undefined
        ? undefined
        : (json) => {
            try {
              ignoreRejection(store.announce!(json));
            } catch {
              // It is put in a moment, and whoever fails then is told of.
            }
          },
    held: store === undefined && alerts === undefined ? undefined : { flush },
    async close(timeout) {
      if (store !== undefined) await within(timeout + GRACE, () => store.close(timeout));
      // It learns from the store until then.
      await within(GRACE, async () => stop?.());
      await alerts?.close();
    },
  };
}
