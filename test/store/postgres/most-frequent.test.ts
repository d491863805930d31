/** The groups of a window among more of them than are looked at first. */

import { describe, expect, it } from 'vitest';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import type { Series } from '../../../src/store/query.ts';
import type { Store } from '../../../src/store/store.ts';
import { putAll } from '../contract/opened.ts';
import { anOccurrence, HOUR, NOON } from '../occurrences.ts';
import { serve } from './served.ts';
import { schemaOf } from './waiting.ts';

const postgres = serve();

/** How often each failed, by the hour that it failed in. */
type Groups = Readonly<Record<string, readonly [hour: number, count: number]>>;

/** A flood of 600 groups in the hour 0, each of `each`, and some more. */
async function flooded(each: number, more: Groups): Promise<Store> {
  const store = postgresStore({ connectionString: postgres.url, schema: schemaOf() });
  const flood = Array.from({ length: 600 }, (_, index) => [`flood-${index}`, [0, each]] as const);
  const all = Object.entries<readonly [number, number]>({ ...Object.fromEntries(flood), ...more });
  await putAll(
    store,
    all.flatMap(([fingerprint, [hour, count]]) =>
      Array.from({ length: count }, () => anOccurrence({ at: NOON + hour * HOUR, fingerprint })),
    ),
  );
  return store;
}

async function asked(store: Store, hour: number, lines: number): Promise<Series['lines']> {
  const from = NOON + hour * HOUR;
  return (await store.series({ from, to: from + HOUR, step: HOUR, by: 'fingerprint', lines })).lines;
}

describe('R45 the most frequent groups', () => {
  it('are among those that are the most frequent ever, where no other has as many', async () => {
    const store = await flooded(1, { a: [0, 9], b: [0, 4] });
    expect(await asked(store, 0, 3)).toMatchObject([
      { key: 'a', total: 9 },
      { key: 'b', total: 4 },
      { total: 1 },
      { key: null, total: 599 },
    ]);
    await store.close(1000);
  });

  it('are others, where those that are the most frequent ever have less', async () => {
    // The flood had more than those that are looked for, and is more than what is looked at first.
    const store = await flooded(3, { a: [1, 2], b: [1, 1], 'flood-0': [1, 4] });
    expect(await asked(store, 1, 2)).toMatchObject([
      { key: 'flood-0', total: 4 },
      { key: 'a', total: 2 },
      { key: null, total: 1 },
    ]);
    // It has more than any other ever had.
    expect((await asked(store, 1, 1)).map(({ key, total }) => [key, total])).toEqual([
      ['flood-0', 4],
      [null, 3],
    ]);
    await store.close(1000);
  });

  it('are looked for among all that ever had as many as the last of the likely ones', async () => {
    const likely = Array.from({ length: 500 }, (_, index) => [`likely-${index}`, [0, 6]] as const);
    const store = await flooded(1, {
      ...Object.fromEntries(likely),
      // Not one of the first 500 by name and count.
      zebra: [1, 5],
      'likely-9': [1, 7],
    });
    await putAll(store, [anOccurrence({ at: NOON + HOUR, fingerprint: 'likely-8' })]);
    expect(await asked(store, 1, 2)).toMatchObject([
      { key: 'likely-9', total: 7 },
      { key: 'zebra', total: 5 },
      { key: null, total: 1 },
    ]);
    await store.close(1000);
  });
});
