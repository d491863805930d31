import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countTicks,
  longCount,
  niceStep,
  shortCount,
  shortDay,
  shortTime,
  stepName,
  timeTicks,
} from '../../../src/report/charts/ticks.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the span of a bucket', () => {
  it.each([
    [1, 120, MINUTE],
    [HOUR, 120, MINUTE],
    [2 * HOUR, 120, MINUTE],
    [2 * HOUR + 1, 120, 2 * MINUTE],
    [DAY, 120, 15 * MINUTE],
    [7 * DAY, 120, 2 * HOUR],
    [30 * DAY, 120, 6 * HOUR],
    [400 * DAY, 120, 7 * DAY],
    [5000 * DAY, 6, 834 * DAY],
  ])('%d ms in at most %d is %d', (span, most, step) => expect(niceStep(span, most)).toBe(step));

  it('is whole minutes, and never too many of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e13 }), fc.integer({ min: 1, max: 500 }), (span, most) => {
        const step = niceStep(span, most);
        return step % MINUTE === 0 && span / step <= most;
      }),
    );
  });

  it.each([
    [MINUTE, 'minute'],
    [15 * MINUTE, '15 minutes'],
    [HOUR, 'hour'],
    [6 * HOUR, '6 hours'],
    [DAY, 'day'],
    [7 * DAY, '7 days'],
    [90 * MINUTE, '90 minutes'],
  ])('%d is called %s', (step, name) => expect(stepName(step)).toBe(name));
});

describe('marks of time', () => {
  const at = Date.UTC(2026, 10, 21, 22);

  it.each([
    [
      'hours and the begin of a day',
      at,
      at + 6 * HOUR,
      ['22:00', '23:00', '22 Nov', '01:00', '02:00', '03:00'],
    ],
    ['days', at, at + 4 * DAY, ['22 Nov', '23 Nov', '24 Nov', '25 Nov']],
    ['minutes', at, at + 5 * MINUTE, ['22:00', '22:01', '22:02', '22:03', '22:04']],
    ['nothing where there is no time', at, at, []],
  ])('%s', (_what, from, to, texts) => expect(timeTicks(from, to).map(({ text }) => text)).toEqual(texts));

  it('stand within, in order, at most seven', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 400 * DAY }), (from, span) => {
        const ticks = timeTicks(from, from + span);
        expect(ticks.length).toBeLessThanOrEqual(7);
        for (const [index, tick] of ticks.entries()) {
          expect(tick.at).toBeGreaterThanOrEqual(from);
          expect(tick.at).toBeLessThan(from + span);
          if (index > 0) expect(tick.at).toBeGreaterThan(ticks[index - 1]!.at);
        }
      }),
    );
  });

  it('are in UTC', () => {
    expect(shortDay(at + 2 * HOUR)).toBe('22 Nov');
    expect(shortTime(at + 30 * MINUTE)).toBe('21 Nov 22:30');
  });
});

describe('marks of counts', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [2, [0, 1, 2]],
    [3, [0, 1, 2, 3]],
    [5, [0, 2, 4, 6]],
    [10, [0, 5, 10]],
    [523, [0, 200, 400, 600]],
    [1_000_000, [0, 500_000, 1_000_000]],
  ])('up to %d', (most, ticks) => expect(countTicks(most)).toEqual(ticks));

  it('are whole, few, and reach the highest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (most) => {
        const ticks = countTicks(most);
        return ticks.length <= 6 && ticks.at(-1)! >= most && ticks.every(Number.isInteger);
      }),
    );
  });

  it.each([
    [0, '0', '0'],
    [950, '950', '950'],
    [12_400, '12,400', '12,400'],
    [123_999, '123k', '123,999'],
    [1_290_000, '1.2M', '1,290,000'],
    [12_000_000, '12M', '12,000,000'],
    [9_999_999_999, '9,999M', '9,999,999,999'],
  ])('%d', (count, short, long) => {
    expect(shortCount(count)).toBe(short);
    expect(longCount(count)).toBe(long);
  });
});
