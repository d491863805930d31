import { describe, expect, it } from 'vitest';
import { hash64 } from '../../src/record/hash64.ts';

describe('R45 a hash of 64 bits', () => {
  it('is the same in every process and release', () => {
    expect(['', 'a', 'b', 'TypeError\n\nf@a', '\ud800'].map(hash64)).toEqual([
      'e15cf8e4c7ea19b6',
      '58e0cce5aa939834',
      '9589fe8f8e006c4f',
      '0a4937758d57e19e',
      'a420648fd38c16c6',
    ]);
  });

  it('differs for texts that differ in little, in each half as by chance', () => {
    const COUNT = 200_000;
    const [whole, left, right] = [new Set<string>(), new Set<string>(), new Set<string>()];
    for (let index = 0; index < COUNT; index++) {
      const hash = hash64(`TypeError\n\nf${index % 1000}@orders/${Math.floor(index / 1000)}`);
      whole.add(hash);
      left.add(hash.slice(0, 8));
      right.add(hash.slice(8));
    }
    expect(whole.size).toBe(COUNT);
    // By chance some 4.7 pairs of that many are alike in 32 bits.
    for (const half of [left, right]) expect(half.size).toBeGreaterThan(COUNT - 20);
  });
});
