/** A stream of the process as commands write to it. */

import type { Out } from './io.ts';

export interface Stream {
  readonly isTTY?: boolean;
  readonly writableNeedDrain: boolean;
  write(text: string): boolean;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
  on(event: 'close' | 'drain', listener: () => void): unknown;
}

/**
 * `faultline check … | head` closes the pipe early: what is not read is not missed.
 * @param onFailure called where it cannot be written for another reason
 */
export function outOf(stream: Stream, onFailure: () => void): Out {
  let isGone = false;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  const end = (): void => {
    isGone = true;
    wake();
  };
  stream.on('drain', wake);
  stream.on('close', end);
  stream.on('error', ({ code }) => {
    end();
    if (code !== 'EPIPE') onFailure();
  });
  return {
    isTTY: stream.isTTY === true,
    write: (text) => isGone || stream.write(text),
    ready() {
      if (isGone || !stream.writableNeedDrain) return !isGone;
      return new Promise((resolve) => {
        waiting.push(() => resolve(!isGone));
      });
    },
  };
}
