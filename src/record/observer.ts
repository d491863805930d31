import type { Outcome } from './outcome.ts';
import type { StoredOccurrence } from './stored-occurrence.ts';

/** Is told of every failure. What it throws is told once to the logger, and changes nothing. */
export interface Observer {
  /**
   * Before the answer leaves: what is bound to the request, such as its span, is still open. The client waits for it.
   * Failures that nobody is answered to come without.
   */
  readonly answering?: ((outcome: Outcome & { readonly correlationId: string }) => void) | undefined;
  /**
   * Once it was answered. Runs where the request's AsyncLocalStorage context is still in force.
   * @param occurrence frozen, with all its parts: others are told of it too
   */
  observe(occurrence: StoredOccurrence): void;
}
