import { describe, expect, it } from 'vitest';
import type { StoredOccurrence } from '../../src/record/stored-occurrence.ts';
import {
  groupOf,
  summarized,
  withOccurrences,
  withUpdate,
  type GroupRecord,
} from '../../src/store/group-record.ts';
import { anOccurrence, NOON } from './occurrences.ts';

const released = (release: string, at = NOON): StoredOccurrence => anOccurrence({ at, release });
const recordOf = (...occurrences: readonly StoredOccurrence[]): GroupRecord =>
  withOccurrences(undefined, occurrences).record;
const resolved = { state: 'resolved', by: 'ann', at: NOON } as const;

/** So that nothing that was given can be changed unnoticed. */
function frozen<Value extends object>(value: Value): Value {
  for (const member of Object.values(value))
    if (typeof member === 'object' && member !== null) frozen(member);
  return Object.freeze(value);
}

describe('the record of a group', () => {
  it('is made of its first occurrences', () => {
    const { record, change } = withOccurrences(undefined, [released('1'), released('2', NOON + 5)]);
    expect(record).toMatchObject({
      count: 2,
      firstAt: NOON,
      lastAt: NOON + 5,
      firstRelease: '1',
      lastRelease: '2',
      releases: ['1', '2'],
      state: 'open',
      api: 'shop',
      route: '/shop/items/:id',
    });
    expect(change).toEqual({
      group: summarized(record),
      added: 2,
      isNew: true,
      isReopened: false,
      isExpected: false,
    });
  });

  it('is never changed, but made anew', () => {
    const record = frozen(withUpdate(recordOf(released('1')), { ...resolved, release: '2', note: 'x' }));
    const before = JSON.stringify(record);
    const next = withOccurrences(record, [frozen(released('2', NOON + 1))]).record;
    expect(withUpdate(record, { ...resolved, note: 'y' })).not.toBe(record);
    expect(next).not.toBe(record);
    expect(JSON.stringify(record)).toBe(before);
  });

  it('is JSON data, as SQL stores keep it', () => {
    const record = withUpdate(recordOf(released('1')), { ...resolved, release: '2', note: 'x' });
    expect(JSON.parse(JSON.stringify(record))).toStrictEqual(record);
    const opened = withOccurrences(record, [released('2')]).record;
    expect(JSON.parse(JSON.stringify(opened))).toStrictEqual(opened);
  });

  it('keeps the last 50 releases', () => {
    const all = Array.from({ length: 60 }, (_, index) => released(`r${index}`, NOON + index));
    expect(recordOf(...all).releases).toEqual(all.slice(10).map(({ release }) => release));
  });

  it('keeps the last 200 notes and events', () => {
    let record = recordOf(released('1'));
    for (let at = 0; at < 150; at++) {
      record = withUpdate(record, { ...resolved, at, note: `n${at}` });
      record = withOccurrences(record, [released('1', NOON + at)]).record;
    }
    for (let at = 150; at < 205; at++) record = withUpdate(record, { note: `n${at}`, by: 'ann', at });
    expect(record.notes.map(({ at }) => at)).toEqual(Array.from({ length: 200 }, (_, index) => index + 5));
    expect(record.history).toHaveLength(200);
    expect(record.history.at(-1)).toEqual({ at: NOON + 149, state: 'open', release: '1' });
  });

  it('tells of being opened again once for all that came together', () => {
    const record = withUpdate(recordOf(released('1')), { ...resolved, release: '2' });
    const { change } = withOccurrences(record, [
      released('1'),
      released('2', NOON + 1),
      released('2', NOON + 2),
    ]);
    expect(change).toMatchObject({ added: 3, isNew: false, isReopened: true });
    expect(change.group.reopened).toEqual({ at: NOON + 1, release: '2' });
    expect(withOccurrences(record, [anOccurrence({ at: NOON + 9 })]).change.group.reopened).toEqual({
      at: NOON + 9,
    });
  });

  it('forgets the release that the newest or the oldest has not', () => {
    const record = recordOf(released('1'));
    expect(withOccurrences(record, [anOccurrence({ at: NOON + 1 })]).record).not.toHaveProperty(
      'lastRelease',
    );
    expect(withOccurrences(record, [anOccurrence({ at: NOON - 1 })]).record).not.toHaveProperty(
      'firstRelease',
    );
  });

  it.each([
    [{ expected: true as const }, true],
    [{ fault: 'client' as const }, true],
    [{ fault: 'abort' as const }, true],
    [{}, false],
  ])('R35 tells that %o is no error: %s', (overrides, isExpected) => {
    const one = anOccurrence(overrides);
    expect(withOccurrences(undefined, [one]).change.isExpected).toBe(isExpected);
    expect(withOccurrences(undefined, [one, anOccurrence()]).change.isExpected).toBe(false);
  });

  it('has members that people are not shown', () => {
    const record = withUpdate(recordOf(released('1')), { ...resolved, release: '2', note: 'x' });
    expect(Object.keys(groupOf(record, [1, 2]))).not.toContain('releases');
    expect(Object.keys(groupOf(record, [1, 2]))).not.toContain('settled');
    expect(groupOf(record, [1, 2])).toMatchObject({
      trend: [1, 2],
      notes: [{ text: 'x' }],
      history: [{ by: 'ann' }],
    });
    expect(Object.keys(summarized(record))).not.toContain('notes');
  });
});
