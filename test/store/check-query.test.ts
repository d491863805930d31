import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketsOf,
  checkGroups,
  checkLatest,
  checkLimits,
  checkSearch,
  checkSelection,
  checkSeries,
  checkUpdate,
  invalidCursor,
  MAX_BUCKETS,
} from '../../src/store/check-query.ts';
import { HOUR, MINUTE, NOON } from './occurrences.ts';

type Check = (given: never) => void;

const series = { from: NOON, to: NOON + HOUR, step: HOUR };
const update = { by: 'ann', at: NOON };

const RIGHT: readonly (readonly [Check, object])[] = [
  [checkSelection, {}],
  [checkSelection, { from: undefined, status: undefined }],
  [checkSelection, { from: -8.64e15, to: 8.64e15, status: 100, code: 'x', fault: 'abort', api: '' }],
  [
    checkSelection,
    { status: 599, code: 'x'.repeat(512), route: '/', fingerprint: 'x'.repeat(64), api: 'shop' },
  ],
  [checkSearch, { text: 'x'.repeat(200), limit: 200, cursor: 'x'.repeat(512), from: 0 }],
  [checkSearch, { text: 'x', limit: 1, cursor: 'x' }],
  [checkGroups, { state: 'ignored', sort: 'new', now: 0, since: 0, text: '%', api: '', limit: 1 }],
  [checkUpdate, { ...update, state: 'resolved', release: '1' }],
  [checkUpdate, { ...update, note: 'x'.repeat(4000) }],
  [checkUpdate, { ...update, note: 'x', state: 'open' }],
  [checkSeries, { ...series, by: 'status', lines: 100, api: '' }],
  [checkSeries, { ...series, by: 'fingerprint', fault: 'server' }],
  [checkSeries, { from: NOON, to: NOON + MAX_BUCKETS * MINUTE, step: MINUTE }],
  [checkLimits, { days: 0.5, occurrences: 0, bytes: 0 }],
  [checkLimits, {}],
];

const WRONG: readonly (readonly [Check, unknown, string])[] = [
  [checkSelection, null, 'selection is null; give an object.'],
  [checkSelection, [], 'selection is an array; give an object.'],
  [checkSelection, { status: 99 }, 'selection.status is 99; give an integer from 100 to 599.'],
  [checkSelection, { status: 600 }, 'selection.status is 600; give an integer from 100 to 599.'],
  [checkSelection, { status: 500.5 }, 'selection.status is 500.5; give an integer from 100 to 599.'],
  [checkSelection, { from: '2026' }, 'selection.from is "2026"; give milliseconds since 1970.'],
  [
    checkSelection,
    { from: 8.64e15 + 2 },
    'selection.from is 8640000000000002; give milliseconds since 1970.',
  ],
  [checkSelection, { to: 0.5 }, 'selection.to is 0.5; give milliseconds since 1970.'],
  [checkSelection, { code: '' }, 'selection.code is ""; give text of 1 to 512 characters.'],
  [
    checkSelection,
    { fault: 'toString' },
    'selection.fault is "toString"; give one of server, client, abort.',
  ],
  [checkSelection, { api: null }, 'selection.api is null; give text of 0 to 512 characters.'],
  [checkSelection, { limit: 1 }, 'selection.limit is not known; use from, to, status,'],
  [checkSelection, { toString: 1 }, 'selection.toString is not known; use from'],
  [checkSelection, JSON.parse('{"__proto__":1}'), 'selection.__proto__ is not known; use from'],
  [checkSearch, { text: 'x'.repeat(201) }, '…"; give text of 1 to 200 characters.'],
  [checkSearch, { cursor: 7 }, 'query.cursor is 7; give text of 1 to 512 characters.'],
  [checkGroups, { state: 'closed' }, 'query.state is "closed"; give one of open, resolved, muted, ignored.'],
  [checkGroups, { route: '/' }, 'query.route is not known; use state'],
  [checkUpdate, { ...update }, 'update has neither "state" nor "note"; give one of them.'],
  [checkUpdate, { state: 'open', by: 'ann' }, 'update.at is missing; give milliseconds since 1970.'],
  [checkUpdate, { state: 'open', at: 0, by: '' }, 'update.by is ""; give text of 1 to 200 characters.'],
  [
    checkUpdate,
    { ...update, state: 'open', release: '1' },
    'update.release stands without the state "resolved"',
  ],
  [checkSeries, { ...series, to: NOON }, 'query.to is not later than query.from; give a later one.'],
  [checkSeries, { ...series, step: 0 }, 'query.step is 0; give a multiple of 60000 (milliseconds).'],
  [checkSeries, { ...series, step: 90_000 }, 'query.step is 90000; give a multiple of 60000'],
  [checkSeries, { ...series, step: Infinity }, 'query.step is Infinity; give a multiple of 60000'],
  [
    checkSeries,
    { from: NOON, to: NOON + MAX_BUCKETS * MINUTE + 1, step: MINUTE },
    'query.step is 60000, which makes too many buckets; give one for at most 2000.',
  ],
  [checkLimits, { days: -1 }, 'limits.days is -1; give a number of days above 0.'],
  [checkLimits, { days: '30' }, 'limits.days is "30"; give a number of days above 0.'],
  [checkLimits, { days: Infinity }, 'limits.days is Infinity; give a number of days above 0.'],
  [checkLimits, { occurrences: 1.5 }, 'limits.occurrences is 1.5; give an integer from 0 to'],
];

describe('questions to stores', () => {
  it.each(RIGHT)('%o takes %o', (check, given) => {
    expect(() => check(given as never)).not.toThrow();
  });

  it.each(WRONG)('%o refuses %o: %s', (check, given, message) => {
    let error: unknown;
    try {
      check(given as never);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: 'FaultlineError', code: 'FLT_QUERY_INVALID' });
    expect((error as Error).message).toContain(message);
  });

  it('take 1 to 10,000 of the latest', () => {
    for (const limit of [1, 10_000]) expect(() => checkLatest({ status: 500 }, limit)).not.toThrow();
    for (const limit of [0, 10_001, 1.5, '1', Number.NaN])
      expect(() => checkLatest({}, limit as number)).toThrow(
        /^limit is .*; give an integer from 1 to 10000\.$/,
      );
    expect(() => checkLatest({ status: 1 }, 1)).toThrow('selection.status is 1');
  });

  it('show a wrong cursor in a few safe characters', () => {
    const { code, message } = invalidCursor(`\u001b${'x'.repeat(1000)}`);
    expect(code).toBe('FLT_QUERY_INVALID');
    expect(message).toMatch(/^query\.cursor is "\\u001bx{59}…"; give `next` of a page of the same query\.$/);
  });

  it('R45 the buckets of a series hold all of its time, and no more than it needs', () => {
    const time = fc.integer({ min: -1e12, max: 4e12 });
    const property = fc.property(
      time,
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 1, max: 1e5 }),
      (from, span, minutes) => {
        const step = minutes * MINUTE;
        const to = from + span;
        const { first, length } = bucketsOf({ from, to, step });
        expect(Math.abs(first % step)).toBe(0);
        expect(first <= from && from < first + step).toBe(true);
        expect(first + (length - 1) * step < to && to <= first + length * step).toBe(true);
      },
    );
    fc.assert(property);
  });
});
