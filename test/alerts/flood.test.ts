import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Alert } from '../../src/alerts/index.ts';
import { anOccurrence, HOSTILE, HOUR, MINUTE, NOON } from '../store/occurrences.ts';
import { alertsOf, groupOf } from './told.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('a flood', () => {
  const flood = (alerts: ReturnType<typeof alertsOf>['alerts'], count: number, from = 0): void => {
    for (let index = 0; index < count; index++) alerts.changed([groupOf(`flood-${from + index}`).add()]);
  };

  it('of new groups sends a handful, and how many were held back', () => {
    const { alerts, pass, told, titles } = alertsOf();
    flood(alerts, 1000);
    expect(titles()).toHaveLength(3);
    pass(MINUTE);
    vi.advanceTimersByTime(MINUTE);
    expect(titles()).toEqual(['suppressed: 997 further alerts were held back: 997 new groups.']);
    expect(told.at(-1)).toMatchObject({ kind: 'suppressed', count: 997 });
    // The next sum comes an hour later.
    flood(alerts, 1000, 1000);
    pass(HOUR);
    vi.advanceTimersByTime(HOUR - 1);
    expect(titles().filter((title) => title.startsWith('suppressed'))).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(titles()).toEqual(['suppressed: 997 further alerts were held back: 997 new groups.']);
  });

  it('for hours sends no more than may be sent, and leaves room for rises', () => {
    const { alerts, fail, pass, told } = alertsOf({ most: 10 });
    fail(1);
    for (let minute = 0; minute < 120; minute++) {
      flood(alerts, 5, minute * 5);
      if (minute === 110) fail(200);
      pass(MINUTE);
      vi.advanceTimersByTime(MINUTE);
    }
    const inHour = (kind: Alert['kind']): number =>
      told.filter((alert) => alert.kind === kind && alert.at >= NOON + HOUR).length;
    expect(inHour('new')).toBe(5);
    expect(inHour('rate')).toBe(1);
    expect(inHour('suppressed')).toBeLessThanOrEqual(2);
    expect(told.length).toBeLessThan(20);
  });

  it('of rises is held back as well', () => {
    const { alerts, fail, pass, titles } = alertsOf();
    fail(1);
    pass(HOUR);
    for (let index = 0; index < 9; index++)
      fail(20, 0, { fingerprint: `f${index}`, api: { id: `a${index}`, name: '' } });
    expect(titles()).toHaveLength(6);
    flood(alerts, 5);
    expect(titles()).toHaveLength(3);
    pass(MINUTE);
    vi.advanceTimersByTime(MINUTE);
    expect(titles()).toEqual(['suppressed: 5 further alerts were held back: 3 rises, 2 new groups.']);
  });

  it('of rises uses up what may be sent', () => {
    const { fail, pass, titles } = alertsOf({ most: 2 });
    fail(1);
    pass(HOUR);
    for (let index = 0; index < 3; index++)
      fail(20, 0, { fingerprint: `f${index}`, api: { id: `a${index}`, name: '' } });
    expect(titles()).toHaveLength(2);
    pass(MINUTE);
    vi.advanceTimersByTime(MINUTE);
    expect(titles()).toEqual(['suppressed: 1 further alert was held back: 1 rise.']);
  });

  it('in which the clock goes back does not silence what comes after', () => {
    const { alerts, pass, titles } = alertsOf({ most: 2 });
    flood(alerts, 10);
    titles();
    pass(-HOUR * 100);
    flood(alerts, 10, 100);
    expect(titles()).toHaveLength(1);
  });

  it('that ends with the process is summed up', async () => {
    const { alerts, titles } = alertsOf();
    const group = groupOf('g1');
    flood(alerts, 4);
    alerts.changed([group.add()]);
    titles();
    await alerts.close();
    expect(titles()).toEqual(['suppressed: 2 further alerts were held back: 2 new groups.']);
    flood(alerts, 1, 100);
    alerts.observe(anOccurrence());
    await alerts.close();
    vi.advanceTimersByTime(HOUR);
    expect(titles()).toEqual([]);
  });
});

describe('titles', () => {
  it.each(HOSTILE)('stay on one line and say what they say: %j', (text) => {
    const { alerts, told } = alertsOf();
    const hostile = {
      error: { name: text, type: text, message: text },
      api: { id: text, name: text },
      release: text,
    };
    alerts.changed([groupOf('g1').add(1, hostile)]);
    const { title } = told[0]!;
    expect(title).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(title).toContain(' is new in release');
    expect(title.length).toBeLessThanOrEqual(400);
  });

  it('are short, whatever failed', () => {
    const { alerts, told, fail, pass } = alertsOf();
    const long = '🧯'.repeat(4000);
    const hostile = {
      error: { name: long, message: `x${long}` },
      api: { id: long, name: long },
      release: long,
    };
    fail(1);
    pass(HOUR);
    alerts.changed([groupOf('g1').add(1, hostile)]);
    fail(20, 0, { ...hostile, fingerprint: 'a' });
    expect(told).toHaveLength(2);
    for (const { title } of told) {
      expect(title.length).toBeLessThanOrEqual(400);
      expect(title).not.toMatch(/\p{Cs}/u);
    }
  });

  it('name what has no name, and leave out what there is not', () => {
    const { alerts, titles } = alertsOf();
    const bare = { api: undefined, request: null, error: { name: '', message: '' } };
    alerts.changed([groupOf('g1').add(1, bare as object)]);
    expect(titles()).toEqual(['new: An error is new.']);
  });
});
