/** Groups that have occurred a power of two times. */

import type { GroupChange } from '../store/group.ts';

export interface Milestones {
  /** Whether a group has passed one that is to be told. */
  readonly isPassed: (change: GroupChange, now: number) => boolean;
  /** There was an alert about it: it rests for a while. */
  readonly rest: (fingerprint: string, now: number) => void;
}

interface Kept {
  /** The last that was told, or left out. */
  readonly passed?: number;
  readonly restedAt: number;
}

const REST = 10 * 60_000;
const MAX_KEPT = 10_000;

export function createMilestones(): Milestones {
  /** Of groups that rest, or did. */
  const kept = new Map<string, Kept>();

  function keep(fingerprint: string, entry: Kept): void {
    kept.delete(fingerprint);
    kept.set(fingerprint, entry);
    if (kept.size <= MAX_KEPT) return;
    for (const oldest of kept.keys()) {
      kept.delete(oldest);
      if (kept.size <= MAX_KEPT * 0.9) return;
    }
  }

  return {
    isPassed({ group: { fingerprint, count }, added }, now) {
      const entry = kept.get(fingerprint);
      const before = entry?.passed ?? milestoneOf(count - added);
      const passed = milestoneOf(count);
      // A clock that went back ends the rest.
      if (entry !== undefined && now >= entry.restedAt && now < entry.restedAt + REST) {
        // Those passed meanwhile are told after the rest, as one.
        if (entry.passed === undefined) keep(fingerprint, { ...entry, passed: before });
        return false;
      }
      if (passed < 2 || passed <= before) return false;
      keep(fingerprint, { passed, restedAt: now });
      return true;
    },
    rest(fingerprint, now) {
      const passed = kept.get(fingerprint)?.passed;
      keep(fingerprint, { restedAt: now, ...(passed !== undefined && { passed }) });
    },
  };
}

/** The greatest power of two that is not more; 0 of 0. */
function milestoneOf(count: number): number {
  return 2 ** Math.floor(Math.log2(count));
}
