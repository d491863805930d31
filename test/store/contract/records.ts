/** What was put comes back as it was. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anOccurrence, exact, HOSTILE, NOON, occurrence, plain } from '../occurrences.ts';
import { exported, putAll, type Open } from './opened.ts';

export function recordsContract(open: Open): void {
  describe('records', () => {
    it('R41 R44 are found whole by their reference, whatever stands in them', async () => {
      const { store } = await open();
      const property = fc.asyncProperty(
        fc.array(occurrence, { minLength: 1, maxLength: 20 }),
        async (all) => {
          await putAll(store, all);
          for (const one of all) expect(exact(await store.find(one.correlationId))).toEqual(exact([one]));
        },
      );
      await fc.assert(property, { numRuns: 15 });
    });

    it('R41 hold every hostile text in every place for text', async () => {
      const { store } = await open();
      const all = HOSTILE.map((text) =>
        anOccurrence({
          code: text,
          family: text,
          host: text,
          release: text,
          error: {
            name: text,
            type: text,
            message: text,
            code: text,
            stack: text,
            properties: { [text]: text },
          },
          causes: [{ name: text, message: text }],
          internal: { [text]: [text] },
          request: { path: text, route: text, query: text, headers: { [text]: text }, contentType: text },
          api: { id: text, name: text },
          notes: [text],
          trail: [text],
          decision: [text],
          answer: { status: 500, contentType: text, language: text, body: text },
        }),
      ).map(plain);
      await putAll(store, all);
      for (const one of all) expect(exact(await store.find(one.correlationId))).toEqual(exact([one]));
    });

    it('hold the largest that there are', async () => {
      const { store } = await open();
      const one = anOccurrence({
        code: 'C'.repeat(512),
        error: { name: 'N'.repeat(512), message: '\u0001'.repeat(8192), stack: '🧯'.repeat(8192) },
        causes: Array.from({ length: 32 }, () => ({ name: 'Error', message: 'é'.repeat(300) })),
        request: { path: '/'.repeat(2048), query: '\ud800'.repeat(2048), route: '/'.repeat(512) },
        answer: { status: 500, body: '"'.repeat(4096) },
        internal: { text: 'x'.repeat(60_000) },
      });
      await putAll(store, [one]);
      expect(exact(await store.find(one.correlationId))).toEqual(exact([one]));
    });

    it('that lack all that may be lacking stay so', async () => {
      const { store } = await open();
      const { api: _api, trail: _trail, ...bare } = anOccurrence({ request: null });
      await putAll(store, [bare]);
      expect(exact(await store.find(bare.correlationId))).toEqual(exact([bare]));
    });

    it('R44 share a reference: the newest first, at most 100', async () => {
      const { store } = await open();
      const correlationId = 'abc.DEF_1-2';
      const all = Array.from({ length: 120 }, (_, index) =>
        anOccurrence({ correlationId, at: NOON + ((index * 7) % 120) }),
      );
      await putAll(store, [...all, anOccurrence({ correlationId: 'abc.def_1-2' })]);
      const found = await store.find(correlationId);
      expect(found.map(({ at }) => at)).toEqual(
        Array.from({ length: 100 }, (_, index) => NOON + 119 - index),
      );
    });

    it('R44 R42 are not found by a reference that only resembles theirs', async () => {
      const { store } = await open();
      const correlationId = 'K7QF-2MXD-9TRB';
      await putAll(store, [anOccurrence({ correlationId }), anOccurrence({ correlationId: 'under_score' })]);
      const others = [
        ...HOSTILE,
        'k7qf-2mxd-9trb',
        'K7QF2MXD9TRB',
        ' K7QF-2MXD-9TRB',
        'K7QF-2MXD-9TR',
        'K7QF-2MXD-9TR%',
        'underXscore',
        'x'.repeat(100_000),
      ];
      for (const other of others) expect(await store.find(other), other.slice(0, 40)).toEqual([]);
    });

    it('are the caller’s own: changing what was handed out changes nothing in the store', async () => {
      const { store } = await open();
      const one = anOccurrence({ notes: ['a note'] });
      await putAll(store, [one]);
      const before = plain(one);
      const corrupt = (found: object): void => {
        for (const value of Object.values(found)) {
          if (typeof value !== 'object') continue;
          try {
            Object.assign(value, { message: 'changed', path: 'changed', 0: 'changed' });
          } catch {
            // Frozen is as good as copied.
          }
        }
      };
      corrupt((await store.find(one.correlationId))[0]!);
      corrupt((await store.latest({}, 1))[0]!);
      corrupt((await exported(store.export({})))[0]!);
      expect(exact(await store.find(one.correlationId))).toEqual(exact([before]));
      corrupt((await store.group(one.fingerprint))!);
      corrupt((await store.groups({})).items[0]!);
      expect((await store.group(one.fingerprint))!.history).toEqual([]);
      expect((await store.groups({})).items[0]!.trend).not.toContain('changed');
    });
  });
}
