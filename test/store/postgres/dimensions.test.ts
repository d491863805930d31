import { describe, expect, it } from 'vitest';
import { createDimensions } from '../../../src/store/postgres/dimensions.ts';
import { hash64 } from '../../../src/store/postgres/driver.ts';
import type { Connections } from '../../../src/store/postgres/session.ts';

describe('dimensions', () => {
  function counting(): { connections: Connections; batches: string[][] } {
    const batches: string[][] = [];
    const connections = {
      write: async (work: (session: unknown) => Promise<unknown>) =>
        work({ query: async (_: string, [numbers]: [string[]]) => batches.push(numbers) }),
    } as unknown as Connections;
    return { connections, batches };
  }
  const dimension = (fingerprint: string) => ({
    fingerprint,
    status: 500,
    code: 'X',
    fault: 'server' as const,
  });

  it('are told to the database once in an hour, in one order', async () => {
    let now = 1e12;
    const { connections, batches } = counting();
    const dimensions = createDimensions(connections, 'x', () => now);
    const all = ['a', 'b', 'c'].map(dimension);
    const numbers = await dimensions.numbersOf([...all, all[0]!]);
    expect(numbers[0]).toBe(numbers[3]);
    expect(new Set(numbers.map(({ dimension: number }) => number)).size).toBe(3);
    expect(new Set(numbers.map(({ rough }) => rough)).size).toBe(1);
    const told = [...numbers.slice(0, 3).map(({ dimension: number }) => number), numbers[0]!.rough];
    expect(batches).toEqual([told.toSorted()]);
    expect(await dimensions.numbersOf(all)).toEqual(numbers.slice(0, 3));
    expect(batches).toHaveLength(1);
    now += 3_600_001;
    await dimensions.numbersOf([all[1]!]);
    expect(batches[1]).toEqual([numbers[1]!.dimension, numbers[1]!.rough].toSorted());
    // The clock is set back.
    now -= 1e9;
    await dimensions.numbersOf([all[1]!]);
    expect(batches).toHaveLength(3);
  });

  it('differ by each of their parts, and by nothing else', async () => {
    const { connections } = counting();
    const dimensions = createDimensions(connections, 'x', Date.now);
    const base = dimension('a');
    const others = [
      { ...base, status: 501 },
      { ...base, code: 'Y' },
      { ...base, fault: 'client' as const },
      { ...base, api: 'a' },
      { ...base, route: 'a' },
      { ...base, code: '\ud800' },
      { ...base, code: '\ud801' },
    ];
    const numbers = await dimensions.numbersOf([base, ...others]);
    expect(new Set(numbers.map(({ dimension: number }) => number)).size).toBe(8);
    expect(new Set(numbers.map(({ rough }) => rough)).size).toBe(4);
    expect(await createDimensions(connections, 'y', Date.now).numbersOf([base])).toEqual([numbers[0]]);
    expect(hash64('a')).toBe('-3848465438864589366');
  });

  it('of a flood of different ones do not fill the memory', async () => {
    const { connections, batches } = counting();
    const dimensions = createDimensions(connections, 'x', Date.now);
    const flood = Array.from({ length: 10_001 }, (_, index) => dimension(`f${index}`));
    await dimensions.numbersOf(flood);
    await dimensions.numbersOf([flood[0]!]);
    expect(batches.map(({ length }) => length)).toEqual([10_002, 2]);
  });
});
