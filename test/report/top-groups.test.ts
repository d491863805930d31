/** The groups of a window: by what they had in it, whatever they had before. */

import { expect, it } from 'vitest';
import { memoryStore } from 'faultline';
import { createReport } from '../../src/report/index.ts';
import { readTopGroups } from '../../src/report/top-groups.ts';
import type { Store } from '../../src/store/store.ts';
import { anOccurrence, DAY, HOUR, NOON } from '../store/occurrences.ts';

const WINDOW = { from: NOON, to: NOON + 2 * HOUR, step: HOUR };

/** @param groups how often each failed: before the window, and in it */
function storeOf(groups: Readonly<Record<string, readonly [number, number]>>): Store {
  const store = memoryStore({ occurrences: 100_000 });
  for (const [fingerprint, [before, within]] of Object.entries(groups)) {
    for (let count = 0; count < before; count++) store.put(anOccurrence({ at: NOON - DAY, fingerprint }));
    for (let count = 0; count < within; count++) store.put(anOccurrence({ at: NOON + HOUR, fingerprint }));
  }
  return store;
}

const named = async (store: Store, most = 3): Promise<readonly (readonly [string, number])[]> =>
  (await readTopGroups(store, WINDOW, most)).map(({ group, total }) => [group.fingerprint, total] as const);

it('R45 are those of the window, though others were more frequent before', async () => {
  const store = storeOf({ old: [50, 1], older: [60, 0], broken: [0, 9], worse: [2, 11], rare: [0, 2] });
  expect(await named(store)).toEqual([
    ['worse', 11],
    ['broken', 9],
    ['rare', 2],
  ]);
  const [first] = await readTopGroups(store, WINDOW, 1);
  expect(first).toMatchObject({ group: { count: 13 }, counts: [0, 11] });
});

it('R45 are in the report, also where a dozen were more frequent before', async () => {
  const before = Array.from({ length: 14 }, (_, index) => [`old-${index}`, [9, 1]] as const);
  const store = storeOf({ ...Object.fromEntries(before), broken: [0, 3] });
  const { plots } = await createReport(store, { from: WINDOW.from, to: WINDOW.to });
  expect(plots!.groups).toHaveLength(12);
  expect(plots!.groups[0]).toMatchObject({ group: { fingerprint: 'broken', count: 3 }, total: 3 });
});

it('leave out those that are ignored, however many these are, and those that are gone', async () => {
  const noise = Array.from({ length: 20 }, (_, index) => [`noise-${index}`, [0, 20]] as const);
  const store = storeOf({ ...Object.fromEntries(noise), gone: [0, 9], muted: [0, 5], broken: [0, 4] });
  for (const [fingerprint] of noise)
    await store.updateGroup(fingerprint, { state: 'ignored', by: 'ann', at: NOON });
  await store.updateGroup('muted', { state: 'muted', by: 'ann', at: NOON });
  const group: Store['group'] = async (fingerprint) =>
    fingerprint === 'gone' ? undefined : store.group(fingerprint);
  expect(await named({ ...store, group })).toEqual([
    ['muted', 5],
    ['broken', 4],
  ]);
});

it('ask the store no more than they need', async () => {
  const store = storeOf({ a: [0, 3], b: [0, 2], c: [0, 1], d: [0, 1], e: [0, 1], f: [0, 1], g: [0, 1] });
  const asked: string[] = [];
  const spied: Pick<Store, 'group' | 'series'> = {
    series: (query) => (asked.push(`series of ${query.lines}`), store.series(query)),
    group: (fingerprint) => (asked.push(fingerprint), store.group(fingerprint)),
  };
  await readTopGroups(spied, WINDOW, 2);
  expect(asked).toEqual(['series of 6', 'a', 'b']);
  asked.length = 0;
  await store.updateGroup('b', { state: 'ignored', by: 'ann', at: NOON });
  await readTopGroups(spied, WINDOW, 2);
  expect(asked).toEqual(['series of 6', 'a', 'b', 'c']);
});

it('have no more than a list shows', async () => {
  const store = storeOf({ noted: [0, 1] });
  await store.updateGroup('noted', { note: 'Ann looks at it', by: 'ann', at: NOON });
  expect(JSON.stringify(await readTopGroups(store, WINDOW, 1))).not.toContain('Ann looks at it');
});

it('are none where none failed', async () => {
  expect(await named(storeOf({ old: [9, 0] }))).toEqual([]);
});
