/** Ctrl-C, what ends services, and the end of a terminal: the first asks the command to end, the next ends the process. */

import { INTERRUPTED } from './store.ts';

/** The last one comes from the shell and from the system at once: a second one is nobody's impatience. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
        if (made.signal.aborted && signal !== 'SIGHUP') target.exit(INTERRUPTED);
        made.abort();
      });
    }
    return made.signal;
  };
}
