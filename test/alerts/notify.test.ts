import { describe, expect, it, vi } from 'vitest';
import { createAlerts, type AlertOptions } from '../../src/alerts/index.ts';
import { anOccurrence, HOUR } from '../store/occurrences.ts';
import { alertsOf, groupOf } from './told.ts';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const hostile = new Proxy(
  {},
  {
    get() {
      throw new Error('no');
    },
  },
);

describe('a function that is notified', () => {
  it.each<[string, () => unknown, string | undefined]>([
    ['returns', () => 7, undefined],
    ['resolves', () => Promise.resolve(), undefined],
    ['never ends', () => new Promise(() => {}), undefined],
    ['throws', () => fails(new RangeError('https://hooks.example/secret')), 'RangeError'],
    ['rejects', () => Promise.reject(new TypeError('secret')), 'TypeError'],
    ['rejects with nothing', () => Promise.reject(), 'something that is no error'],
    ['throws a text', () => fails('secret'), 'something that is no error'],
    ['throws what cannot be read', () => fails(hostile), 'something that is no error'],
    ['throws an odd name', () => fails({ name: 'se cret' }), 'something that is no error'],
    ['gives back what is no promise', () => ({ then: () => fails(new Error('secret')) }), 'Error'],
  ])('may do what it likes: it %s', async (_title, notify, told) => {
    const { alerts, troubles } = alertsOf({ notify });
    expect(alerts.changed([groupOf('g').add()])).toBeUndefined();
    await turn();
    const message = `warn: An alert was not delivered: the function failed with ${told}. Look at the option "alerts.notify".`;
    expect(troubles).toEqual(told === undefined ? [] : [message]);
    await alerts.close();
  });

  it('that always fails is told of once an hour, with how often', async () => {
    const { alerts, troubles, pass } = alertsOf({ notify: () => fails(new Error('no')), most: 1000 });
    for (let index = 0; index < 5; index++) {
      alerts.changed([groupOf(`g${index}`).add()]);
      pass(HOUR / 10);
    }
    expect(troubles).toHaveLength(1);
    pass(HOUR);
    alerts.changed([groupOf('later').add()]);
    expect(troubles).toHaveLength(2);
    expect(troubles[1]).toContain('Error (5 alerts since it was told last). Look at');
  });

  it('that fails is told of at the end with all that was not told yet', async () => {
    const { alerts, troubles, pass } = alertsOf({
      notify: () => Promise.reject(new Error('no')),
      most: 1000,
    });
    for (let index = 0; index < 5; index++) {
      alerts.changed([groupOf(`g${index}`).add()]);
      await turn();
      pass(30_000);
    }
    expect(troubles).toHaveLength(1);
    await alerts.close();
    expect(troubles).toHaveLength(2);
    expect(troubles[1]).toContain('Error (4 alerts since it was told last). Look at');
  });

  it('is waited for, as are those that it is notified of meanwhile', async () => {
    const ends: (() => void)[] = [];
    const { alerts } = alertsOf({ notify: () => new Promise<void>((end) => ends.push(end)) });
    let isFlushed = false;
    const flushed = alerts.flush().then(() => (isFlushed = true));
    await flushed;
    alerts.changed([groupOf('g').add()]);
    isFlushed = false;
    const again = alerts.flush().then(() => (isFlushed = true));
    await turn();
    alerts.changed([groupOf('h').add()]);
    ends[0]!();
    await turn();
    expect(isFlushed).toBe(false);
    ends[1]!();
    await again;
  });

  it('a thousand times and never ends is not remembered each time', async () => {
    const ends: (() => void)[] = [];
    const notify = (): Promise<void> => new Promise((end) => ends.push(end));
    const { alerts, pass } = alertsOf({ notify, most: 1000 });
    for (let index = 0; index < 200; index++) {
      alerts.changed([groupOf(`g${index}`).add()]);
      pass(30_000);
    }
    const flushed = alerts.flush();
    expect(ends).toHaveLength(200);
    for (const end of ends.slice(0, 100)) end();
    await flushed;
    await alerts.close();
  });

  it('at the end, and never ends, holds nothing up for ever', async () => {
    vi.useFakeTimers();
    try {
      const { alerts, troubles } = alertsOf({ notify: () => new Promise<void>(() => {}) });
      alerts.changed([groupOf('g').add()]);
      const closed = alerts.close();
      await vi.advanceTimersByTimeAsync(5000);
      await closed;
      expect(troubles).toEqual([expect.stringContaining('the function did not end within 5000 ms. Look at')]);
      await alerts.close();
      expect(troubles).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('and a logger, and a clock, that fail: nothing is thrown', async () => {
    const seen: number[] = [];
    const options: AlertOptions = {
      notify: ({ at }) => {
        seen.push(at);
        fails(new Error('no'));
      },
      now: () => (seen.length === 0 ? fails(new Error('no clock')) : Number.NaN),
    };
    const alerts = createAlerts(options, () => fails(new Error('no logger')));
    const before = Date.now();
    alerts.changed([groupOf('g').add()]);
    alerts.changed([groupOf('h').add()]);
    alerts.observe(anOccurrence());
    expect(seen).toHaveLength(2);
    for (const at of seen) expect(at).toBeGreaterThanOrEqual(before);
    alerts.observe(undefined as never);
    alerts.observe(hostile as never);
    alerts.changed([hostile as never]);
    alerts.changed(null as never);
    await turn();
    await alerts.close();
  });
});

function fails(thrown: unknown): never {
  throw thrown;
}

const notify = (): void => {};

const WRONG: [unknown, string][] = [
  [undefined, 'Option "alerts" is undefined; give an object.'],
  [[], 'Option "alerts" is an array; give an object.'],
  [{}, 'Option "alerts.notify" is missing; give a function, or an object with "webhook".'],
  [
    { notify: 'https://hooks.example/secret' },
    'Option "alerts.notify" is a text that is no good; give a function',
  ],
  [{ notify, rate: 3 }, 'Option "alerts.rate" is 3; give true, false or an object.'],
  [{ notify, most: 0 }, 'Option "alerts.most" is 0; give an integer from 1 to 1000.'],
  [{ notify, most: 1.5 }, 'Option "alerts.most" is 1.5;'],
  [
    { notify, milestones: 'yes' },
    'Option "alerts.milestones" is a text that is no good; give true or false.',
  ],
  [{ notify, now: 7 }, 'Option "alerts.now" is 7;'],
  [{ notify, rates: true }, 'There is no option "alerts.rates"; use one of rate, newGroups'],
  [{ notify, toString: 1 }, 'There is no option "alerts.toString"'],
  [{ notify, rate: { factor: 1 } }, 'Option "alerts.rate.factor" is 1; give a number from 1.1 to 1000.'],
  [{ notify, rate: { least: 0 } }, 'Option "alerts.rate.least" is 0;'],
  [{ notify, rate: { windowMinutes: 61 } }, 'Option "alerts.rate.windowMinutes" is 61;'],
  [{ notify, rate: { baselineMinutes: 9 } }, 'Option "alerts.rate.baselineMinutes" is 9;'],
  [{ notify, rate: { window: 5 } }, 'There is no option "alerts.rate.window"'],
  [{ notify: {} }, 'Option "alerts.notify.webhook" is missing; give a URL of https'],
  ...[
    'hooks.example/secret',
    'http://hooks.example/secret',
    'http://127.0.0.1.example/secret',
    'ftp://localhost/secret',
    'https://user:secret@hooks.example/',
    'https://secret@hooks.example/',
    'javascript:secret',
    '',
  ].map((webhook): [unknown, string] => [
    { notify: { webhook } },
    'Option "alerts.notify.webhook" is a text that is no good; give a URL',
  ]),
  [{ notify: { webhook: 7 } }, 'Option "alerts.notify.webhook" is 7;'],
  [
    { notify: { webhook: 'https://x.example', headers: { a: 1 } } },
    'Option "alerts.notify.headers" is an object;',
  ],
  [
    { notify: { webhook: 'https://x.example', headers: { 'a b': 'secret' } } },
    '"alerts.notify.headers" is an object',
  ],
  [{ notify: { webhook: 'https://x.example', headers: { a: 'secret\nb: c' } } }, '"alerts.notify.headers"'],
  [
    { notify: { webhook: 'https://x.example', headers: 'secret' } },
    '"alerts.notify.headers" is a text that is no good',
  ],
  [{ notify: { webhook: 'https://x.example', timeout: 99 } }, 'Option "alerts.notify.timeout" is 99;'],
];

describe('options of alerts', () => {
  it.each<AlertOptions>([
    { notify },
    { notify, rate: false, newGroups: true, reopened: true, milestones: true, most: 1, now: () => 0 },
    { notify, rate: { factor: 1.1, least: 1, windowMinutes: 60, baselineMinutes: 1440 }, most: 1000 },
    { notify: { webhook: 'https://hooks.example.com/T0/B0?x=1' } },
    { notify: { webhook: 'http://localhost:8080/', headers: { authorization: 'Bearer x' }, timeout: 100 } },
    { notify: { webhook: 'http://127.0.0.1/' } },
    { notify: { webhook: 'http://[::1]:1/' } },
  ])('take %o', (options) => {
    expect(() => createAlerts(options, () => {})).not.toThrow();
  });

  it('take those that are undefined as left out', () => {
    const { fail, titles } = alertsOf({
      rate: { least: undefined, factor: undefined },
      most: undefined,
    } as object);
    fail(1);
    fail(0, 60);
    fail(10);
    expect(titles()).toHaveLength(1);
  });

  it.each(WRONG)('refuse %o: %s', (options, message) => {
    let error: unknown;
    try {
      createAlerts(options as never, () => {});
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: 'FaultlineError', code: expect.stringMatching(/^FLT_OPTION_/) });
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain('secret');
  });
});
