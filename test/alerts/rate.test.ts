import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anOccurrence, HOUR, MINUTE } from '../store/occurrences.ts';
import { alertsOf } from './told.ts';

const one = anOccurrence();
const other = { fingerprint: 'other', error: { name: 'OtherError', message: 'other' } };

describe('R45 a rise against the recent baseline', () => {
  it('is told once, in words', () => {
    const { alerts, fail, told, titles } = alertsOf();
    fail(60, 60);
    expect(titles()).toEqual([]);
    fail(100, 1);
    expect(titles()).toEqual([
      'rate: TypeError in "shop", 16 in 5 minutes, usually about 5: Cannot read properties of undefined',
    ]);
    expect(told[0]).toMatchObject({
      kind: 'rate',
      count: 16,
      usual: 5.1,
      windowMinutes: 5,
      api: 'shop',
      host: 'web-1',
      group: { fingerprint: 'c0ffee00c0ffee00', name: 'TypeError', status: 500, route: '/shop/items/:id' },
      reference: expect.stringMatching(/^\w{4}-\w{4}-\w{4}$/),
    });
    expect(JSON.parse(JSON.stringify(told[0]))).toEqual(told[0]);
    return alerts.close();
  });

  it('from nothing is one from ten on', () => {
    const { fail, titles } = alertsOf();
    fail(1);
    fail(0, 30);
    fail(9);
    expect(titles()).toEqual([]);
    fail(1);
    expect(titles()).toEqual([expect.stringContaining('10 in 5 minutes, usually none')]);
  });

  it('is none in a process that has just started', () => {
    const { fail, titles } = alertsOf();
    fail(500, 10);
    expect(titles()).toEqual([]);
    // It goes on as it began: that is what is usual.
    fail(5000, 100);
    expect(titles()).toEqual([]);
  });

  it('is told again after it has fallen, and not before', () => {
    const { fail, titles } = alertsOf();
    fail(60, 60);
    fail(60, 5);
    expect(titles()).toHaveLength(1);
    // It stays up, and trembles.
    for (let round = 0; round < 4; round++) {
      fail(30, 5);
      fail(60, 5);
    }
    expect(titles()).toEqual([]);
    fail(120, 120);
    expect(titles()).toEqual([]);
    fail(60, 5);
    expect(titles()).toHaveLength(1);
  });

  it('is told again when it has grown as much once more', () => {
    const { fail, titles } = alertsOf();
    fail(60, 60);
    fail(60, 10);
    expect(titles()).toHaveLength(1);
    fail(1000, 10);
    expect(titles()).toHaveLength(1);
    fail(1000, 10);
    expect(titles()).toEqual([]);
  });

  it.each([10, 20, 30])('is none where failures always come in bursts, every %d minutes', (minutes) => {
    const { fail, titles } = alertsOf();
    for (let burst = 0; burst < 20; burst++) {
      fail(40);
      fail(0, minutes);
    }
    expect(titles()).toEqual([]);
    fail(400);
    expect(titles()).toHaveLength(1);
  });

  it('is judged for each api, too', () => {
    const { fail, titles, told } = alertsOf();
    fail(1);
    fail(0, 60);
    for (let index = 0; index < 12; index++) fail(1, 0, { fingerprint: `f${index}` });
    expect(titles()).toEqual(['rate: Errors in "shop", 10 in 5 minutes, usually none.']);
    expect(told[0]).not.toHaveProperty('group');
    expect(told[0]).toMatchObject({ api: 'shop', reference: expect.any(String) });
  });

  it('of an api names the group that it is mostly of, and that group is not told again', () => {
    const { fail, titles, told } = alertsOf({ rate: { least: 40 } });
    for (let minute = 0; minute < 60; minute++) {
      fail(1, 0.5);
      fail(1, 0.5, other);
    }
    fail(15, 0, other);
    fail(60, 0);
    expect(titles()).toHaveLength(1);
    expect(told[0]).toMatchObject({ kind: 'rate', group: { name: 'TypeError' } });
    expect(told[0]!.title).toMatch(
      /^Errors in "shop", 40 in 5 minutes, usually about 10; mostly TypeError: Cannot/,
    );
  });

  it('of a group in an api that is busy leaves the api alone', () => {
    const { fail, titles } = alertsOf();
    for (let minute = 0; minute < 60; minute++) fail(20, 1, other);
    fail(30, 1);
    expect(titles()).toEqual([expect.stringContaining('TypeError in "shop", 10 in 5 minutes, usually none')]);
  });

  it('of what has no api says so', () => {
    const { fail, titles } = alertsOf();
    fail(0, 1);
    const without = (index: number): object => ({ fingerprint: `f${index}`, api: undefined, request: null });
    fail(1, 0, without(0));
    fail(0, 60);
    for (let index = 0; index < 12; index++) fail(1, 0, without(index));
    expect(titles()).toEqual(['rate: Errors of no api, 10 in 5 minutes, usually none.']);
  });

  it('has a window of one minute where that is asked for', () => {
    const { fail, titles } = alertsOf({
      rate: { windowMinutes: 1, least: 5, baselineMinutes: 10, factor: 2 },
    });
    fail(1);
    fail(0, 20);
    fail(5, 0);
    expect(titles()).toEqual([expect.stringContaining('5 in a minute, usually none')]);
  });

  it('of one failure is told where one is enough, each time that it was calm before', () => {
    const { fail, titles } = alertsOf({ rate: { least: 1 } });
    fail(1);
    fail(0, 70);
    for (let round = 0; round < 3; round++) {
      fail(1);
      expect(titles()).toHaveLength(1);
      fail(0, 70);
    }
  });

  it('is judged anew after the clock was set back', () => {
    const { fail, pass, titles } = alertsOf();
    fail(60, 60);
    pass(-HOUR * 24);
    fail(500, 5);
    expect(titles()).toEqual([]);
    fail(0, 80);
    fail(60, 1);
    expect(titles()).toHaveLength(1);
    // A little back is as if it stood still.
    pass(-1.5 * MINUTE);
    fail(3);
    fail(200, 10, other);
    expect(titles()).toHaveLength(1);
  });

  it('R35 is none of outcomes, mistakes of clients, and clients that went away', () => {
    const { fail, titles } = alertsOf();
    fail(1);
    fail(0, 60);
    fail(100, 1, { expected: true });
    fail(100, 1, { fault: 'client', status: 404 });
    fail(100, 1, { fault: 'abort', status: 499 });
    expect(titles()).toEqual([]);
  });

  it('is not told where that is not wanted', () => {
    const { fail, titles } = alertsOf({ rate: false });
    fail(1);
    fail(0, 60);
    fail(100, 1);
    expect(titles()).toEqual([]);
  });

  it('is found among as many groups as memory allows, and none is made up by forgetting', () => {
    const { fail, titles } = alertsOf();
    fail(1);
    fail(0, 60);
    for (let index = 0; index < 5000; index++)
      fail(1, 0, { fingerprint: `f${index}`, api: { id: `a${index % 1000}`, name: '' } });
    expect(titles()).toEqual([]);
    // Known again for too short a time to say what is usual.
    fail(12, 0, { fingerprint: 'f0', api: { id: 'a999', name: '' } });
    expect(titles()).toEqual([]);
    fail(0, 40);
    fail(12, 0, { fingerprint: 'later', api: { id: 'later', name: '' } });
    expect(titles()).toHaveLength(1);
  });

  it.each([{}, { factor: 1.1 }])('with %o is hardly ever told of chance, whatever the rate', (rate) => {
    const rates = fc.double({ min: 0.05, max: 30, noNaN: true });
    const property = fc.property(rates, fc.integer(), (perMinute, seed) => {
      const { alerts, pass, told } = alertsOf({ rate });
      const random = generator(seed);
      for (let minute = 0; minute < 200; minute++) {
        for (let count = poisson(perMinute, random); count > 0; count--) alerts.observe(one);
        pass(MINUTE);
      }
      expect(told.length).toBeLessThanOrEqual(2);
    });
    // Of chance, one run in some hundreds is told of more: which runs these are must not be chance.
    fc.assert(property, { numRuns: 40, seed: 45 });
  });
});

/** How many there are by chance where so many are usual. */
function poisson(usual: number, random: () => number): number {
  let left = random();
  let chance = Math.exp(-usual);
  for (let count = 0; count < 200; count++) {
    if (left <= chance) return count;
    left -= chance;
    chance *= usual / (count + 1);
  }
  return 200;
}

/** Park and Miller's, so that a failing run can be run again. */
function generator(seed: number): () => number {
  let state = (Math.abs(seed) % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
