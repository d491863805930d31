import type { StoredOccurrence } from './stored-occurrence.ts';

/** Is told of every failure, once it was answered. */
export interface Observer {
  /**
   * Runs where the request's AsyncLocalStorage context is still in force. What it throws is told once to the logger, and
   * changes nothing.
   * @param occurrence frozen, with all its parts: others are told of it too
   */
  observe(occurrence: StoredOccurrence): void;
}
