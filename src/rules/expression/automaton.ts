/** A machine worked out ahead, for all texts: a character costs one look at a table, whatever the expression. */

import type { Alphabet } from './alphabet.ts';
import { createMachine, EDGE, type Places, type Side } from './machine.ts';
import type { Program } from './program.ts';
import { Refusal } from './syntax.ts';

/** Whether the expression is found anywhere in the text, as if it ended at `end`. */
export type Automaton = (text: string, end: number) => boolean;

/** Places that the machine may be in. */
interface State {
  readonly places: Places;
  readonly before: Side;
}

/** In place of a next state: the expression is found, or cannot be any more. */
const FOUND = -1;
const LOST = -2;

/** A configuration has thousands of expressions, and is reloaded between requests. */
const MAX_STATES = 1000;
const MAX_ENTRIES = 32_000;
const MAX_VISITS = 1_000_000;

/** Places reached between two yields: some tenths of a millisecond. */
const STRIDE = 500;

interface Table {
  /** By row and letter: where the row of the next state begins, or one of the two above. */
  readonly next: Int16Array;
  readonly foundAtEnd: readonly boolean[];
  readonly letters: number;
  readonly near: Alphabet['near'];
  readonly letterBeyond: Alphabet['letterBeyond'];
}

/**
 * Yields often.
 * @throws Refusal where the table would be too large, or take too long to make
 */
export function* createAutomaton(program: Program): Generator<void, Automaton> {
  const { next, foundAtEnd, letters, near, letterBeyond } = yield* tabulate(program);
  return (text, end) => {
    let row = 0;
    for (let i = 0; i < end; i++) {
      const unit = text.charCodeAt(i);
      // The call would cost as much as all else.
      row = next[row + (unit < near.length ? near[unit]! : letterBeyond(unit))]!;
      if (row < 0) return row === FOUND;
    }
    return foundAtEnd[row / letters]!;
  };
}

/** Apart from what uses the table, so that nothing else of the work is kept. */
function* tabulate(program: Program): Generator<void, Table> {
  const machine = createMachine(program);
  const { letters, near, letterBeyond } = machine;
  const states: State[] = [];
  const rows = new Map<string, number>();
  const next: number[] = [];
  /** Of what most letters lead to, by what is before. */
  const starts: number[] = [];

  function rowOf(places: Places, before: Side): number {
    if (places === machine.start) return (starts[before] ??= add(places, before));
    const key = String.fromCharCode(before, ...places.toSorted());
    const known = rows.get(key);
    if (known !== undefined) return known;
    const row = add(places, before);
    rows.set(key, row);
    return row;
  }

  function add(places: Places, before: Side): number {
    return (states.push({ places, before }) - 1) * letters;
  }

  rowOf(machine.start, EDGE);
  let reachedPlaces = 0;
  // States are added meanwhile.
  for (const { places, before } of states) {
    const row = next.length;
    for (const after of machine.sides) {
      const isFound = machine.settle(places, before, after);
      for (let letter = 0; letter < letters; letter++) {
        if (machine.sideOf(letter) !== after) continue;
        const reached = isFound ? undefined : machine.advance(letter);
        if (reached === undefined) next[row + letter] = FOUND;
        else if (reached.length === 0) next[row + letter] = LOST;
        else {
          next[row + letter] = rowOf(reached, after);
          reachedPlaces += reached.length;
          if (reachedPlaces > STRIDE) {
            reachedPlaces = 0;
            yield;
          }
        }
      }
    }
    if (states.length > MAX_STATES || next.length > MAX_ENTRIES || machine.visits > MAX_VISITS) {
      throw new Refusal(
        'can go on in too many ways',
        'begin it with "^", write "*" in place of counts, or make several expressions of it',
      );
    }
  }
  const foundAtEnd = states.map(({ places, before }) => machine.settle(places, before, EDGE));
  return { next: Int16Array.from(next), foundAtEnd, letters, near, letterBeyond };
}
