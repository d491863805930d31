/** Parts of the queue where a queue would not go. */

import { describe, expect, it } from 'vitest';
import { createMemoryLane } from '../../../src/store/queue/memory-lane.ts';
import { createLedger } from '../../../src/store/queue/ledger.ts';
import { createProgress } from '../../../src/store/queue/progress.ts';
import { codeOf, messageOf } from '../../../src/store/queue/said.ts';
import { weightOf } from '../../../src/store/queue/weight.ts';
import { anOccurrence } from '../occurrences.ts';
import { named } from './writers.ts';

describe('what waits in memory', () => {
  it('comes out in order, however much went through', () => {
    const ledger = createLedger(() => {});
    const lane = createMemoryLane({
      occurrences: 3000,
      bytes: 1e9,
      batch: 7,
      ledger,
      overflow: () => 'queue full',
      onPast: () => {},
    });
    const out: string[] = [];
    let put = 0;
    for (let round = 0; round < 1200; round++) {
      for (let count = 0; count < (round < 600 ? 8 : 6); count++) lane.put(named(String(put++)));
      const batch = lane.next()!;
      out.push(...batch.occurrences.map(({ id }) => id));
      batch.finish();
    }
    expect(out).toEqual(Array.from({ length: put - lane.progress.pending }, (_, index) => String(index)));
    expect(lane.progress.pending).toBe(1200 * 7 - out.length);
    expect(lane.next()?.occurrences.length ?? 0).toBe(0);
  });
});

describe('progress', () => {
  it('is as far as the first that is not done', () => {
    let calls = 0;
    const progress = createProgress(() => (calls += 1));
    for (let count = 0; count < 6; count++) progress.add();
    const ends = [progress.begin(2), progress.begin(1)];
    progress.skip(1);
    const marks = (): number[] => [0, 1, 2, 3, 4, 5].filter((mark) => progress.isPast(mark));
    expect([marks(), progress.pending, progress.mark()]).toEqual([[0], 2, 6]);
    // Whoever waits looks again, be it done or skipped.
    expect(calls).toBe(1);
    ends[1]!();
    expect(marks()).toEqual([0]);
    ends[0]!();
    expect(marks()).toEqual([0, 1, 2, 3, 4]);
    expect(calls).toBe(3);
  });
});

describe('what errors say', () => {
  const throwing = new Proxy({}, { get: () => JSON.parse('{') as never });
  it.each([
    ['an error', new Error('no'), 'no', ''],
    ['one of the system', Object.assign(new Error('no'), { code: 'EIO' }), 'no', 'EIO'],
    [
      'an empty one',
      Object.assign(new Error('x'), { message: '', code: 5 }),
      'a rejection with a value of type object',
      '',
    ],
    ['a text', 'no', 'no', ''],
    ['nothing', undefined, 'a rejection with a value of type undefined', ''],
    ['null', null, 'a rejection with null', ''],
    ['one that throws', throwing, 'a rejection with a value of type object', ''],
    ['control characters', new Error('a\n\u001b[2Jb\u202e'), 'a\\u{a}\\u{1b}[2Jb\\u{202e}', ''],
  ])('%s', (_what, error, message, code) => {
    expect([messageOf(error), codeOf(error)]).toEqual([message, code]);
  });

  it('at most a few hundred characters', () => {
    expect(messageOf(new Error('x'.repeat(1e6))).length).toBeLessThan(350);
  });
});

describe('weight', () => {
  it.each([
    ['nothing', null, 24],
    ['a number', 5, 24],
    ['a text', 'abc', 30],
    ['a list', ['abc', 1], 78],
    ['an object', { a: { b: 'abc' } }, 78],
  ])('of %s', (_what, value, weight) => {
    expect(weightOf(value)).toBe(weight);
  });

  it('is more than its JSON, and not much more', () => {
    const occurrence = anOccurrence();
    const { length } = JSON.stringify(occurrence);
    expect(weightOf(occurrence)).toBeGreaterThan(length);
    expect(weightOf(occurrence)).toBeLessThan(length * 4);
  });
});
