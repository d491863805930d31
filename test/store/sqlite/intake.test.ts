import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createIntake, type Intake } from '../../../src/store/sqlite/intake.ts';
import { readSpool } from '../../../src/store/spool/index.ts';
import { anOccurrence } from '../occurrences.ts';

let directory = '';
let spools = '';
let intake: Intake;
const told: string[] = [];
let opened = 0;
let appended = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  directory = mkdtempSync(join(tmpdir(), 'faultline-'));
  spools = join(directory, 'spool');
  told.length = 0;
  [opened, appended] = [0, 0];
  intake = make();
});
afterEach(() => {
  intake.close();
  vi.useRealTimers();
  rmSync(directory, { recursive: true });
});

function make(maxBytes = 2 ** 30): Intake {
  return createIntake({
    directory: spools,
    maxBytes,
    tell: ({ level, message }) => told.push(`${level}: ${message}`),
    opened: () => (opened += 1),
    appended: () => (appended += 1),
  });
}

/** References of what is in the spool. */
function written(): string[] {
  const { path, id } = intake.spool()!;
  const lines = readSpool(path, id).next(undefined, 2 ** 30)?.lines ?? [];
  return lines.map((line) => (JSON.parse(line) as { readonly correlationId: string }).correlationId);
}

describe('the intake', () => {
  it('R41 appends to the spool before it returns', () => {
    const all = [anOccurrence(), anOccurrence()];
    for (const one of all) intake.take(one);
    expect(written()).toEqual(all.map(({ correlationId }) => correlationId));
    expect(intake.counts()).toMatchObject({ taken: 2, settled: 0, stored: 0, spooled: 2, lost: {} });
    expect([opened, appended]).toEqual([1, 2]);
    intake.settle(intake.spool()!.id, 1, 1);
    expect(intake.counts()).toMatchObject({
      settled: 2,
      stored: 1,
      spooled: 0,
      lost: { 'refused by the store': 1 },
    });
    // What was of another spool is another process's.
    intake.settle('OTHER', 5, 0);
    expect(intake.counts().stored).toBe(1);
  });

  it('counts as lost what is no occurrence, and goes on', () => {
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    const wrong = [
      undefined,
      null,
      'text',
      {},
      { ...anOccurrence(), internal: cyclic },
      { ...anOccurrence(), at: Number.NaN },
    ];
    for (const one of wrong) intake.take(one as never);
    expect(intake.counts()).toMatchObject({ taken: 0, lost: { 'not an occurrence': wrong.length } });
  });

  it('keeps in memory what cannot be written, in order, and writes it as soon as it can be', async () => {
    writeFileSync(spools, 'a file where the directory is to be');
    const all = Array.from({ length: 5 }, () => anOccurrence());
    for (const one of all.slice(0, 3)) intake.take(one);
    expect(intake.counts()).toMatchObject({ taken: 3, spooled: 0, lost: {} });
    expect(told).toEqual([expect.stringMatching(/^warn: .*cannot be written.*at most 10000/)]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(intake.counts()).toMatchObject({ taken: 3, spooled: 0, settled: 0 });
    rmSync(spools);
    intake.take(all[3]!);
    expect(intake.counts()).toMatchObject({ taken: 4, spooled: 0 });
    await vi.advanceTimersByTimeAsync(5000);
    intake.take(all[4]!);
    expect(written()).toEqual(all.map(({ correlationId }) => correlationId));
    expect(intake.counts()).toMatchObject({ taken: 5, spooled: 5, lost: {} });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts as lost, with the reason, what memory has no room for', () => {
    writeFileSync(spools, '');
    for (let index = 0; index < 10_007; index++) intake.take(anOccurrence({ id: String(index) }));
    expect(intake.counts()).toMatchObject({ taken: 10_000, settled: 0, lost: { 'spool not writable': 7 } });
    expect(told.filter((message) => message.startsWith('error:'))).toEqual([
      expect.stringMatching(/Occurrences are being lost, 1 until now \(spool not writable\)/),
    ]);
    intake.close();
    expect(intake.counts()).toMatchObject({
      settled: 10_000,
      lost: { 'spool not writable': 7, closed: 10_000 },
    });
  });

  it('says that the spool is full, and goes on when there is room', () => {
    intake.close();
    intake = make(2 ** 20);
    const big = 'x'.repeat(100_000);
    for (let index = 0; index < 200; index++) intake.take(anOccurrence({ internal: big }));
    const { taken, spooled, lost } = intake.counts();
    expect(spooled).toBeGreaterThan(5);
    expect(taken + lost['spool full']!).toBe(200);
    expect(told[0]).toMatch(/spool full/);
    const { path, id } = intake.spool()!;
    const reader = readSpool(path, id);
    let end = reader.next(undefined, 2 ** 30)!.end;
    for (let batch = reader.next(end, 2 ** 30); batch !== undefined; batch = reader.next(end, 2 ** 30))
      end = batch.end;
    reader.release(end);
    intake.retry();
    expect(intake.counts().spooled).toBeGreaterThan(spooled);
  });

  it('opens another spool when its own was taken away, and says what was in it', () => {
    intake.take(anOccurrence());
    rmSync(intake.spool()!.path, { recursive: true });
    const next = [anOccurrence(), anOccurrence()];
    for (const one of next) intake.take(one);
    expect(written()).toEqual(next.map(({ correlationId }) => correlationId));
    expect(intake.counts()).toMatchObject({
      taken: 3,
      settled: 1,
      spooled: 2,
      lost: { 'spool taken away': 1 },
    });
    expect(told).toEqual([expect.stringMatching(/adopted by another process.*or it was deleted/)]);
    // One in which nothing waits is no loss.
    intake.settle(intake.spool()!.id, 2, 0);
    rmSync(intake.spool()!.path, { recursive: true });
    intake.take(anOccurrence());
    expect(intake.counts().lost).toEqual({ 'spool taken away': 1 });
    expect(opened).toBe(3);
  });

  it('notices that its spool was deleted, though nothing more comes', () => {
    intake.verify();
    intake.take(anOccurrence());
    intake.verify();
    expect(intake.counts()).toMatchObject({ taken: 1, settled: 0, lost: {} });
    rmSync(spools, { recursive: true });
    intake.verify();
    intake.verify();
    expect(intake.counts()).toMatchObject({ settled: 1, spooled: 0, lost: { 'spool taken away': 1 } });
  });

  it('leaves what is not stored to whoever comes next', () => {
    intake.take(anOccurrence());
    intake.close();
    expect(readdirSync(spools).some((name) => name.startsWith('left-'))).toBe(true);
  });

  it('does nothing where nothing waits', () => {
    intake.retry();
    expect(appended).toBe(0);
    mkdirSync(spools);
    chmodSync(spools, 0o700);
    intake.close();
    expect(intake.counts()).toMatchObject({ bytes: 0, lost: {} });
  });
});
