/** Lists of occurrences: all that is asked for, nothing else, in order, nothing twice. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import type { SearchQuery } from '../../../src/store/query.ts';
import { summaryOf } from '../../../src/store/summary.ts';
import * as vocabulary from '../occurrences.ts';
import { anOccurrence, exact, HOUR, MINUTE, NOON, occurrence, time } from '../occurrences.ts';
import { isMeant } from './model.ts';
import { allOf, exported, putAll, type Open } from './opened.ts';

const ids = (items: readonly { readonly id: string }[]): string[] =>
  items.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1));
const times = (items: readonly { readonly at: number }[]): number[] => items.map(({ at }) => at);
const descending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => b - a);

/** What may be asked for; what is asked is among what occurs, most of the time. */
const selection = fc.record(
  {
    from: time,
    to: time,
    status: fc.constantFrom(...vocabulary.STATUSES, 418),
    code: fc.constantFrom(...vocabulary.CODES, 'OTHER'),
    fault: fc.constantFrom(...vocabulary.FAULTS),
    api: fc.constantFrom('', ...vocabulary.APIS, 'other'),
    route: fc.constantFrom(...vocabulary.ROUTES, 'other'),
    fingerprint: fc.constantFrom(...vocabulary.FINGERPRINTS, 'other'),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const few = fc.array(occurrence, { minLength: 1, maxLength: 25 });
const oneOrTwo = fc.uniqueArray(
  fc.constantFrom('from', 'to', 'status', 'code', 'fault', 'api', 'route', 'fingerprint'),
  {
    minLength: 0,
    maxLength: 2,
  },
);
/** With all of them, hardly anything would be found. */
const query: fc.Arbitrary<SearchQuery> = fc
  .tuple(selection, oneOrTwo)
  .map(([all, kept]) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => kept.includes(key as 'code'))),
  );
const text = fc.constantFrom('script', 'É', 'é', '%', '_', '\\', 'PLAIN', "'", 'жук', '\u0000', '🧯', '-');

export function listsContract(open: Open): void {
  describe('lists', () => {
    it('R44 search, latest and export agree with a loop over all there is', async () => {
      const { store } = await open();
      const all: StoredOccurrence[] = [];
      const property = fc.asyncProperty(
        few,
        query,
        fc.option(text, { nil: undefined }),
        fc.integer({ min: 1, max: 40 }),
        async (more, which, words, limit) => {
          all.push(...more);
          await putAll(store, more);
          const meant = all.filter((one) => isMeant(one, which));
          const byId = new Map(all.map((one) => [one.id, one]));

          const whole = await exported(store.export(which));
          expect(ids(whole)).toEqual(ids(meant));
          expect(times(whole)).toEqual(descending(times(whole)).toReversed());
          for (const one of whole) expect(exact(one)).toEqual(exact(byId.get(one.id)));

          const latest = await store.latest(which, limit);
          expect(times(latest)).toEqual(descending(times(meant)).slice(0, limit));
          for (const one of latest) expect(exact(one)).toEqual(exact(byId.get(one.id)));

          const search: SearchQuery = { ...which, ...(words !== undefined && { text: words }) };
          const found = await allOf((cursor) => store.search({ ...search, limit, ...cursor }));
          expect(ids(found)).toEqual(ids(all.filter((one) => isMeant(one, search))));
          expect(times(found)).toEqual(descending(times(found)));
          for (const one of found) expect(exact(one)).toEqual(exact(summaryOf(byId.get(one.id)!)));
        },
      );
      await fc.assert(property, { numRuns: 30, interruptAfterTimeLimit: 12_000 });
    });

    it('R44 are narrowed by each field alone, and so are totals', async () => {
      const { store } = await open();
      const other = anOccurrence({
        status: 404,
        code: 'GONE',
        fault: 'client',
        api: { id: 'atm', name: 'ATM' },
        request: { route: '/cards/:id' },
        fingerprint: 'other',
      });
      await putAll(store, [anOccurrence(), other]);
      const cases: readonly (readonly [there: SearchQuery, nowhere: SearchQuery])[] = [
        [{ status: 404 }, { status: 410 }],
        [{ code: 'GONE' }, { code: 'GON' }],
        [{ fault: 'client' }, { fault: 'abort' }],
        [{ api: 'atm' }, { api: '' }],
        [{ route: '/cards/:id' }, { route: '/cards/1' }],
        [{ fingerprint: 'other' }, { fingerprint: 'another' }],
      ];
      for (const [there, nowhere] of cases) {
        expect(ids((await store.search(there)).items), JSON.stringify(there)).toEqual([other.id]);
        expect(ids(await store.latest(there, 10))).toEqual([other.id]);
        expect(ids(await exported(store.export(there)))).toEqual([other.id]);
        expect(await store.totals(there)).toEqual([{ status: 404, count: 1 }]);
        expect(await store.search(nowhere), JSON.stringify(nowhere)).toEqual({ items: [] });
        expect(await store.latest(nowhere, 10)).toEqual([]);
        expect(await exported(store.export(nowhere))).toEqual([]);
        expect(await store.totals(nowhere)).toEqual([]);
      }
    });

    it('begin at `from`, and end before `to`', async () => {
      const { store } = await open();
      const all = [-1, 0, 1, 999, 1000, 1001].map((offset) => anOccurrence({ at: NOON + offset }));
      await putAll(store, all);
      const bounds = { from: NOON, to: NOON + 1000 };
      const expected = [NOON + 999, NOON + 1, NOON];
      expect(times((await store.search(bounds)).items)).toEqual(expected);
      expect(times(await store.latest(bounds, 10))).toEqual(expected);
      expect(times(await exported(store.export(bounds)))).toEqual(expected.toReversed());
      expect(await store.latest({ from: NOON, to: NOON }, 10)).toEqual([]);
      expect((await store.search({ from: NOON + 1, to: NOON })).items).toEqual([]);
    });

    it('have no more items than asked for, 50 unless asked', async () => {
      const { store } = await open();
      const all = Array.from({ length: 230 }, (_, index) => anOccurrence({ at: NOON + index }));
      await putAll(store, all);
      expect((await store.search({})).items).toHaveLength(50);
      expect((await store.search({ limit: 200 })).items).toHaveLength(200);
      expect((await store.search({ limit: 1 })).items).toHaveLength(1);
      expect(await store.latest({}, 10_000)).toHaveLength(230);
      expect(times(await store.latest({}, 7))).toEqual(descending(times(all)).slice(0, 7));
      const found = await allOf((cursor) => store.search({ limit: 7, ...cursor }));
      expect(times(found)).toEqual(descending(times(all)));
    });

    it('have every item once, though others come in between two pages', async () => {
      const { store } = await open();
      // Many of the same time: only what tells them apart keeps a page from skipping some.
      const all = Array.from({ length: 60 }, (_, index) => anOccurrence({ at: NOON + (index % 3) }));
      await putAll(store, all);
      let page = 0;
      const found = await allOf(
        (cursor) => store.search({ limit: 8, fingerprint: 'c0ffee00c0ffee00', ...cursor }),
        () => {
          page += 1;
          const at = [NOON - MINUTE, NOON + 1, NOON + MINUTE][page % 3]!;
          return putAll(store, [anOccurrence({ at }), anOccurrence({ at: NOON + HOUR })]);
        },
      );
      const known = new Set(all.map(({ id }) => id));
      expect(ids(found.filter(({ id }) => known.has(id)))).toEqual(ids(all));
      expect(new Set(ids(found)).size).toBe(found.length);
    });

    it('R44 search finds text in any case, and takes it for no pattern', async () => {
      const { store } = await open();
      const one = anOccurrence({
        error: { name: 'Error', type: 'PaymentError', message: 'Card 100%_\\ REFUSED: Éclair' },
        request: { path: '/Pay/Now' },
      });
      const other = anOccurrence({ error: { name: 'Other', message: 'Other' }, request: { path: '/other' } });
      await putAll(store, [one, other]);
      const cases: readonly (readonly [string, boolean])[] = [
        ['paymenterror', true],
        ['refused: é', true],
        ['/pay/n', true],
        ['100%_\\', true],
        ['1%0', false],
        ['C_rd', false],
        ['refused.', false],
        [one.correlationId.toLowerCase(), true],
        // The name that `type` stands for, and what is no part of a list.
        ['stock', false],
        ['priceOf', false],
      ];
      for (const [words, isFound] of cases) {
        const { items } = await store.search({ text: words });
        expect(ids(items), words).toEqual(isFound ? [one.id] : []);
      }
    });

    it('export is read as it is asked for, and may be left', async () => {
      const { store } = await open();
      const all = Array.from({ length: 300 }, (_, index) => anOccurrence({ at: NOON + index }));
      await putAll(store, all);
      for (let round = 0; round < 12; round++) {
        for await (const one of store.export({})) {
          expect(exact(one)).toEqual(exact(all[0]));
          break;
        }
      }
      expect(await exported(store.export({}))).toHaveLength(300);
    });
  });
}
