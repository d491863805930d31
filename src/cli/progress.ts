/** How far long work is, on stderr, where people see it there. */

import { counted, grouped } from './counted.ts';
import { nowOf, type Io } from './io.ts';

export interface Progress {
  readonly count: () => void;
  /** Leaves nothing of it to be seen. */
  readonly clear: () => void;
  /** @param tells whether the number is told, although it did not take long */
  readonly end: (tells: boolean) => void;
}

/** Milliseconds that need no word, and between two words. */
const STEP = 1000;
/** The clock is not looked at for each. */
const BATCH = 100;
/** Back to the begin of the line, and empties it. */
const CLEAR = '\r\u001b[K';

export function createProgress(io: Io): Progress {
  const { stderr } = io;
  const start = nowOf(io);
  let number = 0;
  let told = start;
  let isShown = false;

  function clear(): void {
    if (isShown) stderr.write(CLEAR);
    isShown = false;
  }

  return {
    count() {
      number++;
      if (stderr.isTTY !== true || number % BATCH !== 0) return;
      const time = nowOf(io);
      if (time - told < STEP) return;
      told = time;
      isShown = true;
      const rate = grouped(Math.round((number * 1000) / (time - start)));
      stderr.write(`${CLEAR}${counted(number, 'occurrence')}, ${rate}/s`);
    },
    clear,
    end(tells) {
      const isTold = tells || isShown;
      clear();
      if (isTold) stderr.write(`${counted(number, 'occurrence')}\n`);
    },
  };
}
