/** The oldest go, when they are told to. */

import { describe, expect, it } from 'vitest';
import { anOccurrence, DAY, HOUR } from '../occurrences.ts';
import { exported, putAll, type Open } from './opened.ts';

/** Real ones: `days` are counted back from the clock. */
const daysAgo = (days: number): number => Date.now() - days * DAY;

export function retentionContract(open: Open): void {
  describe('retention', () => {
    it('R38 by age removes occurrences, their counts, and groups that nobody cares for', async () => {
      const { store } = await open();
      const states = ['muted', 'ignored', 'noted', 'resolved', 'left'];
      const old = states.map((fingerprint) => anOccurrence({ at: daysAgo(40), fingerprint }));
      const young = [20, 3, 0].map((days) => anOccurrence({ at: daysAgo(days), fingerprint: 'left-young' }));
      await putAll(store, [...old, ...young]);
      for (const state of ['muted', 'ignored', 'resolved'] as const)
        await store.updateGroup(state, { state, by: 'ann', at: Date.now() });
      await store.updateGroup('noted', { note: 'Why?', by: 'ann', at: Date.now() });

      expect(await store.prune({ days: 30 })).toEqual({ occurrences: 5, groups: 2 });
      for (const one of old) expect(await store.find(one.correlationId)).toEqual([]);
      for (const one of young) expect(await store.find(one.correlationId)).toStrictEqual([one]);
      expect(await exported(store.export({}))).toStrictEqual(young);
      expect(await store.totals({})).toEqual([{ status: 500, count: 3 }]);
      const step = 24 * HOUR;
      const series = await store.series({ from: daysAgo(60), to: Date.now() + HOUR, step });
      expect(series.lines[0]!.total).toBe(3);
      const kept = states.map(async (fingerprint) => (await store.group(fingerprint))?.count);
      expect(await Promise.all(kept)).toEqual([1, 1, 1, undefined, undefined]);
      expect((await store.group('left-young'))!.count).toBe(3);
      expect(await store.prune({ days: 30 })).toEqual({ occurrences: 0, groups: 0 });
    });

    it('R38 by number keeps the newest, by time', async () => {
      const { store } = await open();
      const now = Date.now();
      const all = Array.from({ length: 40 }, (_, index) =>
        anOccurrence({ at: now - ((index * 7) % 40) * HOUR, fingerprint: 'one' }),
      );
      await putAll(store, all);
      expect(await store.prune({ occurrences: 100 })).toMatchObject({ occurrences: 0 });
      expect(await store.prune({ occurrences: 15 })).toMatchObject({ occurrences: 25 });
      const left = await exported(store.export({}));
      expect(left.map(({ at }) => now - at)).toEqual(
        Array.from({ length: 15 }, (_, index) => (14 - index) * HOUR),
      );
      // Its count is that of all there ever were.
      expect((await store.group('one'))!.count).toBe(40);
    });

    it('R38 by number, groups go with their last occurrence', async () => {
      const { store } = await open();
      const now = Date.now();
      const kinds = ['gone', 'muted', 'left', 'left-too'];
      await putAll(
        store,
        kinds.map((fingerprint, index) => anOccurrence({ at: now - (9 - index) * HOUR, fingerprint })),
      );
      await store.updateGroup('muted', { state: 'muted', by: 'ann', at: now });
      expect(await store.prune({ occurrences: 2 })).toEqual({ occurrences: 2, groups: 1 });
      const counts = kinds.map(async (fingerprint) => (await store.group(fingerprint))?.count);
      expect(await Promise.all(counts)).toEqual([undefined, 1, 1, 1]);
    });

    it('R38 by size keeps the newest that fit', async () => {
      const { store } = await open();
      const now = Date.now();
      const all = Array.from({ length: 40 }, (_, index) => anOccurrence({ at: now - (40 - index) * HOUR }));
      await putAll(store, all);
      expect(await store.prune({ bytes: 2 ** 40 })).toMatchObject({ occurrences: 0 });
      const { occurrences } = await store.prune({ bytes: 1 });
      expect(occurrences).toBeGreaterThan(0);
      expect(await exported(store.export({}))).toStrictEqual(all.slice(occurrences));
    });

    it('without a limit keeps all, and goes on storing after one', async () => {
      const { store } = await open();
      const [old, young] = [anOccurrence({ at: daysAgo(9) }), anOccurrence({ at: daysAgo(0) })];
      await putAll(store, [old]);
      expect(await store.prune({})).toEqual({ occurrences: 0, groups: 0 });
      expect(await store.prune({ days: 3 })).toEqual({ occurrences: 1, groups: 1 });
      await putAll(store, [young]);
      expect(await store.find(young.correlationId)).toStrictEqual([young]);
      expect((await store.group(young.fingerprint))!.count).toBe(1);
    });
  });
}
