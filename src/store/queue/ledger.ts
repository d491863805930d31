/** What became of the occurrences, in numbers. */

/** Where one waits; `adopted`: on disk, and another process took it. */
export type Origin = 'adopted' | 'memory' | 'spool';

export type Loss =
  | 'closed'
  | 'not an occurrence'
  | 'queue full'
  | 'refused by the store'
  | 'spool damaged'
  | 'spool full'
  | 'spool removed or taken over'
  | 'too large';

export interface Ledger {
  take(origin: 'memory' | 'spool'): void;
  store(origin: Origin, count: number): void;
  /** @param origin `undefined`: it was not taken */
  lose(origin: Origin | undefined, count: number, reason: Loss): void;
  /** Taken, and neither stored nor lost yet. */
  waiting(origin: 'memory' | 'spool'): number;
  readonly stored: number;
  readonly lost: Readonly<Record<string, number>>;
}

export function createLedger(onLoss: (count: number, reason: Loss) => void): Ledger {
  const waiting = { memory: 0, spool: 0 };
  const lost = new Map<Loss, number>();
  let stored = 0;

  function settle(origin: Origin | undefined, count: number): void {
    if (origin === 'memory' || origin === 'spool') waiting[origin] -= count;
  }

  return {
    take(origin) {
      waiting[origin] += 1;
    },
    store(origin, count) {
      stored += count;
      settle(origin, count);
    },
    lose(origin, count, reason) {
      if (count === 0) return;
      lost.set(reason, (lost.get(reason) ?? 0) + count);
      settle(origin, count);
      onLoss(count, reason);
    },
    waiting: (origin) => waiting[origin],
    get stored() {
      return stored;
    },
    get lost() {
      return Object.fromEntries(lost);
    },
  };
}
