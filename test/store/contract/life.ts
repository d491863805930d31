/** From opening to closing. */

import { describe, expect, it } from 'vitest';
import { anOccurrence, NOON } from '../occurrences.ts';
import { exported, putAll, type Open } from './opened.ts';

export function lifeContract(open: Open): void {
  describe('life', () => {
    it('starts empty and well', async () => {
      const { store } = await open();
      const status = store.status();
      expect(status).toMatchObject({ name: store.name, healthy: true, stored: 0, waiting: 0, lost: {} });
      expect(status).not.toHaveProperty('lastError');
      expect(await store.flush(10_000)).toBe(true);
      expect(await store.find('K7QF-2MXD-9TRB')).toEqual([]);
      expect(await store.latest({}, 10)).toEqual([]);
      expect(await store.search({})).toEqual({ items: [] });
      expect(await store.groups({})).toEqual({ items: [] });
      expect(await store.group('x')).toBeUndefined();
      expect(await exported(store.export({}))).toEqual([]);
      expect(await store.prune({ days: 1 })).toEqual({ occurrences: 0, groups: 0 });
    });

    it('counts what was put, what waits, and what is stored', async () => {
      const { store } = await open();
      for (let index = 0; index < 30; index++) store.put(anOccurrence({ at: NOON + index }));
      const { waiting, stored, lost } = store.status();
      expect(waiting + stored).toBe(30);
      expect(lost).toEqual({});
      expect(await store.flush(10_000)).toBe(true);
      expect(store.status()).toMatchObject({ healthy: true, stored: 30, waiting: 0, spooled: 0, lost: {} });
    });

    it('R41 keeps up with a burst', async () => {
      const { store } = await open();
      const all = Array.from({ length: 1000 }, (_, index) => anOccurrence({ at: NOON + index }));
      await putAll(store, all);
      expect(store.status()).toMatchObject({ stored: 1000, waiting: 0, lost: {} });
      expect((await exported(store.export({}))).map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    });

    it('ends by storing what waits; what comes later is lost, and counted', async () => {
      const { store, reopen } = await open();
      const before = anOccurrence();
      store.put(before);
      await store.close(10_000);
      expect(store.status()).toMatchObject({ stored: 1, waiting: 0, lost: {} });
      store.put(anOccurrence());
      store.put(anOccurrence());
      expect(store.status()).toMatchObject({ stored: 1, lost: { closed: 2 } });
      await store.close(10_000);
      expect(typeof (await store.flush(100))).toBe('boolean');
      const unavailable = { code: 'FLT_STORE_UNAVAILABLE', message: expect.stringContaining('closed') };
      await expect(store.find(before.correlationId)).rejects.toMatchObject(unavailable);
      await expect(store.search({})).rejects.toMatchObject(unavailable);
      await expect(store.group('x')).rejects.toMatchObject(unavailable);
      await expect(exported(store.export({}))).rejects.toMatchObject(unavailable);
      await expect(store.prune({})).rejects.toMatchObject(unavailable);
      if (reopen === undefined) return;
      const again = await reopen();
      expect(await again.find(before.correlationId)).toStrictEqual([before]);
    });

    it('R41 outlasts the process, where the store does', async () => {
      const { store, reopen } = await open();
      const all = [0, 1, 2].map((index) => anOccurrence({ at: NOON + index, release: '1' }));
      await putAll(store, all);
      const print = all[0]!.fingerprint;
      await store.updateGroup(print, {
        state: 'resolved',
        release: '2',
        note: 'mended',
        by: 'ann',
        at: NOON,
      });
      const group = await store.group(print);
      await store.close(10_000);
      if (reopen === undefined) return;
      const again = await reopen();
      expect(again.status()).toMatchObject({ stored: 0, waiting: 0, lost: {} });
      expect(await again.group(print)).toEqual(group);
      expect(await exported(again.export({}))).toStrictEqual(all);
      expect(await again.totals({})).toEqual([{ status: 500, count: 3 }]);
      await putAll(again, [anOccurrence({ release: '1' })]);
      expect((await again.group(print))!.state).toBe('resolved');
      await putAll(again, [anOccurrence({ release: '2' })]);
      expect(await again.group(print)).toMatchObject({ state: 'open', count: 5 });
    });
  });
}
