/** What a store tells of its troubles, on stderr. */

import { FaultlineError } from '../codes.ts';
import { wrap } from './layout.ts';
import { printable } from './printable.ts';
import { styleFor } from './style.ts';
import type { StoreEvent } from '../store/store.ts';
import type { Io } from './io.ts';

export interface Troubles {
  readonly hear: (event: StoreEvent) => void;
  /** Tells those that waited for the end of the work, and what comes from now on. */
  readonly tell: (error?: unknown) => void;
}

/**
 * A command fails by what its store has trouble with: the error says it, in words that are about the command.
 * @param isLasting whoever looks on wants to know at once
 */
export function createTroubles(io: Io, isLasting: boolean): Troubles {
  let waiting: string[] | undefined = isLasting ? undefined : [];
  let cause: string | undefined;

  function told(message: string): void {
    if (cause !== undefined && message.includes(cause)) return;
    io.stderr.write(`${styleFor(io).doubtful('store:')} ${wrap(printable(message), io.columns, 7)}\n`);
  }

  return {
    hear(event) {
      if (event.type !== 'trouble' || event.level === 'info') return;
      if (waiting === undefined) told(event.message);
      else waiting.push(event.message);
    },
    tell(error) {
      if (error instanceof FaultlineError) cause = error.message;
      waiting?.forEach(told);
      waiting = undefined;
    },
  };
}
