/** What waits in memory while the spool cannot be written, and how it gets there afterwards. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createIntake, type Intake } from '../../../src/store/sqlite/intake.ts';
import { anOccurrence } from '../occurrences.ts';

let directory = '';
let spools = '';
let intake: Intake;
const told: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  directory = mkdtempSync(join(tmpdir(), 'faultline-'));
  spools = join(directory, 'spool');
  told.length = 0;
  intake = createIntake({
    directory: spools,
    maxBytes: 2 ** 21,
    tell: ({ level, message }) => told.push(`${level}: ${message}`),
    opened() {},
    appended() {},
  });
});
afterEach(() => {
  intake.close();
  vi.useRealTimers();
  rmSync(directory, { recursive: true });
});

const all = Array.from({ length: 2000 }, (_, index) => {
  // Short, so that all of them fit.
  return anOccurrence({ id: String(index), request: null, error: { stack: '' }, trail: [] });
});

/** Ids in the directory's only spool, in order. */
function ids(): string[] {
  const name = readdirSync(spools).find((entry) => /^(?:live|left)-/.test(entry));
  const segments = readdirSync(join(spools, name!)).filter((entry) => entry.endsWith('.log'));
  const lines = segments.toSorted().flatMap((segment) => {
    return readFileSync(join(spools, name!, segment), 'utf8')
      .split('\n')
      .slice(0, -1);
  });
  return lines.map((line) => (JSON.parse(line) as { readonly id: string }).id);
}

describe('what waits in memory', () => {
  it('R41 is written a part in each turn, in order, and what comes meanwhile behind it; the end is told', async () => {
    writeFileSync(spools, 'a file where the directory is to be');
    for (const one of all.slice(0, 1900)) intake.take(one);
    rmSync(spools);
    intake.retry();
    expect(intake.counts()).toMatchObject({ taken: 1900, spooled: 500 });
    expect(told).toHaveLength(1);
    for (const one of all.slice(1900)) intake.take(one);
    await vi.advanceTimersByTimeAsync(10);
    expect(intake.counts()).toMatchObject({ taken: 2000, spooled: 2000, lost: {} });
    expect(ids()).toEqual(all.map(({ id }) => id));
    expect(told.slice(1)).toEqual([expect.stringMatching(/^info: .* are written to .* again/)]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('R41 is written whole at the end, where that is possible then', () => {
    writeFileSync(spools, 'a file where the directory is to be');
    for (const one of all) intake.take(one);
    rmSync(spools);
    intake.close();
    expect(intake.counts()).toMatchObject({ taken: 2000, spooled: 2000, lost: {} });
    expect(ids()).toEqual(all.map(({ id }) => id));
  });
});

describe('one that is larger than the spool may ever be', () => {
  it.each(['x', 'é'])('R41 is counted and told, and holds up nothing: of %j', (unit) => {
    const huge = unit.repeat(2 ** 21 / Buffer.byteLength(unit));
    for (const one of [all[0]!, anOccurrence({ internal: huge }), all[1]!]) intake.take(one);
    expect(ids()).toEqual(['0', '1']);
    expect(intake.counts()).toMatchObject({ taken: 2, spooled: 2, lost: { 'too large': 1 } });
    expect(told).toEqual([expect.stringMatching(/^error: .*larger than the whole spool/)]);
  });
});

describe('a spool whose files are deleted, and its directory is not', () => {
  it('R41 is given up, and what was in it counted', () => {
    intake.take(all[0]!);
    const { path } = intake.spool()!;
    for (const name of readdirSync(path)) if (name.endsWith('.log')) rmSync(join(path, name));
    intake.verify();
    expect(intake.counts()).toMatchObject({ settled: 1, spooled: 0, lost: { 'spool taken away': 1 } });
    intake.take(all[1]!);
    expect(intake.counts()).toMatchObject({ taken: 2, spooled: 1 });
  });
});
