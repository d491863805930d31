/**
 * Runs a program over a text, being in all its places at once: a character costs at most one look at each
 * instruction, whatever the expression.
 */

import { createAlphabet } from './alphabet.ts';
import { WORD, type CharSet } from './char-set.ts';
import type { Program } from './program.ts';
import type { Assertion } from './syntax.ts';

/** What is beside a position in the text. */
export const EDGE = 0;
const OTHER = 1;
const WORDLY = 2;
export type Side = typeof EDGE | typeof OTHER | typeof WORDLY;

/** Instructions that a machine goes on from, all at once. */
export type Places = Uint16Array;

export interface Machine {
  /** Where each text begins. */
  readonly start: Places;
  /** The letter, of the program's own alphabet, that a UTF-16 code unit is. */
  letterOf(unit: number): number;
  sideOf(letter: number): Side;
  /** The places to go on from after a letter; `undefined`: the expression is found before it. */
  step(places: Places, before: Side, letter: number): Places | undefined;
  isFoundAtEnd(places: Places, before: Side): boolean;
  /** Instructions looked at so far: the work, in proofs. */
  readonly visits: number;
}

export function createMachine(program: Program): Machine {
  const { letterOf, members } = createAlphabet(program);
  const inWord = members(WORD);
  const tables = new Map<CharSet, Uint8Array>();
  for (const { set } of program) if (set !== undefined && !tables.has(set)) tables.set(set, members(set));
  const accepts = program.map(({ set }) => set && tables.get(set));
  // Numbers of rounds grow for as long as the process lives, and must never come again.
  const seen = new Float64Array(program.length);
  // Each instruction leads to two at most.
  const open = new Uint16Array(2 * program.length + 1);
  const waiting = new Uint16Array(program.length);
  const start = Uint16Array.of(0);
  let waitingCount = 0;
  let round = 0;
  let visits = 0;

  /** Fills `waiting` with the places that need a character; `true`: the expression is found without one. */
  function settle(places: Places, before: Side, after: Side): boolean {
    round += 1;
    waitingCount = 0;
    for (const first of places) {
      open[0] = first;
      for (let count = 1; count > 0;) {
        const place = open[--count]!;
        if (seen[place] === round) continue;
        seen[place] = round;
        visits += 1;
        const { op, to, assertion } = program[place]!;
        if (op === 'match') return true;
        if (op === 'set') waiting[waitingCount++] = place;
        if (op === 'jump' || op === 'split') open[count++] = to;
        if (op === 'split' || (op === 'assertion' && holds(assertion!, before, after)))
          open[count++] = place + 1;
      }
    }
    return false;
  }

  const sideOf = (letter: number): Side => (inWord[letter] === 1 ? WORDLY : OTHER);

  // Unless all ways begin with `^`, the expression may be found from any character on.
  const isAnchored = ([OTHER, WORDLY] as const).every((before) =>
    ([EDGE, OTHER, WORDLY] as const).every((after) => !settle(start, before, after) && waitingCount === 0),
  );

  return {
    start,
    letterOf,
    sideOf,
    step(places, before, letter) {
      if (settle(places, before, sideOf(letter))) return undefined;
      // In the same memory: what is written has been read.
      let count = 0;
      for (let i = 0; i < waitingCount; i++) {
        const place = waiting[i]!;
        if (accepts[place]![letter] === 1) waiting[count++] = place + 1;
      }
      if (!isAnchored) waiting[count++] = 0;
      return waiting.slice(0, count);
    },
    isFoundAtEnd: (places, before) => settle(places, before, EDGE),
    get visits() {
      return visits;
    },
  };
}

function holds(kind: Assertion, before: Side, after: Side): boolean {
  if (kind === 'start') return before === EDGE;
  if (kind === 'end') return after === EDGE;
  return ((before === WORDLY) !== (after === WORDLY)) === (kind === 'boundary');
}
