/** A machine that remembers: usual texts cost one look-up a character. */

import { createMachine, EDGE, type Places, type Side } from './machine.ts';
import type { Program } from './program.ts';

export interface Automaton {
  /** Whether the expression is found anywhere in the text. */
  test(text: string): boolean;
  /** Instructions looked at so far: the work, in proofs. */
  readonly visits: number;
}

/** Places that the machine was in, and what followed. */
interface State {
  readonly places: Places;
  readonly before: Side;
  /** By letter; `true`: the expression is found, `false`: it cannot be any more. */
  readonly next: (State | boolean | undefined)[];
  foundAtEnd: boolean | undefined;
}

/** A text that leads to more of them is hostile: it is worked through without remembering, and the next starts anew. */
const MAX_STATES = 200;

export function createAutomaton(program: Program): Automaton {
  const machine = createMachine(program);
  let known = new Map<string, State>();
  let initial = stateOf(machine.start, EDGE);

  function stateOf(places: Places, before: Side): State {
    const made: State = { places, before, next: [], foundAtEnd: undefined };
    if (known.size >= MAX_STATES) return made;
    const key = String.fromCharCode(before, ...places.toSorted());
    const kept = known.get(key) ?? made;
    known.set(key, kept);
    return kept;
  }

  function follow(state: State, letter: number): State | boolean {
    const remembers = known.size < MAX_STATES;
    const places = machine.step(state.places, state.before, letter);
    const next = places === undefined || (places.length > 0 && stateOf(places, machine.sideOf(letter)));
    if (remembers) state.next[letter] = next;
    return next;
  }

  return {
    test(text) {
      if (known.size >= MAX_STATES) {
        known = new Map();
        initial = stateOf(machine.start, EDGE);
      }
      let state = initial;
      for (let i = 0; i < text.length; i++) {
        const letter = machine.letterOf(text.charCodeAt(i));
        const next = state.next[letter] ?? follow(state, letter);
        if (typeof next === 'boolean') return next;
        state = next;
      }
      return (state.foundAtEnd ??= machine.isFoundAtEnd(state.places, state.before));
    },
    get visits() {
      return machine.visits;
    },
  };
}
