/** A host's clock that is wrong, and what goes by it. */

import { describe, expect, it, vi } from 'vitest';
import { createClock, type Clock } from '../../../src/store/sqlite/clock.ts';
import { newestAt, pruning } from '../../../src/store/sqlite/prune.ts';
import { createPruner } from '../../../src/store/sqlite/pruner.ts';
import type { RetentionLimits } from '../../../src/store/store.ts';
import { anOccurrence, DAY, HOUR, MINUTE, NOON } from '../occurrences.ts';
import { localStores } from './local-store.ts';
import { memoryFile, type MemoryFile } from './opened-file.ts';

interface Host {
  readonly clock: Clock;
  /** Lets time pass. */
  readonly wait: (milliseconds: number) => void;
  /** Sets its clock. */
  readonly set: (milliseconds: number) => void;
}

/** Whose clock says `NOON`. */
function host(): Host {
  let [passed, wall] = [5000, NOON];
  return {
    clock: createClock(
      () => wall,
      () => passed,
    ),
    wait(milliseconds) {
      passed += milliseconds;
      wall += milliseconds;
    },
    set: (milliseconds) => (wall += milliseconds),
  };
}

const at = (time: number): object => ({ earliest: time, latest: time });
const NEVER = { earliest: -Infinity, latest: Infinity };

describe('R38 the clock', () => {
  it('is relied on where it goes on from what the file holds', () => {
    const { clock, wait } = host();
    expect(clock.read()).toEqual(NEVER);
    clock.compare(NOON - DAY);
    expect(clock.read()).toEqual(at(NOON));
    wait(DAY);
    expect(clock.read()).toEqual(at(NOON + DAY));
  });

  it.each([undefined, NOON - DAY - 1])('is relied on after an hour where the file holds %j', (newest) => {
    const { clock, wait } = host();
    clock.compare(newest);
    // This process's own, by the same clock.
    clock.compare(NOON);
    wait(HOUR - 1);
    expect(clock.read()).toEqual(NEVER);
    wait(1);
    expect(clock.read()).toEqual(at(NOON + HOUR));
  });

  it.each([30 * DAY, -30 * DAY])('that is set by %d ms counts after an hour', (jump) => {
    const { clock, set, wait } = host();
    clock.compare(NOON);
    set(jump);
    const both = [0, jump].toSorted((a, b) => a - b).map((by) => NOON + by);
    expect(clock.read()).toEqual({ earliest: both[0], latest: both[1] });
    wait(HOUR - 1);
    expect(clock.read()).toEqual({ earliest: both[0]! + HOUR - 1, latest: both[1]! + HOUR - 1 });
    wait(1);
    expect(clock.read()).toEqual(at(NOON + jump + HOUR));
  });

  it('that is set again meanwhile counts an hour after that; by less than a minute it is not set', () => {
    const { clock, set, wait } = host();
    clock.compare(NOON);
    set(30 * DAY);
    clock.read();
    wait(HOUR / 2);
    set(-30 * DAY);
    expect(clock.read()).toEqual(at(NOON + HOUR / 2));
    wait(HOUR);
    set(MINUTE);
    expect(clock.read()).toEqual({ earliest: NOON + 1.5 * HOUR, latest: NOON + 1.5 * HOUR + MINUTE });
  });
});

function prune({ statements }: MemoryFile, limits: RetentionLimits, now: number): number {
  let occurrences = 0;
  for (const pruned of pruning(statements, limits, { earliest: now, latest: now }))
    occurrences += pruned.occurrences;
  return occurrences;
}

/** So many good ones, an hour apart until `NOON`, and so many of a clock that was ahead. */
function mixed(good: number, ahead: number, text = ''): MemoryFile {
  const file = memoryFile();
  const error = { message: text };
  const one = (time: number, fingerprint: string) => anOccurrence({ at: time, fingerprint, error });
  file.write([
    ...Array.from({ length: ahead }, (_, index) => one(NOON + 30 * DAY + index * HOUR, `ahead${index}`)),
    ...Array.from({ length: good }, (_, index) => one(NOON - index * HOUR, `good${index}`)),
  ]);
  return file;
}

const times = ({ statements }: MemoryFile): number[] =>
  statements.all('SELECT at FROM occurrence ORDER BY at').map((row) => Number(row.at));

describe('R38 what a clock that was ahead wrote', () => {
  it('is what a number takes first, the latest of it, and no more than must', () => {
    const file = mixed(700, 600);
    expect(prune(file, { occurrences: 701 }, NOON)).toBe(599);
    expect(times(file).at(-1)).toBe(NOON + 30 * DAY);
    expect(prune(file, { occurrences: 650 }, NOON)).toBe(51);
    expect(times(file).at(-1)).toBe(NOON);
    expect(times(file)[0]).toBe(NOON - 649 * HOUR);
    for (const table of ['grp', 'kind', 'hour_dim', 'minute_kind']) expect(file.count(table)).toBe(650);
  });

  it('is what a size takes first', () => {
    const file = mixed(500, 500, 'x'.repeat(500));
    const { page_count: pages } = file.statements.get('PRAGMA page_count')!;
    const { page_size: size } = file.statements.get('PRAGMA page_size')!;
    const gone = prune(file, { bytes: Number(pages) * Number(size) * 0.85 }, NOON);
    expect(gone).toBeGreaterThanOrEqual(100);
    expect(gone).toBeLessThan(500);
    expect(times(file).filter((time) => time <= NOON)).toHaveLength(500);
    expect(file.count('grp')).toBe(1000 - gone);
  });

  it('is left alone while nothing tells what time it is', () => {
    const file = mixed(3, 3);
    const pruner = createPruner({ days: 1, occurrences: 4 }, host().clock, () => NOON);
    pruner.isDue();
    while (pruner.step(file.statements, 0));
    expect(times(file)).toEqual(
      [0, 1, 2, 3].map((index) => (index === 0 ? NOON : NOON + 30 * DAY + (index - 1) * HOUR)),
    );
  });

  it('is not the newest that a clock is compared with', () => {
    const { statements } = mixed(3, 3);
    expect(newestAt(statements, NOON + DAY)).toBe(NOON);
    expect(newestAt(statements, NOON - DAY)).toBeUndefined();
  });
});

const local = localStores();

describe('R38 a clock that jumps ahead', () => {
  it('takes nothing from a store, while it runs and when it starts', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOON });
    try {
      const first = local.open({ retention: { days: 1 } });
      for (const time of [NOON - HOUR, NOON]) first.put(anOccurrence({ at: time }));
      expect(await first.flush(10_000)).toBe(true);
      vi.setSystemTime(NOON + 30 * DAY);
      for (const again of [first, local.open({ retention: { days: 1 } })]) {
        again.put(anOccurrence({ at: NOON + 30 * DAY }));
        expect(await again.flush(10_000)).toBe(true);
        expect(await again.totals({ to: NOON + DAY })).toEqual([{ status: 500, count: 2 }]);
      }
    } finally {
      vi.useRealTimers();
    }
  });
});
