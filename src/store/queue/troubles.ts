/** Operators are told when something begins to go wrong, how it goes on once a minute, and when it ends. */

import type { Events } from '../events.ts';
import { later } from './later.ts';

/** Each in one sentence what happens, and in another what can be done. */
export interface Trouble {
  readonly begins: string;
  /** @param count of times since it was told last */
  goesOn(count: number): string;
  /** @param total of times in all */
  ends(total: number): string;
  /** It is over when it was not seen for a minute, without `over` being called. */
  readonly passes?: boolean;
}

export interface Troubles {
  /** @param key names one trouble; few */
  occurs(key: string, count: number, trouble: Trouble): void;
  over(key: string): void;
  /** Tells what was not told yet, and sets no timer any more for what it knows. */
  stop(): void;
}

interface Running {
  trouble: Trouble;
  /** Since it was told last. */
  count: number;
  total: number;
  isOver: boolean;
  /** What was told last is that it goes on. */
  isOpen: boolean;
  /** Its end was told in this minute: what comes and goes again is told when the minute is over. */
  isQuiet: boolean;
  cancel: () => void;
}

const MINUTE = 60_000;

export function createTroubles({ emit }: Pick<Events, 'emit'>): Troubles {
  const running = new Map<string, Running>();

  function end(one: Running): void {
    one.isOpen = false;
    emit({ type: 'trouble', level: 'info', message: one.trouble.ends(one.total) });
  }

  function minute(key: string, one: Running): void {
    const { count, trouble } = one;
    if (count === 0 && trouble.passes === true) one.isOver = true;
    if (count > 0 || !one.isOver) {
      one.isOpen = true;
      emit({ type: 'trouble', level: 'error', message: trouble.goesOn(count) });
    }
    one.count = 0;
    if (one.isOpen && one.isOver) end(one);
    one.isQuiet = count > 0 && one.isOver;
    if (count === 0 && one.isOver) running.delete(key);
    else one.cancel = later(() => minute(key, one), MINUTE);
  }

  return {
    occurs(key, count, trouble) {
      const known = running.get(key);
      if (known !== undefined) {
        known.trouble = trouble;
        known.count += count;
        known.total += count;
        known.isOver = false;
        return;
      }
      const one = { trouble, count: 0, total: count, isOver: false, isOpen: true, isQuiet: false };
      const timed: Running = { ...one, cancel: later(() => minute(key, timed), MINUTE) };
      running.set(key, timed);
      emit({ type: 'trouble', level: 'error', message: trouble.begins });
    },
    over(key) {
      const one = running.get(key);
      if (one === undefined || one.isOver) return;
      one.isOver = true;
      if (!one.isOpen || one.isQuiet) return;
      one.isQuiet = true;
      end(one);
    },
    stop() {
      for (const { cancel, count, trouble } of running.values()) {
        cancel();
        if (count > 0) emit({ type: 'trouble', level: 'error', message: trouble.goesOn(count) });
      }
      running.clear();
    },
  };
}
