import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../src/store/memory.ts';
import { anOccurrence, HOUR, MINUTE, NOON } from '../store/occurrences.ts';
import { alertsOf, groupOf } from './told.ts';

describe('R45 groups', () => {
  it('that are new, and that are back, are told at once, with what to look up', () => {
    const { alerts, told, titles } = alertsOf();
    const group = groupOf('g1');
    const change = group.add(1, { release: '1.0.0' });
    alerts.changed([change]);
    expect(titles()).toEqual([
      'new: TypeError in "shop" is new in release 1.0.0: Cannot read properties of undefined',
    ]);
    expect(told[0]).toEqual({
      kind: 'new',
      title: expect.any(String),
      at: NOON,
      count: 1,
      group: {
        fingerprint: 'g1',
        name: 'TypeError',
        message: 'Cannot read properties of undefined',
        code: 'INTERNAL_ERROR',
        status: 500,
        route: '/shop/items/:id',
      },
      api: 'shop',
      release: '1.0.0',
      reference: change.group.lastReference,
    });
    alerts.changed([group.add()]);
    group.set('resolved', '2.0.0');
    alerts.changed([group.add(1, { release: '1.0.0' })]);
    expect(titles()).toEqual([]);
    alerts.changed([group.add(3, { release: '2.0.0' })]);
    expect(titles()).toEqual([
      'reopened: TypeError in "shop" was resolved and is back in release 2.0.0: Cannot read properties of undefined',
    ]);
    expect(told[1]).toMatchObject({ count: 6, release: '2.0.0' });
  });

  it('are told of by a store, and the host by what was observed', async () => {
    const { alerts, told } = alertsOf();
    const store = memoryStore();
    store.subscribe((event) => {
      if (event.type === 'stored') alerts.changed(event.changes);
    });
    const one = anOccurrence();
    alerts.observe(one);
    store.put(one);
    await store.flush(1);
    expect(told).toMatchObject([{ kind: 'new', host: 'web-1', reference: one.correlationId }]);
  });

  it('are not told of where that is not wanted', () => {
    const { alerts, titles } = alertsOf({ newGroups: false, reopened: false, milestones: false });
    const group = groupOf('g1');
    alerts.changed([group.add()]);
    group.set('resolved');
    alerts.changed([group.add(100)]);
    expect(titles()).toEqual([]);
  });

  it('R35 whose occurrences are no errors are not told of', () => {
    const { alerts, titles } = alertsOf({ milestones: true });
    alerts.changed([
      groupOf('a').add(5, { expected: true }),
      groupOf('b').add(5, { fault: 'client', status: 404 }),
      groupOf('c').add(5, { fault: 'abort', status: 499 }),
    ]);
    expect(titles()).toEqual([]);
  });

  it.each(['muted', 'ignored'] as const)('that are %s tell nothing until they are open again', (state) => {
    const { alerts, fail, pass, titles } = alertsOf({ milestones: true });
    const group = groupOf('c0ffee00c0ffee00');
    fail(1);
    pass(HOUR);
    alerts.changed([group.add()]);
    group.set(state);
    pass(HOUR);
    titles();
    alerts.changed([group.add(100)]);
    fail(100);
    expect(titles()).toEqual([]);
    group.set('open');
    alerts.changed([group.add(100)]);
    expect(titles()).toEqual([expect.stringMatching(/^milestone: /)]);
    fail(100);
    expect(titles()).toEqual([expect.stringMatching(/^rate: /)]);
  });

  it('that are muted are forgotten when there are too many, those first that were not seen for longest', () => {
    const { alerts, pass, titles, fail } = alertsOf();
    const { group, ...change } = groupOf('x').add();
    fail(1);
    pass(HOUR);
    for (let index = 0; index < 10_500; index++)
      alerts.changed([{ ...change, group: { ...group, fingerprint: `g${index}`, state: 'muted' } }]);
    fail(20, 0, { fingerprint: 'g10499' });
    expect(titles()).toEqual([]);
    fail(20, 0, { fingerprint: 'g0' });
    expect(titles()).toHaveLength(1);
  });
});

describe('milestones of groups', () => {
  it('are told at powers of two, each once', () => {
    const { alerts, pass, titles } = alertsOf({ milestones: true, newGroups: false });
    const group = groupOf('g1');
    const told: number[] = [];
    for (let count = 1; count <= 70; count++) {
      alerts.changed([group.add()]);
      if (titles().length > 0) told.push(count);
      pass(11 * MINUTE);
    }
    expect(told).toEqual([2, 4, 8, 16, 32, 64]);
  });

  it('are told as one where many are passed at once, and after a rest', () => {
    const { alerts, pass, titles } = alertsOf({ milestones: true });
    const group = groupOf('g1');
    alerts.changed([group.add()]);
    expect(titles()).toEqual([expect.stringMatching(/^new: /)]);
    pass(MINUTE);
    alerts.changed([group.add(999)]);
    alerts.changed([group.add(23)]);
    expect(titles()).toEqual([]);
    pass(10 * MINUTE);
    alerts.changed([group.add(1)]);
    expect(titles()).toEqual([
      'milestone: TypeError in "shop" has occurred 1,024 times: Cannot read properties of undefined',
    ]);
    alerts.changed([group.add(5000)]);
    pass(11 * MINUTE);
    alerts.changed([group.add(1)]);
    expect(titles()).toEqual([expect.stringContaining('has occurred 6,025 times')]);
    pass(11 * MINUTE);
    alerts.changed([group.add(1)]);
    expect(titles()).toEqual([]);
  });

  it('are not told again though the clock goes back, nor of groups that were forgotten', () => {
    const { alerts, pass, titles } = alertsOf({ milestones: true, newGroups: false, most: 1000 });
    const group = groupOf('g1');
    alerts.changed([group.add(4)]);
    expect(titles()).toHaveLength(1);
    pass(-HOUR);
    alerts.changed([group.add(1)]);
    expect(titles()).toEqual([]);
    alerts.changed([group.add(3)]);
    expect(titles()).toHaveLength(1);
    const template = groupOf('x').add(2);
    for (let index = 0; index < 10_500; index++)
      alerts.changed([{ ...template, group: { ...template.group, fingerprint: `f${index}` } }]);
    titles();
    pass(HOUR);
    alerts.changed([group.add(1)]);
    expect(titles()).toEqual([]);
  });
});
