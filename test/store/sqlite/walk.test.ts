/** Lists and counts, held against loops over all that was written. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groups } from '../../../src/store/sqlite/read-groups.ts';
import { find, list, search } from '../../../src/store/sqlite/read-occurrences.ts';
import { numberOf } from '../../../src/store/sqlite/text.ts';
import { walkOf, type Order, type Place } from '../../../src/store/sqlite/walk.ts';
import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import type { Selection } from '../../../src/store/query.ts';
import { anOccurrence, MINUTE, NOON } from '../occurrences.ts';
import { memoryFile } from './opened-file.ts';

const file = memoryFile();
/** Hundreds of kinds of one api, some of them rare; many of the same time. */
const all: readonly StoredOccurrence[] = Array.from({ length: 6000 }, (_, index) =>
  anOccurrence({
    at: NOON + ((index * 7919) % 997) * 1000,
    fingerprint: `g${index % 3}`,
    status: index % 1000 === 3 ? 503 : 500,
    request: { route: `/r/${index % 509}` },
    api: { id: index % 2 === 0 ? 'even' : 'odd', name: 'x' },
  }),
);
file.write(all);

function walked(selection: Selection, order: Order, most: number): readonly Place[] {
  const walk = walkOf(file.statements, selection, order);
  const places: Place[] = [];
  let after: Place | undefined;
  do {
    const part = walk(after, most);
    expect(part.places.length).toBeLessThanOrEqual(most);
    places.push(...part.places);
    after = part.end;
  } while (after !== undefined);
  return places;
}

function expected(isMeant: (one: StoredOccurrence) => boolean, order: Order): readonly Place[] {
  const places = all.flatMap((one, index) => (isMeant(one) ? [{ at: one.at, n: index + 1 }] : []));
  return places.toSorted((a, b) => (order === 'ASC' ? 1 : -1) * (a.at - b.at || a.n - b.n));
}

const CASES: readonly (readonly [string, Selection, (one: StoredOccurrence) => boolean])[] = [
  ['all', {}, () => true],
  ['few kinds', { status: 503 }, ({ status }) => status === 503],
  ['one route', { route: '/r/4' }, ({ request }) => request!.route === '/r/4'],
  ['more kinds than are merged', { api: 'even' }, ({ api }) => api!.id === 'even'],
  ['a group of many kinds', { fingerprint: 'g1' }, ({ fingerprint }) => fingerprint === 'g1'],
  ['nothing', { fingerprint: 'other' }, () => false],
  ['no dimension', { code: 'OTHER' }, () => false],
];

describe('walks', () => {
  it.each(CASES)('come by %s once, in order', (_name, selection, isMeant) => {
    for (const order of ['ASC', 'DESC'] as const) {
      const whole = expected(isMeant, order);
      expect(walked(selection, order, 700)).toEqual(whole);
      if (whole.length < 2000) expect(walked(selection, order, 9)).toEqual(whole);
      if (whole.length < 20) expect(walked(selection, order, 1)).toEqual(whole);
    }
  });

  it.each(CASES)('come by %s within a time, in which they go on', (_name, selection, isMeant) => {
    const bounds = { from: NOON + 100_000, to: NOON + 900_000 };
    const isWithin = ({ at }: StoredOccurrence): boolean => at >= bounds.from && at < bounds.to;
    for (const order of ['ASC', 'DESC'] as const) {
      const whole = expected((one) => isMeant(one) && isWithin(one), order);
      expect(walked({ ...selection, ...bounds }, order, 700)).toEqual(whole);
    }
  });

  it('stay within their time, wherever they go on', () => {
    const times = fc.integer({ min: -1, max: 1000 }).map((second) => NOON + second * 1000);
    const which = fc.constantFrom(...CASES);
    const orders = fc.constantFrom('ASC' as const, 'DESC' as const);
    const property = fc.property(times, times, which, orders, (from, to, [, selection, isMeant], order) => {
      const bounds = { from: Math.min(from, to), to: Math.max(from, to) };
      expect(walked({ ...selection, ...bounds }, order, 400)).toEqual(
        expected((one) => isMeant(one) && one.at >= bounds.from && one.at < bounds.to, order),
      );
    });
    fc.assert(property, { numRuns: 25 });
  });
});

describe('pages', () => {
  it('end where a search takes long, and go on behind it', () => {
    const first = search(file.statements, { text: 'nowhere' }, undefined);
    expect(first).toMatchObject({ items: [], next: expect.anything() });
    expect(search(file.statements, { text: 'nowhere' }, first.next)).toEqual({ items: [] });
    // Of many kinds, none of them near.
    const selection = { api: 'even', fingerprint: 'g1', code: 'INTERNAL_ERROR', limit: 1 } as const;
    expect(search(file.statements, selection, undefined).items).toHaveLength(1);
  });

  it('look at what is near twice, and no more, where what is asked for is far', () => {
    const far = memoryFile();
    const kinds = Array.from({ length: 220 }, (_, index) =>
      anOccurrence({ at: NOON - MINUTE, status: 503, request: { route: `/r/${index}` } }),
    );
    far.write(kinds);
    far.write(Array.from({ length: 11_000 }, (_, index) => anOccurrence({ at: NOON + index })));
    const first = search(far.statements, { status: 503 }, undefined);
    expect(first).toMatchObject({ items: [], next: { at: NOON + 1000 } });
    const second = search(far.statements, { status: 503 }, first.next);
    expect(second.items).toHaveLength(50);
    expect(search(far.statements, { status: 503 }, second.next)).toMatchObject({ items: { length: 50 } });
  });

  it('of groups end where few are meant, and go on behind them', () => {
    const many = memoryFile();
    many.write([
      anOccurrence({ at: NOON - MINUTE, fingerprint: 'last' }),
      anOccurrence({ fingerprint: 'first' }),
    ]);
    many.statements
      .run(`WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 10000)
      INSERT INTO grp (fingerprint, count, first_at, last_at, state, is_kept, status, code, fault, api, hay, record)
      SELECT '"x' || i || '"', 1, ${NOON}, ${NOON}, 'ignored', 0, 500, '""', 'server', '""', '', '{}' FROM numbers`);
    const first = groups(many.statements, {}, undefined, NOON);
    expect(first.items.map(({ fingerprint }) => fingerprint)).toEqual(['first']);
    const second = groups(many.statements, {}, first.next, NOON);
    expect(second.items.map(({ fingerprint }) => fingerprint)).toEqual(['last']);
    expect(second.next).toBeUndefined();
  });

  it('of groups look again at what only resembles the text', () => {
    const one = memoryFile();
    one.write([
      anOccurrence({ error: { message: 'a\\nb' } }),
      anOccurrence({ fingerprint: 'y', error: { message: 'a\nb' } }),
    ]);
    expect(groups(one.statements, { text: '\n', limit: 1 }, undefined, NOON)).toMatchObject({
      items: { length: 0 },
      next: expect.anything(),
    });
  });

  it('leave out what was removed meanwhile', () => {
    const one = memoryFile();
    one.write([anOccurrence(), anOccurrence()]);
    one.statements.run('DELETE FROM detail WHERE n = 1');
    expect(list(one.statements, {}, 'ASC', undefined, 10).texts).toHaveLength(1);
    expect(search(one.statements, {}, undefined).items).toHaveLength(1);
  });
});

describe('R44 find', () => {
  it('tells references with the same number apart, and looks into every run', () => {
    const one = memoryFile();
    const wanted = anOccurrence({ correlationId: 'wanted' });
    one.write([wanted, anOccurrence({ correlationId: 'other' })]);
    one.statements.run(`INSERT INTO ref VALUES (0, ${numberOf('wanted')}, 2)`);
    // Runs that are gone between those that are there, and one that leads nowhere.
    one.statements.run(`INSERT INTO ref VALUES (-7, 5, -5), (900, ${numberOf('wanted')}, 900 << 14)`);
    expect(find(one.statements, 'wanted').map((json) => JSON.parse(json))).toEqual([wanted]);
  });
});
