/** R45: operators hear when something begins, once a minute while it lasts, and when it ends. */

import { describe, expect, it, vi } from 'vitest';
import { createTroubles, type Trouble } from '../../../src/store/queue/troubles.ts';
import type { StoreEvent } from '../../../src/store/store.ts';
import { MINUTE } from '../occurrences.ts';
import { stopTime } from './stopped-time.ts';
import { pass, putMany, tryQueue } from './writers.ts';

stopTime();

function trouble(passes: boolean): Trouble {
  return {
    begins: 'begins',
    goesOn: (count) => `goes on: ${count}`,
    ends: (total) => `ends: ${total}`,
    passes,
  };
}

function heard(): { readonly tell: ReturnType<typeof createTroubles>; readonly told: () => string[] } {
  const events: StoreEvent[] = [];
  const told = (): string[] =>
    events
      .splice(0)
      .map((event) => (event.type === 'trouble' ? `${event.level} ${event.message}` : event.type));
  return { tell: createTroubles({ emit: (event) => events.push(event) }), told };
}

describe('one that lasts until it is over', () => {
  it('is told when it begins, each minute, and when it ends', async () => {
    const { tell, told } = heard();
    for (let count = 0; count < 5; count++) tell.occurs('a', 2, trouble(false));
    expect(told()).toEqual(['error begins']);
    await pass(MINUTE);
    expect(told()).toEqual(['error goes on: 8']);
    await pass(MINUTE);
    expect(told()).toEqual(['error goes on: 0']);
    tell.over('a');
    tell.over('a');
    expect(told()).toEqual(['info ends: 10']);
    await pass(5 * MINUTE);
    expect([told(), vi.getTimerCount()]).toEqual([[], 0]);
    tell.occurs('a', 1, trouble(false));
    expect(told()).toEqual(['error begins']);
  });

  it('that comes and goes is no flood', async () => {
    const { tell, told } = heard();
    for (let count = 0; count < 100; count++) {
      tell.occurs('a', 1, trouble(false));
      tell.over('a');
    }
    expect(told()).toEqual(['error begins', 'info ends: 1']);
    await pass(MINUTE);
    expect(told()).toEqual(['error goes on: 99', 'info ends: 100']);
    for (let count = 0; count < 100; count++) {
      tell.occurs('a', 1, trouble(false));
      tell.over('a');
    }
    expect(told()).toEqual([]);
    await pass(MINUTE);
    expect(told()).toEqual(['error goes on: 100', 'info ends: 200']);
    await pass(MINUTE);
    expect([told(), vi.getTimerCount()]).toEqual([[], 0]);
  });

  it('comes back in the minute in which it ended', async () => {
    const { tell, told } = heard();
    tell.occurs('a', 1, trouble(false));
    tell.over('a');
    tell.occurs('a', 1, trouble(false));
    expect(told()).toEqual(['error begins', 'info ends: 1']);
    await pass(MINUTE);
    expect(told()).toEqual(['error goes on: 1']);
    tell.over('a');
    expect(told()).toEqual(['info ends: 2']);
  });

  it('over without having begun', () => {
    const { tell, told } = heard();
    tell.over('a');
    expect(told()).toEqual([]);
  });
});

describe('one that passes', () => {
  it('is over when it was not seen for a minute', async () => {
    const { tell, told } = heard();
    tell.occurs('a', 1, trouble(true));
    tell.occurs('a', 1, trouble(true));
    await pass(MINUTE);
    await pass(MINUTE);
    expect(told()).toEqual(['error begins', 'error goes on: 1', 'info ends: 2']);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('several are told apart', () => {
  const { tell, told } = heard();
  for (const key of ['a', '__proto__', 'a']) tell.occurs(key, 1, trouble(true));
  expect(told()).toEqual(['error begins', 'error begins']);
});

it('what was not told is told at the end', async () => {
  const { tell, told } = heard();
  for (let count = 0; count < 3; count++) tell.occurs('a', 1, trouble(true));
  tell.occurs('b', 1, trouble(true));
  tell.stop();
  expect(told()).toEqual(['error begins', 'error begins', 'error goes on: 2']);
  expect(vi.getTimerCount()).toBe(0);
});

describe('what a queue says', () => {
  it('a store that is gone, and comes back', async () => {
    let isUp = false;
    const { queue, troubles } = tryQueue(() => (isUp ? [] : Promise.reject(new Error('Nobody there.'))));
    putMany(queue, 2);
    await pass(MINUTE + 1000);
    isUp = true;
    await pass(MINUTE);
    expect(troubles()).toEqual([
      'error: The store "a store" cannot be written: Nobody there. Bring it back: until then failures wait in memory.',
      'error: The store "a store" still cannot be written: Nobody there. Bring it back: 2 failures wait in memory.',
      expect.stringMatching(
        /^info: The store "a store" is written again, after \d+ failed attempts\. Nothing/,
      ),
    ]);
  });

  it('a flood that does not fit', async () => {
    const { queue, troubles } = tryQueue(() => new Promise(() => {}), { occurrences: 10, timeLimit: 1e6 });
    putMany(queue, 111);
    await pass(MINUTE);
    await pass(MINUTE);
    expect(troubles()).toEqual([
      'error: The store "a store" loses 1 failure: the queue is full. Bring the store back, or give it a spool.',
      'error: The store "a store" lost 100 failures more: the queue is full. Bring the store back, or give it a spool.',
      'info: The store "a store" loses no more failures, after 101: the queue is full. Bring the store back, or give it a spool.',
    ]);
  });
});
