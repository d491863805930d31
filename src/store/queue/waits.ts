/** Who waits until what came in before is done. */

import type { Progress } from './progress.ts';
import { toDelay } from './later.ts';

export interface Waits {
  /** Resolves with `true` once all that came in before is done, with `false` after `timeout` ms. Keeps the process alive. */
  wait(timeout: number): Promise<boolean>;
  /** To be called when something is done, or lost. */
  readonly look: () => void;
}

interface Wait {
  readonly isOver: () => boolean;
  readonly end: (isOver: boolean) => void;
}

export function createWaits(lanes: readonly Progress[]): Waits {
  const waits = new Set<Wait>();
  return {
    wait(timeout) {
      const marks = lanes.map((progress) => [progress, progress.mark()] as const);
      const isOver = (): boolean => marks.every(([progress, mark]) => progress.isPast(mark));
      if (isOver()) return Promise.resolve(true);
      return new Promise((done) => {
        const end = (result: boolean): void => {
          clearTimeout(timer);
          waits.delete(wait);
          done(result);
        };
        const wait: Wait = { isOver, end };
        const timer = setTimeout(() => end(isOver()), toDelay(timeout));
        waits.add(wait);
      });
    },
    look() {
      for (const { isOver, end } of waits) if (isOver()) end(true);
    },
  };
}
