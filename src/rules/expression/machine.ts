/** Goes through a program, being in all its places at once: a step costs at most one look at each instruction. */

import { createAlphabet, type Alphabet } from './alphabet.ts';
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
  /** How many letters there are. */
  readonly letters: number;
  /** The letters of UTF-16 code units, as the program's own alphabet has them. */
  readonly near: Alphabet['near'];
  readonly letterBeyond: Alphabet['letterBeyond'];
  sideOf(letter: number): Side;
  /** What letters may be. */
  readonly sides: readonly Side[];
  /** Goes on as far as no character is needed; whether the expression is found there. */
  settle(places: Places, before: Side, after: Side): boolean;
  /** The places to go on from after a letter, from where `settle` came to. */
  advance(letter: number): Places;
  /** Instructions looked at so far: the work. */
  readonly visits: number;
}

export function createMachine(program: Program): Machine {
  const looksForWords = program.some(({ assertion }) => assertion === 'boundary' || assertion === 'inside');
  const { letters, near, letterBeyond, members } = createAlphabet(program, looksForWords ? [WORD] : []);
  const inWord = looksForWords ? members(WORD) : undefined;
  const tables = new Map<CharSet, Uint8Array>();
  for (const { set } of program) if (set !== undefined && !tables.has(set)) tables.set(set, members(set));
  const accepts = program.map(({ set }) => set && tables.get(set));
  const seen = new Uint32Array(program.length);
  // Each instruction leads to two at most.
  const open = new Uint16Array(2 * program.length + 1);
  const waiting = new Uint16Array(program.length);
  const reached = new Uint16Array(program.length + 1);
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

  const sideOf = (letter: number): Side => (inWord?.[letter] === 1 ? WORDLY : OTHER);

  // Unless all ways begin with `^`, the expression may be found from any character on.
  const isAnchored = ([OTHER, WORDLY] as const).every((before) =>
    ([EDGE, OTHER, WORDLY] as const).every((after) => !settle(start, before, after) && waitingCount === 0),
  );

  return {
    start,
    letters,
    near,
    letterBeyond,
    sideOf,
    sides: looksForWords ? [OTHER, WORDLY] : [OTHER],
    settle,
    advance(letter) {
      visits += waitingCount;
      let count = 0;
      for (let i = 0; i < waitingCount; i++) {
        const place = waiting[i]!;
        if (accepts[place]![letter] === 1) reached[count++] = place + 1;
      }
      // What most letters lead to.
      if (count === 0 && !isAnchored) return start;
      if (!isAnchored) reached[count++] = 0;
      return reached.slice(0, count);
    },
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
