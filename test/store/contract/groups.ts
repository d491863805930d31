/** Groups: what they tell, and their lists. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import type { GroupQuery, GroupSummary } from '../../../src/store/group.ts';
import * as vocabulary from '../occurrences.ts';
import { anOccurrence, HOSTILE, HOUR, MINUTE, NOON, occurrence, time } from '../occurrences.ts';
import { groupAsPut } from './model.ts';
import { allOf, putAll, type Open } from './opened.ts';

const query: fc.Arbitrary<GroupQuery> = fc.oneof(
  fc.constant({}),
  fc.constantFrom('open' as const, 'muted' as const).map((state) => ({ state })),
  fc.constantFrom('', ...vocabulary.APIS).map((api) => ({ api })),
  fc.constantFrom(...vocabulary.CODES).map((code) => ({ code })),
  fc.constantFrom(...vocabulary.STATUSES).map((status) => ({ status })),
  fc.constantFrom(...vocabulary.FAULTS).map((fault) => ({ fault })),
  time.map((since) => ({ since })),
  fc.constantFrom('script', 'é', '%', '_', '/ITEMS', '\u0000', 'tost').map((text) => ({ text })),
);

const SORTED_BY = { count: 'count', recent: 'lastAt', new: 'firstAt' } as const;

function isMeant(group: GroupSummary, { state, since = -Infinity, text = '', ...rest }: GroupQuery): boolean {
  const words = [group.name, group.message, group.code, group.route ?? ''];
  return (
    (state ?? 'open') === group.state &&
    group.lastAt >= since &&
    words.some((part) => part.toLowerCase().includes(text.toLowerCase())) &&
    (['api', 'code', 'status', 'fault'] as const).every(
      (key) => rest[key] === undefined || (group[key] ?? '') === rest[key],
    )
  );
}

export function groupsContract(open: Open): void {
  describe('groups', () => {
    it('R45 tell what was put, by any question and in any order', async () => {
      const { store } = await open();
      const all = new Map<string, StoredOccurrence[]>();
      const property = fc.asyncProperty(
        fc.array(occurrence, { minLength: 1, maxLength: 25 }),
        query,
        fc.option(fc.constantFrom('count', 'recent', 'new'), { nil: undefined }),
        fc.integer({ min: 1, max: 4 }),
        time,
        async (more, which, sort, limit, now) => {
          for (const one of more) all.set(one.fingerprint, [...(all.get(one.fingerprint) ?? []), one]);
          await putAll(store, more);
          const asked = { ...which, limit, now, ...(sort !== undefined && { sort }) };
          const found = await allOf((cursor) => store.groups({ ...asked, ...cursor }));
          const groups = [...all.values()].map((each) => groupAsPut(each, now));
          const byPrint = (a: GroupSummary, b: GroupSummary): number =>
            a.fingerprint < b.fingerprint ? -1 : 1;
          expect(found.toSorted(byPrint)).toStrictEqual(
            groups.filter((group) => isMeant(group, which)).toSorted(byPrint),
          );
          const values = found.map((group) => group[SORTED_BY[sort ?? 'recent']]);
          expect(values).toEqual(values.toSorted((a, b) => b - a));
        },
      );
      await fc.assert(property, { numRuns: 40, interruptAfterTimeLimit: 12_000 });
    });

    it('R45 are narrowed by each of their fields alone', async () => {
      const { store } = await open();
      const one = anOccurrence({ fingerprint: 'one' });
      const other = anOccurrence({
        fingerprint: 'other',
        at: NOON + HOUR,
        status: 404,
        code: 'GONE',
        fault: 'client',
        api: { id: 'atm', name: 'ATM' },
        error: { message: 'no such card' },
      });
      await putAll(store, [one, other]);
      await store.updateGroup('other', { state: 'muted', by: 'ann', at: NOON });
      const wanted: readonly GroupQuery[] = [
        { status: 404 },
        { code: 'GONE' },
        { fault: 'client' },
        { api: 'atm' },
        { text: 'such card' },
        { since: NOON + 1 },
        { state: 'muted' },
      ];
      for (const asked of wanted) {
        const { items } = await store.groups(asked);
        expect([asked, items.map(({ fingerprint }) => fingerprint)]).toEqual([asked, ['other']]);
      }
    });

    it('are what their newest occurrence is, by its time', async () => {
      const { store } = await open();
      const at = (offset: number, message: string, release?: string): StoredOccurrence =>
        anOccurrence({ at: NOON + offset, error: { message }, ...(release !== undefined && { release }) });
      const newest = at(10, 'newest', '2.0.0');
      // A clock that jumped back, or another host's.
      await putAll(store, [at(5, 'first', '1.0.0'), newest]);
      await putAll(store, [at(-7, 'late', '0.9.0'), at(3, 'between')]);
      const group = (await store.group('c0ffee00c0ffee00'))!;
      expect(group).toMatchObject({
        message: 'newest',
        count: 4,
        firstAt: NOON - 7,
        lastAt: NOON + 10,
        firstRelease: '0.9.0',
        lastRelease: '2.0.0',
        lastReference: newest.correlationId,
        state: 'open',
        notes: [],
        history: [],
      });
      expect(group).not.toHaveProperty('reopened');
      expect(Object.keys(group)).not.toContain('releases');
    });

    it('forget the api and the route that the newest has not', async () => {
      const { store } = await open();
      const { api: _api, ...bare } = anOccurrence({ at: NOON + 1, request: null });
      await putAll(store, [anOccurrence(), bare]);
      const group = (await store.group('c0ffee00c0ffee00'))!;
      expect(group).not.toHaveProperty('api');
      expect(group).not.toHaveProperty('route');
    });

    it('R45 have a trend of 24 hours, of which the last is that of `now`', async () => {
      const { store } = await open();
      const hours = [0, 0, 1, 22, 23, 24, 25];
      await putAll(
        store,
        hours.map((hour) => anOccurrence({ at: NOON + hour * HOUR + 59 * MINUTE })),
      );
      const trendAt = async (now: number): Promise<readonly number[]> =>
        (await store.groups({ now })).items[0]!.trend;
      const zeros = (length: number): number[] => Array.from({ length }, () => 0);
      expect(await trendAt(NOON + 23 * HOUR)).toEqual([2, 1, ...zeros(20), 1, 1]);
      expect(await trendAt(NOON + 24 * HOUR - 1)).toEqual([2, 1, ...zeros(20), 1, 1]);
      expect(await trendAt(NOON + 24 * HOUR)).toEqual([1, ...zeros(20), 1, 1, 1]);
      expect(await trendAt(NOON)).toEqual([...zeros(23), 2]);
      expect(await trendAt(NOON - HOUR)).toEqual(zeros(24));
      const recent = anOccurrence({ at: Date.now(), fingerprint: 'now' });
      await putAll(store, [recent]);
      expect((await store.group('now'))!.trend.reduce((sum, count) => sum + count, 0)).toBe(1);
      expect((await store.groups({ text: 'TypeError' })).items[0]!.trend).toHaveLength(24);
    });

    it('have every group once on many pages, whatever they are sorted by', async () => {
      const { store } = await open();
      const all = Array.from({ length: 120 }, (_, index) =>
        anOccurrence({ at: NOON + (index % 4), fingerprint: `g${index % 90}` }),
      );
      await putAll(store, all);
      for (const sort of ['count', 'recent', 'new'] as const) {
        const found = await allOf((cursor) => store.groups({ sort, limit: 7, ...cursor }));
        expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(90);
        expect(found).toHaveLength(90);
      }
      expect((await store.groups({})).items).toHaveLength(50);
      expect((await store.groups({ limit: 200 })).items).toHaveLength(90);
    });

    it('that stay as they are, are listed once, though others come and go', async () => {
      const { store } = await open();
      const quiet = Array.from({ length: 30 }, (_, index) =>
        anOccurrence({ at: NOON + index, fingerprint: `quiet${index}` }),
      );
      await putAll(store, quiet);
      let page = 0;
      const found = await allOf(
        (cursor) => store.groups({ limit: 4, ...cursor }),
        () => {
          page += 1;
          const at = NOON + HOUR + page;
          return putAll(store, [
            anOccurrence({ at, fingerprint: `new${page}` }),
            anOccurrence({ at, fingerprint: 'busy' }),
          ]);
        },
      );
      const listed = found.map(({ fingerprint }) => fingerprint).filter((one) => one.startsWith('quiet'));
      expect(listed).toEqual(quiet.map((one) => one.fingerprint).toReversed());
    });

    it('are not found by another fingerprint', async () => {
      const { store } = await open();
      await putAll(store, [anOccurrence({ fingerprint: 'abc' })]);
      for (const other of [...HOSTILE, 'ABC', 'ab', 'abcd', 'a_c', 'x'.repeat(100_000)]) {
        expect(await store.group(other), other.slice(0, 40)).toBeUndefined();
        const update = { state: 'muted', by: 'ann', at: NOON } as const;
        expect(await store.updateGroup(other, update)).toBeUndefined();
      }
      expect((await store.group('abc'))!.state).toBe('open');
    });
  });
}
