import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../src/store/memory.ts';
import type { Store } from '../../../src/store/store.ts';
import { exported, putAll } from '../contract/opened.ts';
import { anOccurrence, exact, MINUTE, NOON } from '../occurrences.ts';

const printsOf = async (store: Store): Promise<string[]> =>
  (await store.groups({ limit: 200 })).items.map(({ fingerprint }) => fingerprint).toSorted();
const sum = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((total, { count }) => total + count, 0);

describe('R38 the memory store keeps no more than it may', () => {
  it('occurrences: the oldest go, which is no loss', async () => {
    const store = memoryStore({ occurrences: 10 });
    const all = Array.from({ length: 35 }, (_, index) => anOccurrence({ at: NOON + index }));
    await putAll(store, all);
    expect(exact(await exported(store.export({})))).toEqual(exact(all.slice(25)));
    expect(await store.find(all[24]!.correlationId)).toEqual([]);
    expect(await store.find(all[25]!.correlationId)).toHaveLength(1);
    expect(store.status()).toMatchObject({ stored: 35, waiting: 0, lost: {} });
  });

  it('occurrences, all of one reference', async () => {
    const store = memoryStore({ occurrences: 3 });
    const correlationId = 'the-same';
    await putAll(
      store,
      Array.from({ length: 20 }, (_, index) => anOccurrence({ correlationId, at: NOON + index })),
    );
    expect((await store.find(correlationId)).map(({ at }) => at - NOON)).toEqual([19, 18, 17]);
    await store.prune({ occurrences: 0 });
    expect(await store.find(correlationId)).toEqual([]);
    expect(store.status().bytes).toBe(0);
  });

  it('bytes: the oldest go, and the newest stays whatever it takes', async () => {
    const store = memoryStore({ bytes: 65_536 });
    const of = (length: number): ReturnType<typeof anOccurrence> =>
      anOccurrence({ internal: { text: 'x'.repeat(length) } });
    for (let index = 0; index < 50; index++) {
      await putAll(store, [of(5000)]);
      expect(store.status().bytes).toBeLessThanOrEqual(65_536);
    }
    expect((await store.latest({}, 100)).length).toBeGreaterThan(5);
    await putAll(store, [of(80_000)]);
    expect(await store.latest({}, 100)).toHaveLength(1);
    await putAll(store, [of(10)]);
    expect(await store.latest({}, 100)).toHaveLength(1);
  });

  it('bytes are about the length of the JSON', async () => {
    const store = memoryStore();
    const one = anOccurrence({ notes: ['a', 'b'], internal: { a: [1, true, null, { b: 'é' }] } });
    await putAll(store, [one]);
    const { length } = JSON.stringify(one);
    expect(Math.abs(store.status().bytes! - length)).toBeLessThan(length * 0.1);
  });

  it('groups: those not seen for longest go', async () => {
    const store = memoryStore({ groups: 5 });
    for (const fingerprint of ['a', 'b', 'c', 'd', 'e', 'a', 'f', 'g'])
      await putAll(store, [anOccurrence({ fingerprint })]);
    expect(await printsOf(store)).toEqual(['a', 'd', 'e', 'f', 'g']);
    const changes: boolean[] = [];
    store.subscribe((event) => {
      if (event.type === 'stored') changes.push(...event.changes.map(({ isNew }) => isNew));
    });
    changes.length = 0;
    await putAll(store, [anOccurrence({ fingerprint: 'b' })]);
    expect(changes).toEqual([true]);
  });

  it('groups: those that people care for go last', async () => {
    const store = memoryStore({ groups: 4 });
    const by = 'ann';
    const put = (fingerprint: string): Promise<void> => putAll(store, [anOccurrence({ fingerprint })]);
    for (const fingerprint of ['noted', 'muted', 'left']) await put(fingerprint);
    await store.updateGroup('noted', { note: 'seen', by, at: NOON });
    await store.updateGroup('muted', { state: 'muted', by, at: NOON });
    for (const fingerprint of ['x', 'y', 'z']) await put(fingerprint);
    expect(await printsOf(store)).toEqual(['muted', 'noted', 'y', 'z']);
    await store.updateGroup('muted', { state: 'open', by, at: NOON });
    await store.updateGroup('y', { state: 'ignored', by, at: NOON });
    await put('muted');
    await put('later');
    expect(await printsOf(store)).toEqual(['later', 'muted', 'noted']);
    expect((await store.group('y'))!.state).toBe('ignored');
    for (const print of ['later', 'muted']) await store.updateGroup(print, { note: 'x', by, at: NOON });
    await put('last');
    expect(await printsOf(store)).toEqual(['last', 'later', 'muted']);
  });

  it('groups and counts in a flood of fingerprints, of which statuses are still counted exactly', async () => {
    const store = memoryStore({ occurrences: 100, groups: 500 });
    const template = anOccurrence();
    for (let index = 0; index < 20_000; index++) {
      const fingerprint = `flood-${index}`;
      store.put({
        ...template,
        id: `id-${index}`,
        fingerprint,
        code: `CODE_${index}`,
        status: 500 + (index % 2),
      });
    }
    await store.flush(1);
    expect(sum(await store.totals({}))).toBe(20_000);
    expect(await store.totals({ status: 501 })).toEqual([{ status: 501, count: 10_000 }]);
    let groups = 0;
    let cursor: string | undefined;
    do {
      const page = await store.groups({ limit: 200, ...(cursor !== undefined && { cursor }) });
      groups += page.items.length;
      cursor = page.next;
    } while (cursor !== undefined);
    expect(groups).toBeGreaterThan(400);
    expect(groups).toBeLessThanOrEqual(500);
  });

  it('what waits while nothing else gets a turn', () => {
    const store = memoryStore();
    for (let index = 0; index < 1000; index++) {
      store.put(anOccurrence());
      expect(store.status().waiting).toBeLessThan(256);
    }
    expect(store.status().stored).toBeGreaterThan(700);
  });
});

describe('R45 the memory store counts for longer than it keeps', () => {
  it('totals and series, of whole minutes', async () => {
    const store = memoryStore({ occurrences: 5 });
    const all = Array.from({ length: 60 }, (_, index) => anOccurrence({ at: NOON + index * 10_000 }));
    await putAll(store, all);
    expect(sum(await store.totals({}))).toBe(60);
    expect(sum(await store.totals({ from: NOON + 2 * MINUTE }))).toBe(48);
    const series = await store.series({ from: NOON, to: NOON + 10 * MINUTE, step: 5 * MINUTE });
    expect(series.lines).toEqual([{ key: '', total: 60, counts: [30, 30] }]);
    // Of a part of a minute it knows those that it has: the last five.
    expect(sum(await store.totals({ from: NOON + 9 * MINUTE + 25_000 }))).toBe(3);
    expect(sum(await store.totals({ from: NOON + 5000, to: NOON + MINUTE }))).toBe(0);
  });
});

describe('the memory store', () => {
  it.each([
    ['null', null],
    ['a text', 'text'],
    ['an object', {}],
    ['no error', { ...anOccurrence(), error: undefined }],
    ['no time', { ...anOccurrence(), at: Number.NaN }],
    ['a group that is no text', { ...anOccurrence(), fingerprint: {} }],
    [
      'a getter that throws',
      Object.defineProperty({ ...anOccurrence() }, 'notes', {
        enumerable: true,
        get: () => {
          throw new Error('no');
        },
      }),
    ],
    ['a circle', Object.assign({ ...anOccurrence() }, { self: [] as unknown[] })],
  ])('counts what is no occurrence as lost: %s', async (title, given) => {
    if (title === 'a circle') (given as { self: unknown[] }).self.push(given);
    const store = memoryStore();
    const told: unknown[] = [];
    store.subscribe((event) => told.push(event));
    store.put(given as never);
    await store.flush(1);
    expect(told).toEqual([]);
    await putAll(store, [anOccurrence()]);
    expect(store.status()).toMatchObject({ stored: 1, waiting: 0, lost: { 'not an occurrence': 1 } });
    expect((await store.search({})).items).toHaveLength(1);
  });

  it('tells of what was put though nobody asks', async () => {
    const store = memoryStore();
    const told = new Promise((resolve) => {
      store.subscribe(resolve);
    });
    store.put(anOccurrence());
    expect(await told).toMatchObject({ type: 'stored', changes: [{ added: 1 }] });
  });

  it('gets over a listener that puts', async () => {
    const store = memoryStore();
    let left = 600;
    const done = new Promise<void>((resolve) => {
      store.subscribe(() => {
        left -= 1;
        if (left < 0) resolve();
        else store.put(anOccurrence());
      });
    });
    store.put(anOccurrence());
    // Something else gets its turn meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    expect(left).toBeGreaterThan(0);
    await done;
    expect(store.status().stored).toBe(601);
  });

  it('looks at so much for a page of a search, and goes on with the next', async () => {
    const store = memoryStore({ occurrences: 25_000, bytes: 2 ** 30 });
    const wanted = anOccurrence({ at: NOON, error: { message: 'needle' } });
    store.put(wanted);
    const template = anOccurrence();
    for (let index = 0; index < 22_000; index++)
      store.put({ ...template, id: `id-${index}`, at: NOON + MINUTE + index });
    const first = await store.search({ text: 'needle' });
    expect(first.items).toEqual([]);
    const { items, next } = await store.search({ text: 'needle', cursor: first.next! });
    expect(items.map(({ id }) => id)).toEqual([wanted.id]);
    expect(next).toBeUndefined();
  });

  it('looks at no more for the latest than it takes to find as many as asked for', async () => {
    const store = memoryStore();
    const all = Array.from({ length: 1000 }, (_, index) =>
      anOccurrence({ at: NOON + index, status: index % 2 === 0 ? 500 : 503 }),
    );
    await putAll(store, all);
    let asked = 0;
    // Read once for each that is looked at, and by the check of the question.
    const selection = Object.defineProperty({ status: 503 }, 'from', {
      enumerable: true,
      get: () => void (asked += 1),
    });
    const lookedAt = async (limit: number): Promise<number> => {
      asked = 0;
      const latest = await store.latest(selection, limit);
      expect(latest.map(({ at }) => at - NOON)).toEqual(
        Array.from({ length: limit }, (_, index) => 999 - 2 * index),
      );
      return asked;
    };
    const one = await lookedAt(1);
    expect(one).toBeLessThan(10);
    // Every second one is selected, and the newest is.
    expect(await lookedAt(6)).toBe(one + 10);
    expect(await lookedAt(500)).toBe(one + 998);
  });

  it('goes on with a page though what stood there is gone', async () => {
    const store = memoryStore();
    await putAll(
      store,
      Array.from({ length: 5 }, (_, index) => anOccurrence({ at: NOON + index })),
    );
    const { next } = await store.search({ limit: 2 });
    await store.prune({ occurrences: 2 });
    expect(await store.search({ limit: 2, cursor: next! })).toEqual({ items: [] });
  });
});
