/** The groups that are kept: those that were not seen for longest go first, those that people care for last. */

import type { GroupRecord } from '../group-record.ts';

export interface KeptGroups {
  readonly get: (fingerprint: string) => GroupRecord | undefined;
  /** As the one that was seen last. */
  readonly set: (record: GroupRecord) => void;
  /** In its place. */
  readonly update: (record: GroupRecord) => void;
  readonly all: () => readonly GroupRecord[];
  /** Removes those not seen since, but for those that people care for. @returns how many went */
  readonly prune: (before: number) => number;
}

export function createGroups(most: number): KeptGroups {
  /** In the order in which they were seen. */
  const loose = new Map<string, GroupRecord>();
  const cared = new Map<string, GroupRecord>();

  /** For one more. */
  function makeRoom(): void {
    // Some at once: what was deleted from the front of a Map is walked over until the Map is rebuilt.
    const least = most - 1 - Math.floor(most / 16);
    for (const groups of [loose, cared]) {
      for (const fingerprint of groups.keys()) {
        if (loose.size + cared.size <= least) return;
        groups.delete(fingerprint);
      }
    }
  }

  function update(record: GroupRecord): void {
    const [to, from] = isCaredFor(record) ? [cared, loose] : [loose, cared];
    from.delete(record.fingerprint);
    to.set(record.fingerprint, record);
  }

  return {
    update,
    get: (fingerprint) => loose.get(fingerprint) ?? cared.get(fingerprint),
    set(record) {
      loose.delete(record.fingerprint);
      cared.delete(record.fingerprint);
      if (loose.size + cared.size >= most) makeRoom();
      update(record);
    },
    all: () => [...loose.values(), ...cared.values()],
    prune(before) {
      const size = loose.size;
      for (const { fingerprint, lastAt } of loose.values()) if (lastAt < before) loose.delete(fingerprint);
      return size - loose.size;
    },
  };
}

function isCaredFor({ state, notes }: GroupRecord): boolean {
  return state === 'muted' || state === 'ignored' || notes.length > 0;
}
