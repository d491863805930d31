/** Questions in a terminal. */

import { createInterface } from 'node:readline';
import type { Out } from './io.ts';

/** @returns asks: the answer is empty where there is none, as at Ctrl-D, or once the signal is aborted */
export function createAsk(
  input: NodeJS.ReadableStream,
  out: Out,
): (question: string, signal: AbortSignal) => Promise<string> {
  return (question, signal) =>
    new Promise((resolve) => {
      out.write(question);
      // Ctrl-C stays the terminal's: it reaches the process.
      const lines = createInterface({ input, terminal: false });
      lines.once('line', (line) => {
        resolve(line);
        lines.off('close', end);
        lines.close();
      });
      const end = (): void => {
        out.write('\n');
        resolve('');
      };
      lines.once('close', end);
      if (signal.aborted) lines.close();
      else signal.addEventListener('abort', () => lines.close(), { once: true });
    });
}
