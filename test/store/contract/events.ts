/** What stores tell of what they stored. */

import { describe, expect, it } from 'vitest';
import type { GroupChange } from '../../../src/store/group.ts';
import type { Store, StoreEvent } from '../../../src/store/store.ts';
import { anOccurrence, MINUTE, NOON } from '../occurrences.ts';
import { putAll, type Open } from './opened.ts';

export function listen(store: Store): {
  readonly events: StoreEvent[];
  readonly changes: () => GroupChange[];
} {
  const events: StoreEvent[] = [];
  store.subscribe((event) => events.push(event));
  return {
    events,
    changes: () => events.flatMap((event) => (event.type === 'stored' ? event.changes : [])),
  };
}

const sumOf = (changes: readonly GroupChange[], fingerprint: string): number =>
  changes.filter(({ group }) => group.fingerprint === fingerprint).reduce((sum, { added }) => sum + added, 0);

export function eventsContract(open: Open): void {
  describe('events', () => {
    it('R45 tell of each group what was added, whether it is new, and how it is now', async () => {
      const { store } = await open();
      const { events, changes } = listen(store);
      const all = Array.from({ length: 50 }, (_, index) =>
        anOccurrence({ at: NOON + index, fingerprint: `g${index % 3}` }),
      );
      await putAll(store, all);
      expect([0, 1, 2].map((index) => sumOf(changes(), `g${index}`))).toEqual([17, 17, 16]);
      for (const print of ['g0', 'g1', 'g2']) {
        const [first, ...later] = changes().filter(({ group }) => group.fingerprint === print);
        expect(first).toMatchObject({ isNew: true, isReopened: false, isExpected: false });
        expect(later.some(({ isNew }) => isNew)).toBe(false);
        const { trend: _trend, notes: _notes, history: _history, ...last } = (await store.group(print))!;
        expect([first, ...later].at(-1)!.group).toStrictEqual(last);
      }
      for (const event of events) {
        if (event.type !== 'stored') continue;
        const prints = event.changes.map(({ group }) => group.fingerprint);
        expect(new Set(prints).size).toBe(prints.length);
        expect(prints).not.toHaveLength(0);
      }
      const before = events.length;
      expect(await store.flush(10_000)).toBe(true);
      expect(events).toHaveLength(before);
    });

    it('R45 tell of a group that is opened again, once', async () => {
      const { store } = await open();
      const { changes } = listen(store);
      await putAll(store, [anOccurrence({ release: '1' })]);
      await store.updateGroup('c0ffee00c0ffee00', { state: 'resolved', release: '2', by: 'ann', at: NOON });
      await putAll(store, [anOccurrence({ release: '1' })]);
      expect(changes().filter(({ isReopened }) => isReopened)).toEqual([]);
      const again = [2, 3, 4].map((minute) => anOccurrence({ release: '2', at: NOON + minute * MINUTE }));
      await putAll(store, again);
      const reopened = changes().filter(({ isReopened }) => isReopened);
      expect(reopened).toHaveLength(1);
      expect(reopened[0]).toMatchObject({
        isNew: false,
        group: { state: 'open', reopened: { at: NOON + 2 * MINUTE, release: '2' } },
      });
    });

    it('come after what they tell of can be found', async () => {
      const { store } = await open();
      const found: unknown[] = [];
      let looked: Promise<unknown> = Promise.resolve();
      store.subscribe((event) => {
        if (event.type !== 'stored') return;
        looked = Promise.all(
          event.changes.map(async ({ group }) => found.push(...(await store.find(group.lastReference)))),
        );
      });
      const one = anOccurrence();
      await putAll(store, [one]);
      await looked;
      expect(found).toStrictEqual([one]);
    });

    it('do not come while something is put', async () => {
      const { store } = await open();
      const { events } = listen(store);
      store.put(anOccurrence());
      expect(events).toEqual([]);
      await store.flush(10_000);
      expect(events).toHaveLength(1);
    });

    it('from before there was a listener are kept for it', async () => {
      const { store } = await open();
      await putAll(store, [anOccurrence()]);
      expect(sumOf(listen(store).changes(), 'c0ffee00c0ffee00')).toBe(1);
      expect(listen(store).changes()).toEqual([]);
    });

    it('reach every listener, whatever others do, until it is ended', async () => {
      const { store } = await open();
      store.subscribe(() => {
        throw new Error('a listener that fails');
      });
      const heard: number[] = [];
      const end = store.subscribe(() => heard.push(1));
      store.subscribe(() => heard.push(2));
      await putAll(store, [anOccurrence()]);
      expect(heard).toEqual([1, 2]);
      end();
      end();
      await putAll(store, [anOccurrence()]);
      expect(heard).toEqual([1, 2, 2]);
      expect(store.status()).toMatchObject({ stored: 2, lost: {} });
    });
  });
}
