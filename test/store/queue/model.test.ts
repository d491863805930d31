/** R19, R44: whatever the store does, each that was put is stored at least once, or counted as lost: exact numbers. */

import { rmSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RefusedError, type Spooling } from '../../../src/store/queue.ts';
import { spoolIn } from '../../../src/store/spool/index.ts';
import { newDirectory } from '../spool/directory.ts';
import { hang, pass, putMany, tryQueue, type Tried, type Write } from './writers.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const LONG = 600_000;

const behaviour = fc.constantFrom('gone', 'hang', 'late', 'nonsense', 'slow', 'stores', 'throws', 'unsure');

type Step =
  | { readonly do: 'close' | 'flush' }
  | { readonly do: 'pass'; readonly milliseconds: number }
  | { readonly do: 'put'; readonly count: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('put' as const), count: fc.integer({ min: 1, max: 12 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      milliseconds: fc.constantFrom(0, 1, 10, 150, 5000, 40_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('close' as const, 'flush' as const) }) },
);

/** A store that takes all but poison, in the ways that are listed, one for each write, and at the end well. */
class Store {
  /** Told as stored, within the time or too late. */
  readonly acknowledged = new Set<string>();
  readonly ways: string[];
  readonly poison: number;

  constructor(ways: readonly string[], poison: number) {
    this.ways = [...ways];
    this.poison = poison;
  }

  readonly write: Write = async (batch) => {
    const way = this.ways.shift() ?? 'stores';
    if (way === 'gone') throw new Error('gone');
    if (way === 'hang') return hang();
    if (way === 'slow') await new Promise((done) => setTimeout(done, 700));
    if (way === 'late') await new Promise((done) => setTimeout(done, 2500));
    if (batch.some(({ id }) => this.isPoison(id))) throw new RefusedError('no');
    for (const { id } of batch) this.acknowledged.add(id);
    // Stored, and nobody heard.
    if (way === 'unsure') throw new Error('the connection was cut');
    return way === 'nonsense' ? 'nonsense' : [];
  };

  isPoison(id: string): boolean {
    return Number(/\d+$/.exec(id)![0]) % 10 === this.poison;
  }
}

interface Played {
  readonly ids: readonly string[];
  readonly store: Store;
  readonly queues: readonly Tried[];
}

/** @param restarts each close is followed by a queue of the next process */
async function play(
  steps: readonly Step[],
  store: Store,
  spool: Spooling | undefined,
  writers: number,
): Promise<Played> {
  const make = (): Tried =>
    tryQueue(store.write, {
      occurrences: 20,
      batch: 4,
      delay: 20,
      timeLimit: 1000,
      writers,
      ...(spool && { spool }),
    });
  const queues = [make()];
  const ids: string[] = [];
  for (const [index, one] of steps.entries()) {
    const { queue } = queues.at(-1)!;
    if (one.do === 'put') ids.push(...putMany(queue, one.count, `${index}-`));
    else if (one.do === 'pass') await pass(one.milliseconds);
    else if (one.do === 'flush') await Promise.all([queue.flush(500), pass(500)]);
    else {
      await Promise.all([queue.close(300), pass(300)]);
      queues.push(make());
    }
  }
  await pass(LONG);
  const flushed = queues.at(-1)!.queue.flush(1000);
  await pass(1000);
  expect(await flushed).toBe(true);
  return { ids, store, queues };
}

function sum(queues: readonly Tried[], reason?: string): number {
  const lost = queues.flatMap(({ queue }) => Object.entries(queue.status().lost));
  return lost.reduce(
    (total, [key, count]) => total + (reason === undefined || key === reason ? count : 0),
    0,
  );
}

const game = [
  fc.array(step, { maxLength: 25 }),
  fc.array(behaviour, { maxLength: 30 }),
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 1, max: 3 }),
] as const;

it('R44 in memory', async () => {
  await fc.assert(
    fc.asyncProperty(...game, async (steps, ways, poison, writers) => {
      const { ids, store, queues } = await play(
        steps.filter((one) => one.do !== 'close'),
        new Store(ways, poison),
        undefined,
        writers,
      );
      const status = queues[0]!.queue.status();
      expect(status).toMatchObject({ waiting: 0, spooled: 0 });
      expect(status.stored + sum(queues)).toBe(ids.length);
      expect(store.acknowledged.size).toBe(status.stored);
      const missing = ids.filter((id) => !store.acknowledged.has(id));
      expect(missing.length).toBe(sum(queues));
      expect(missing.filter((id) => store.isPoison(id)).length).toBeGreaterThanOrEqual(
        sum(queues, 'refused by the store'),
      );
    }),
    { numRuns: 120 },
  );
});

it('R44 in memory, over restarts: what was not acknowledged is counted, at most too much', async () => {
  await fc.assert(
    fc.asyncProperty(...game, async (steps, ways, poison, writers) => {
      const { ids, store, queues } = await play(steps, new Store(ways, poison), undefined, writers);
      const stored = queues.reduce((total, { queue }) => total + queue.status().stored, 0);
      expect(queues.map(({ queue }) => queue.status().waiting)).toEqual(queues.map(() => 0));
      expect(stored + sum(queues)).toBe(ids.length);
      expect(ids.filter((id) => !store.acknowledged.has(id)).length).toBeLessThanOrEqual(sum(queues));
    }),
    { numRuns: 60 },
  );
});

it('R19 with a spool, over restarts: all but poison is stored, and nothing else is lost', async () => {
  await fc.assert(
    fc.asyncProperty(...game, async (steps, ways, poison, writers) => {
      const directory = newDirectory();
      const { ids, store, queues } = await play(
        steps,
        new Store(ways, poison),
        spoolIn(directory, { segmentBytes: 3000 }),
        writers,
      );
      rmSync(directory, { recursive: true });
      expect([...store.acknowledged].toSorted()).toEqual(ids.filter((id) => !store.isPoison(id)).toSorted());
      expect(sum(queues)).toBe(sum(queues, 'refused by the store'));
      expect(queues.at(-1)!.queue.status()).toMatchObject({ waiting: 0, spooled: 0 });
    }),
    { numRuns: 25 },
  );
});
