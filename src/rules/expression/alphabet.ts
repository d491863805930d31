/** The code units that a program cannot tell apart, counted as one letter: so a table of transitions stays small. */

import { contains, WORD, type CharSet } from './char-set.ts';
import type { Program } from './program.ts';

export interface Alphabet {
  readonly letterOf: (unit: number) => number;
  /** Whether the characters of a letter are in the set, by letter. */
  readonly members: (set: CharSet) => Uint8Array;
}

const NEAR = 0x100;

export function createAlphabet(program: Program): Alphabet {
  const sets = program.flatMap(({ set }) => (set === undefined ? [] : [set]));
  const starts = startsOf(new Set([WORD, ...sets]));
  const near = Uint16Array.from({ length: NEAR }, (_, unit) => search(starts, unit));
  return {
    letterOf: (unit) => (unit < NEAR ? near[unit]! : search(starts, unit)),
    members: (set) => Uint8Array.from(starts, (start) => (contains(set, start) ? 1 : 0)),
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
