/** How many alerts go out: few of a flood, and in the end how many did not. */

import type { Alert } from './alert.ts';

export interface Budget {
  /** Whether one may go out now; what may not is counted. */
  readonly take: (kind: Alert['kind'], now: number) => boolean;
  /** Of each kind, what did not go out since it was asked last. */
  readonly heldBack: () => ReadonlyMap<Alert['kind'], number>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Of new groups and milestones, of which there may be any number. */
const MANY_A_MINUTE = 3;
/** Of those that matter whatever else is told. */
const FEW_A_MINUTE = 6;

/** @param most alerts an hour */
export function createBudget(most: number): Budget {
  /** When they went out, for the last hour. */
  let all: number[] = [];
  let many: number[] = [];
  let held = new Map<Alert['kind'], number>();

  function isFree(kind: Alert['kind'], now: number): boolean {
    // A clock that went back would keep them for as long as it went back.
    const isRecent = (at: number): boolean => at <= now && at > now - HOUR;
    all = all.filter(isRecent);
    many = many.filter(isRecent);
    const isMany = kind === 'new' || kind === 'milestone';
    const inMinute = (times: readonly number[]): number =>
      times.reduce((count, at) => count + Number(at > now - MINUTE), 0);
    if (all.length >= most) return false;
    if (!isMany) return inMinute(all) - inMinute(many) < FEW_A_MINUTE;
    return many.length < Math.ceil(most / 2) && inMinute(many) < MANY_A_MINUTE;
  }

  return {
    take(kind, now) {
      const isTaken = isFree(kind, now);
      if (!isTaken) held.set(kind, (held.get(kind) ?? 0) + 1);
      else {
        all.push(now);
        if (kind === 'new' || kind === 'milestone') many.push(now);
      }
      return isTaken;
    },
    heldBack() {
      const counts = held;
      held = new Map();
      return counts;
    },
  };
}
