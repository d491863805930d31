import { ignoreRejection } from '../rejection.ts';
import type { Observer } from './observer.ts';
import type { ObserverFaults } from './observer-faults.ts';
import { outcomeOf } from './outcome.ts';
import type { Answered } from './stored.ts';

/** Tells observers of an answer that is about to leave. Never throws. */
export type Answering = (answered: Answered) => void;

/** `undefined`: nobody wants to know. */
export function createAnswering(
  observers: readonly Observer[],
  failed: ObserverFaults,
): Answering | undefined {
  const asked = observers.filter(({ answering }) => answering !== undefined);
  if (asked.length === 0) return undefined;
  return (answered) => {
    const { correlationId } = answered;
    for (const observer of asked) {
      try {
        ignoreRejection(observer.answering!({ correlationId, ...outcomeOf(answered) }));
      } catch (error) {
        failed(observer, error);
      }
    }
  };
}
