/** Those who keep failures, beside the logger: the store, and whoever observes. */

import { ignoreRejection } from '../rejection.ts';
import type { Built } from './build.ts';
import { frozenCopy } from './frozen.ts';
import type { Observer } from './observer.ts';
import type { ObserverFaults } from './observer-faults.ts';
import type { StoredOccurrence } from './stored-occurrence.ts';

/** Never throws. */
export type Keep = (built: Built) => void;

/** `undefined`: nobody is there. */
export function createKeep(observers: readonly Observer[], failed: ObserverFaults): Keep | undefined {
  if (observers.length === 0) return undefined;
  return (built) => {
    const stored = storedOf(built);
    if (stored === undefined) return;
    // Connections that break between requests are no failures: load balancers do that all day.
    if (stored.fault === 'abort' && stored.request === undefined) return;
    for (const observer of observers) {
      try {
        ignoreRejection(observer.observe(stored));
      } catch (error) {
        failed(observer, error);
      }
    }
  };
}

/** `undefined` where not even the runtime does what it should: then the log has its reference. */
function storedOf(built: Built): StoredOccurrence | undefined {
  try {
    return frozenCopy(built.stored());
  } catch {
    return undefined;
  }
}
