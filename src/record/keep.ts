/** Those who keep failures, beside the logger: the store, and whoever observes. */

import type { Logger } from '../model.ts';
import { ignoreRejection } from '../rejection.ts';
import type { Built } from './build.ts';
import { frozenCopy } from './frozen.ts';
import type { Observer } from './observer.ts';
import type { StoredOccurrence } from './stored-occurrence.ts';
import { tell } from './tell.ts';

/** Never throws. */
export type Keep = (built: Built) => void;

/**
 * `undefined`: nobody is there.
 * @param logger is told once of each who fails
 */
export function createKeep(
  observers: readonly Observer[],
  logger: Logger | false | undefined,
): Keep | undefined {
  if (observers.length === 0) return undefined;
  const failed = new Set<Observer>();
  return (built) => {
    const stored = storedOf(built);
    // A client that went away saw no answer: nobody will ask for its reference.
    if (stored === undefined || stored.fault === 'abort') return;
    for (const observer of observers) {
      try {
        ignoreRejection(observer.observe(stored));
      } catch (error) {
        if (failed.has(observer)) continue;
        failed.add(observer);
        const name = nameOf(error);
        tell(
          logger,
          'error',
          `an observer of failures threw (${name}), which is told once; it is asked again`,
        );
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

/** Its message, and a name that is none, may hold what nobody is to read. */
function nameOf(error: unknown): string {
  try {
    if (!(error instanceof Error)) return typeof error;
    const name: unknown = error.name;
    return typeof name === 'string' && /^\w{1,64}$/.test(name) ? name : 'Error';
  } catch {
    return 'unknown';
  }
}
