/** Ctrl-C, and what ends services: the first asks the command to end, the next ends the process. */

import { INTERRUPTED } from './store.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export interface Interruptible {
  on(event: (typeof SIGNALS)[number], listener: () => void): unknown;
  exit(code: number): void;
}

/** @returns listens from its first call on, for commands that are over at once are ended by the signal itself */
export function createInterruption(target: Interruptible): () => AbortSignal {
  let controller: AbortController | undefined;
  return () => {
    if (controller !== undefined) return controller.signal;
    const made = new AbortController();
    controller = made;
    for (const signal of SIGNALS) {
      target.on(signal, () => {
        if (made.signal.aborted) target.exit(INTERRUPTED);
        made.abort();
      });
    }
    return made.signal;
  };
}
