/** Alerts as they are told, under a clock that stands until a test moves it. */

import { createAlerts, type Alert, type AlertOptions, type Alerts } from '../../src/alerts/index.ts';
import type { StoredOccurrence } from '../../src/record/stored-occurrence.ts';
import type { GroupChange } from '../../src/store/group.ts';
import { withOccurrences, withUpdate, type GroupRecord } from '../../src/store/group-record.ts';
import { anOccurrence, MINUTE, NOON, type Overrides } from '../store/occurrences.ts';

export interface Told {
  readonly alerts: Alerts;
  readonly told: Alert[];
  /** What operators were told. */
  readonly troubles: string[];
  /** Moves the clock on. */
  readonly pass: (milliseconds: number) => void;
  /** Observes so many failures, spread evenly over minutes that pass. */
  readonly fail: (count: number, minutes?: number, overrides?: Overrides) => void;
  /** Titles of what was told since it was asked last. */
  readonly titles: () => string[];
}

export function alertsOf(options: Partial<AlertOptions> = {}): Told {
  const told: Alert[] = [];
  const troubles: string[] = [];
  let now = NOON;
  let asked = 0;
  const alerts = createAlerts(
    { notify: (alert) => void told.push(alert), now: () => now, ...options },
    (level, message) => troubles.push(`${level}: ${message}`),
  );
  return {
    alerts,
    told,
    troubles,
    pass(milliseconds) {
      now += milliseconds;
    },
    fail(count, minutes = 0, overrides = {}) {
      for (let index = 0; index < count; index++) {
        alerts.observe(anOccurrence({ at: now, ...overrides }));
        now += (minutes * MINUTE) / count;
      }
      if (count === 0) now += minutes * MINUTE;
    },
    titles() {
      const titles = told.slice(asked).map(({ kind, title }) => `${kind}: ${title}`);
      asked = told.length;
      return titles;
    },
  };
}

/** Changes as a store tells them, of one group. */
export function groupOf(fingerprint: string): {
  readonly add: (count?: number, overrides?: Overrides) => GroupChange;
  readonly set: (state: GroupRecord['state'], release?: string) => void;
} {
  let record: GroupRecord | undefined;
  return {
    add(count = 1, overrides = {}) {
      const added = Array.from({ length: count }, (): StoredOccurrence =>
        anOccurrence({ fingerprint, ...overrides }),
      );
      const { record: next, change } = withOccurrences(record, added);
      record = next;
      return change;
    },
    set(state, release) {
      const update = { state, by: 'ann', at: NOON, ...(release !== undefined && { release }) };
      record = withUpdate(record!, update);
    },
  };
}
