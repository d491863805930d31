import { describe, expect, it } from 'vitest';
import { createPruner, type Pruner } from '../../../src/store/sqlite/pruner.ts';
import { bytesUsed, pruning } from '../../../src/store/sqlite/prune.ts';
import { totals } from '../../../src/store/sqlite/read-counts.ts';
import type { Pruned, RetentionLimits } from '../../../src/store/store.ts';
import { anOccurrence, DAY, HOUR, NOON } from '../occurrences.ts';
import { memoryFile, type MemoryFile } from './opened-file.ts';

const TABLES = [
  'occurrence',
  'detail',
  'ref',
  'grp',
  'kind',
  'dim',
  'minute_dim',
  'minute_kind',
  'hour_dim',
  'hour_kind',
];

const countsOf = ({ count }: MemoryFile): Record<string, number> =>
  Object.fromEntries(TABLES.map((table) => [table, count(table)]));

function prune({ statements }: MemoryFile, limits: RetentionLimits, now: number): Pruned & { steps: number } {
  let [occurrences, groups, steps] = [0, 0, 0];
  for (const pruned of pruning(statements, limits, { earliest: now, latest: now })) {
    occurrences += pruned.occurrences;
    groups += pruned.groups;
    steps += 1;
  }
  return { occurrences, groups, steps };
}

function prunerAt(now: number, limits: RetentionLimits): Pruner {
  return createPruner(limits, { read: () => ({ earliest: now, latest: now }) }, () => now);
}

/** Of each its own group, code and hour. */
const strangers = (count: number, text = ''): Parameters<MemoryFile['write']>[0] =>
  Array.from({ length: count }, (_, index) =>
    anOccurrence({
      at: NOON + index * HOUR,
      fingerprint: `g${index}`,
      code: `C${index}`,
      error: { message: `${text}${index}` },
    }),
  );

describe('pruning', () => {
  it('R38 by age leaves nothing of what was, wherever it stood', () => {
    const file = memoryFile();
    file.write(strangers(1300));
    const { steps, ...pruned } = prune(file, { days: 1 }, NOON + 200 * DAY);
    expect(pruned).toEqual({ occurrences: 1300, groups: 1300 });
    // Little at a time.
    expect(steps).toBeGreaterThan(10);
    expect(Object.values(countsOf(file)).every((count) => count === 0)).toBe(true);
    expect(file.count('spool')).toBe(1);
    expect(prune(file, { days: 1 }, Date.now() + 368 * DAY)).toMatchObject({ occurrences: 0 });
    expect(file.count('spool')).toBe(0);
  });

  it('R38 by age keeps what belongs to what stays', () => {
    const file = memoryFile();
    file.write(strangers(48));
    expect(prune(file, { days: 1 }, NOON + 48 * HOUR)).toMatchObject({ occurrences: 24, groups: 24 });
    expect(countsOf(file)).toMatchObject({
      occurrence: 24,
      detail: 24,
      grp: 24,
      kind: 24,
      dim: 24,
      hour_dim: 24,
    });
    expect(totals(file.statements, {})).toEqual([{ status: 500, count: 24 }]);
    // References go by thousands: what they lead to may be gone.
    expect(file.count('ref')).toBe(48);
  });

  it('goes on numbering, and finds new ones, after all is gone', () => {
    const file = memoryFile();
    file.write(strangers(3));
    prune(file, { days: 1 }, NOON + 5000 * DAY);
    file.write([anOccurrence()]);
    expect(countsOf(file)).toMatchObject({ occurrence: 1, detail: 1, grp: 1 });
  });

  it('R38 by size takes groups and counts along, until it fits', () => {
    const file = memoryFile();
    file.write(strangers(2000, 'x'.repeat(300)));
    const limit = Math.floor(bytesUsed(file.statements) / 2);
    const { occurrences, groups } = prune(file, { bytes: limit }, NOON + 2000 * HOUR);
    expect(bytesUsed(file.statements)).toBeLessThanOrEqual(limit);
    expect(occurrences).toBeGreaterThan(200);
    expect(occurrences).toBeLessThan(2000);
    expect(groups).toBeGreaterThanOrEqual(occurrences - 200);
    const { grp, hour_dim: hours } = countsOf(file);
    expect(grp).toBe(2000 - groups);
    // How many there were outlives what they were.
    expect(hours).toBe(2000);
  });

  it('R38 by size ends where nothing is left to go', () => {
    const file = memoryFile();
    file.write(strangers(150));
    expect(prune(file, { bytes: 1 }, NOON + 150 * HOUR)).toMatchObject({ occurrences: 150, groups: 150 });
    const left = countsOf(file);
    expect([left.occurrence, left.grp, left.ref, left.hour_kind, left.hour_dim]).toEqual([0, 0, 0, 0, 0]);
  });

  it('R38 by number leaves nothing of what was, wherever it stood', () => {
    const file = memoryFile();
    file.write(strangers(1300));
    expect(prune(file, { occurrences: 24 }, NOON + 1300 * HOUR)).toMatchObject({
      occurrences: 1276,
      groups: 1276,
    });
    const { ref: _, ...left } = countsOf(file);
    expect(new Set(Object.values(left))).toEqual(new Set([24]));
    expect(file.count('spool')).toBe(1);
    prune(file, { occurrences: 0 }, NOON + 1300 * HOUR);
    expect(Object.values(countsOf(file)).every((count) => count === 0)).toBe(true);
    expect(file.count('spool')).toBe(1);
  });

  it('R38 by number leaves counts to the days that are given too, and takes groups', () => {
    const file = memoryFile();
    file.write(strangers(48));
    prune(file, { days: 30, occurrences: 24 }, NOON + 48 * HOUR);
    expect(countsOf(file)).toMatchObject({ occurrence: 24, grp: 24, kind: 24, hour_dim: 48, dim: 48 });
  });

  it('R38 takes no group of which something is left, or that people care for', () => {
    const file = memoryFile();
    file.write(strangers(3));
    file.statements.run(`UPDATE grp SET is_kept = 1 WHERE fingerprint = '"g0"'`);
    // One that was stored out of its time: the group of the newest, and it says that it was last seen before.
    file.statements.run(`UPDATE grp SET last_at = 1 WHERE fingerprint = '"g2"'`);
    expect(prune(file, { occurrences: 1 }, NOON + 3 * HOUR)).toMatchObject({ occurrences: 2, groups: 1 });
    expect(file.statements.all('SELECT fingerprint AS f FROM grp ORDER BY id')).toMatchObject([
      { f: '"g0"' },
      { f: '"g2"' },
    ]);
  });

  it('keeps the run that one from the future is in, and no other', () => {
    const file = memoryFile();
    file.write([anOccurrence({ at: NOON + 9000 * DAY, fingerprint: 'future' }), ...strangers(2)]);
    file.statements.run('INSERT INTO ref VALUES (5, 1, 5 << 14), (6, 1, 6 << 14)');
    prune(file, { days: 1 }, NOON + 5000 * DAY);
    expect(file.statements.all('SELECT DISTINCT run FROM ref')).toMatchObject([{ run: 0 }]);
  });

  it('gives room back to the disk, where the file can', () => {
    const pages = (file: MemoryFile): number => Number(file.statements.get('PRAGMA page_count')!.page_count);
    const grown = (mode: string): MemoryFile => {
      const file = memoryFile(`PRAGMA auto_vacuum = ${mode}`);
      file.write(strangers(1500, 'y'.repeat(5000)));
      return file;
    };
    const [able, unable] = [grown('INCREMENTAL'), grown('NONE')];
    const [before, same] = [pages(able), pages(unable)];
    prune(able, { occurrences: 0 }, NOON);
    prune(unable, { occurrences: 0 }, NOON);
    expect(pages(able)).toBeLessThan(before / 2);
    expect(pages(unable)).toBe(same);
  });
});

describe('the pruner', () => {
  it('does what is due, and what it is asked for, a little between batches', async () => {
    const file = memoryFile();
    file.write(strangers(1500));
    const pruner = prunerAt(NOON + 5000 * DAY, { days: 1 });
    expect(pruner.step(file.statements, 10)).toBe(false);
    pruner.isDue();
    let told = 0;
    const asked = pruner.prune({ days: 1 }, () => (told += 1));
    expect(told).toBe(1);
    expect(pruner.step(file.statements, 0)).toBe(true);
    expect(file.count('occurrence')).toBe(1000);
    while (pruner.step(file.statements, 1000));
    expect(await asked).toEqual({ occurrences: 1500, groups: 1500 });
  });

  it('makes room when the file is full, more than comes in', () => {
    const file = memoryFile();
    file.write(strangers(2000, 'z'.repeat(500)));
    const limit = Math.floor(bytesUsed(file.statements) * 0.8);
    const pruner = prunerAt(NOON, { bytes: limit });
    expect(pruner.step(file.statements, 100)).toBe(false);
    expect(pruner.bytes(file.statements)).toBeGreaterThan(limit);
    expect(pruner.step(file.statements, 100)).toBe(true);
    expect(file.count('occurrence')).toBeLessThan(1800);
    while (pruner.step(file.statements, 0));
    expect(pruner.bytes(file.statements)).toBeLessThan(limit);
    expect(pruner.step(file.statements, 0)).toBe(false);
  });

  it('tells who asked that it failed', async () => {
    const file = memoryFile();
    file.write(strangers(2));
    file.statements.run('DROP TABLE detail');
    const pruner = prunerAt(NOON, {});
    const asked = pruner.prune({ occurrences: 0 }, () => {});
    expect(() => pruner.step(file.statements, 0)).toThrow('detail');
    pruner.failed(new Error('the file is damaged'));
    await expect(asked).rejects.toThrow('the file is damaged');
    expect(pruner.step(file.statements, 0)).toBe(false);
    // Nobody asked for what is due.
    pruner.isDue();
    expect(() => pruner.step(file.statements, 0)).toThrow('detail');
    pruner.failed(new Error('the file is damaged'));
    expect(pruner.step(file.statements, 0)).toBe(false);
  });
});
