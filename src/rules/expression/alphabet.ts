/** The code units that a program cannot tell apart, counted as one letter: so a table of transitions stays small. */

import { contains, type CharSet } from './char-set.ts';
import type { Program } from './program.ts';

export interface Alphabet {
  /** How many letters there are. */
  readonly letters: number;
  /** The letters of the first UTF-16 code units, to be looked up without a call. */
  readonly near: Uint16Array;
  /** The letter that one beyond those is. */
  readonly letterBeyond: (unit: number) => number;
  /** Whether the characters of a letter are in the set, by letter. */
  readonly members: (set: CharSet) => Uint8Array;
}

const NEAR = 0x100;

/** @param others sets, beside those of the program, that are to be told apart */
export function createAlphabet(program: Program, others: readonly CharSet[]): Alphabet {
  const sets = program.flatMap(({ set }) => (set === undefined ? [] : [set]));
  const starts = startsOf(new Set([...others, ...sets]));
  const near = new Uint16Array(NEAR);
  for (let unit = 0, letter = 0; unit < NEAR; unit++) {
    if (starts[letter + 1] === unit) letter += 1;
    near[unit] = letter;
  }
  return {
    letters: starts.length,
    near,
    letterBeyond: (unit) => search(starts, unit),
    members(set) {
      const members = new Uint8Array(starts.length);
      for (let letter = 0; letter < starts.length; letter++)
        if (contains(set, starts[letter]!)) members[letter] = 1;
      return members;
    },
  };
}

/** The first unit of each letter, ascending. */
function startsOf(sets: ReadonlySet<CharSet>): number[] {
  const starts = new Set([0]);
  for (const set of sets) for (const [i, unit] of set.entries()) starts.add(i % 2 === 0 ? unit : unit + 1);
  return [...starts].toSorted((a, b) => a - b);
}

/** The place of the last start that is not beyond `unit`. */
function search(starts: readonly number[], unit: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= unit) low = middle;
    else high = middle - 1;
  }
  return low;
}
