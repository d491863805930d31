import type { Logger } from '../model.ts';
import type { Observer } from './observer.ts';
import { tell } from './tell.ts';

/** Takes what an observer threw. Never throws. */
export type ObserverFaults = (observer: Observer, thrown: unknown) => void;

/** @param logger is told once of each who fails */
export function createObserverFaults(logger: Logger | false | undefined): ObserverFaults {
  const failed = new Set<Observer>();
  return (observer, thrown) => {
    if (failed.has(observer)) return;
    failed.add(observer);
    const name = nameOf(thrown);
    tell(logger, 'error', `an observer of failures threw (${name}), which is told once; it is asked again`);
  };
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
