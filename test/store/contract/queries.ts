/** Wrong questions are refused, each by an error that says what to ask instead. */

import { describe, expect, it } from 'vitest';
import { anOccurrence, HOUR, NOON } from '../occurrences.ts';
import { exported, putAll, type Open } from './opened.ts';

const update = { by: 'ann', at: NOON };
const series = { from: NOON, to: NOON + HOUR, step: HOUR };

/** A method, its arguments, and what the message says of them. */
const WRONG: readonly (readonly [string, readonly unknown[], RegExp])[] = [
  ['search', [{ limit: 0 }], /query\.limit is 0; give an integer from 1 to 200/],
  ['search', [{ limit: 201 }], /query\.limit is 201/],
  ['search', [{ text: '' }], /query\.text is ""/],
  ['search', [{ status: '500' }], /query\.status is "500"/],
  ['search', [{ from: Number.NaN }], /query\.from is NaN; give milliseconds/],
  ['search', [{ user: 'x' }], /query\.user is not known; use from, to/],
  ['search', [{ __proto__: null, constructor: 1 }], /query\.constructor is not known/],
  ['search', [undefined], /query is undefined; give an object/],
  ['latest', [{ fault: 'mine' }, 10], /selection\.fault is "mine"; give one of server, client, abort/],
  ['latest', [{}, 0], /limit is 0; give an integer from 1 to 10000/],
  ['latest', [{}, 10_001], /limit is 10001/],
  ['latest', [{}, undefined], /limit is undefined/],
  ['export', [{ limit: 1 }], /selection\.limit is not known/],
  ['totals', [{ api: 7 }], /selection\.api is 7/],
  ['groups', [{ sort: 'name' }], /query\.sort is "name"; give one of count, recent, new/],
  ['groups', [{ state: 'gone' }], /query\.state is "gone"/],
  ['groups', [{ limit: 1.5 }], /query\.limit is 1\.5/],
  ['series', [{ ...series, step: 1000 }], /query\.step is 1000; give a multiple of 60000/],
  ['series', [{ ...series, to: NOON }], /query\.to is not later than query\.from/],
  ['series', [{ ...series, to: NOON + 2001 * HOUR }], /query\.step is 3600000, which makes too many buckets/],
  ['series', [{ from: NOON, step: HOUR }], /query\.to is missing/],
  ['series', [{ ...series, by: 'host' }], /query\.by is "host"; give one of api, code, fault, fingerprint,/],
  ['series', [{ ...series, lines: 0 }], /query\.lines is 0/],
  ['updateGroup', ['c0ffee00c0ffee00', { ...update }], /update has neither "state" nor "note"/],
  ['updateGroup', ['c0ffee00c0ffee00', { ...update, state: 'closed' }], /update\.state is "closed"/],
  ['updateGroup', ['c0ffee00c0ffee00', { state: 'open', at: NOON }], /update\.by is missing/],
  ['updateGroup', ['c0ffee00c0ffee00', { ...update, note: 'x'.repeat(4001) }], /update\.note is /],
  ['updateGroup', ['c0ffee00c0ffee00', { ...update, note: 'x', release: '1' }], /stands without the state/],
  ['prune', [{ days: 0 }], /limits\.days is 0; give a number of days above 0/],
  ['prune', [{ occurrences: -1 }], /limits\.occurrences is -1/],
  ['prune', [{ bytes: Number.NaN }], /limits\.bytes is NaN/],
  ['prune', [{ hours: 1 }], /limits\.hours is not known/],
];

const CURSORS = [
  'x',
  '~',
  '0',
  '-1',
  'null',
  '{}',
  '[1,2]',
  '\u0000',
  '"',
  'search~1',
  'e30=',
  "1' OR 1=1",
  'ÿ',
];

export function queriesContract(open: Open): void {
  describe('questions', () => {
    it('that are wrong are refused, and change nothing', async () => {
      const { store } = await open();
      await putAll(store, [anOccurrence()]);
      const before = await store.group('c0ffee00c0ffee00');
      for (const [method, args, message] of WRONG) {
        const ask = (store as unknown as Record<string, (...given: readonly unknown[]) => any>)[method]!;
        const asked = async (): Promise<unknown> =>
          method === 'export' ? exported(ask.call(store, ...args)) : ask.call(store, ...args);
        const error = await asked().then(
          () => undefined,
          (thrown: unknown) => thrown as { code: string; message: string },
        );
        expect([method, args, error?.code]).toEqual([method, args, 'FLT_QUERY_INVALID']);
        expect(error!.message).toMatch(message);
      }
      expect(await store.group('c0ffee00c0ffee00')).toEqual(before);
      expect(store.status()).toMatchObject({ stored: 1, lost: {} });
    });

    it('with a cursor that is made up, or of another list, are refused', async () => {
      const { store } = await open();
      const all = Array.from({ length: 9 }, (_, index) =>
        anOccurrence({ at: NOON + index, fingerprint: `g${index}` }),
      );
      await putAll(store, all);
      const refused = { code: 'FLT_QUERY_INVALID', message: expect.stringMatching(/^query\.cursor is /) };
      for (const cursor of CURSORS) {
        await expect(store.search({ cursor }), cursor).rejects.toMatchObject(refused);
        await expect(store.groups({ cursor }), cursor).rejects.toMatchObject(refused);
      }
      const search = (await store.search({ limit: 2 })).next!;
      const groups = (await store.groups({ limit: 2, sort: 'count' })).next!;
      await expect(store.search({ cursor: groups })).rejects.toMatchObject(refused);
      await expect(store.groups({ cursor: search })).rejects.toMatchObject(refused);
      await expect(store.groups({ cursor: groups, sort: 'new' })).rejects.toMatchObject(refused);
      expect((await store.search({ cursor: search, limit: 2 })).items).toHaveLength(2);
    });
  });
}
