/** The time by which what is old goes. A host's clock may be wrong, and what went by it does not come back. */

import { DAY, HOUR, MINUTE } from './time.ts';

export interface Clock {
  /** Of a file that was just opened. @param newest the time of its newest occurrence that is not after now, if it has one */
  readonly compare: (newest: number | undefined) => void;
  readonly read: () => Times;
}

/** Without bounds while nothing tells whether the host's clock is right. */
export interface Times {
  /** It is so late at least. */
  readonly earliest: number;
  /** It is not later than this. */
  readonly latest: number;
}

/** Milliseconds by which clocks are set right while they run. */
const TOLERANCE = MINUTE;

/**
 * The host's clock is relied on where it goes on from what a file holds, or was not set for an hour. Once it is, time goes
 * on as it passes; a clock that was set counts after an hour.
 */
export function createClock(wall: () => number, passed: () => number = () => performance.now()): Clock {
  let kept = { offset: wall() - passed(), since: passed() };
  let relied: number | undefined;
  let isCompared = false;

  return {
    compare(newest) {
      // Later ones are this process's own, by the clock that is in question.
      if (!isCompared && newest !== undefined && wall() - newest <= DAY) relied = wall() - passed();
      isCompared = true;
    },
    read() {
      const offset = wall() - passed();
      if (Math.abs(offset - kept.offset) > TOLERANCE) kept = { offset, since: passed() };
      if (passed() - kept.since >= HOUR) relied = kept.offset;
      if (relied === undefined) return { earliest: -Infinity, latest: Infinity };
      const expected = relied + passed();
      return { earliest: Math.min(wall(), expected), latest: Math.max(wall(), expected) };
    },
  };
}
