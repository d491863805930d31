/** A regular expression as a program for a machine that is in several places at once (Thompson's construction). */

import type { CharSet } from './char-set.ts';
import { Refusal, type Assertion, type Node, type Repeat } from './syntax.ts';

/** All have one form, so that a machine reads each in the same way. */
export interface Instruction {
  /** `split` goes on to the next instruction and to another; `jump` to another; the others to the next. */
  readonly op: 'set' | 'assertion' | 'jump' | 'split' | 'match';
  readonly set: CharSet | undefined;
  readonly assertion: Assertion | undefined;
  /** The other instruction. */
  to: number;
}

export type Program = readonly Instruction[];

/** What a step of the machine costs is at most to look at each instruction once. */
export const MAX_INSTRUCTIONS = 500;

/** @throws Refusal where it would be too long */
export function compileProgram(node: Node): Program {
  const program: Instruction[] = [];
  emit(program, node);
  add(program, 'match');
  return program;
}

function add(
  program: Instruction[],
  op: Instruction['op'],
  { set, assertion, to = 0 }: Parts = {},
): Instruction {
  if (program.length >= MAX_INSTRUCTIONS) {
    throw new Refusal(
      'has too many parts, counts included',
      'write "*" or "+" in place of high counts, or shorten it',
    );
  }
  const instruction = { op, set, assertion, to };
  program.push(instruction);
  return instruction;
}

interface Parts {
  readonly set?: CharSet;
  readonly assertion?: Assertion;
  readonly to?: number;
}

function emit(program: Instruction[], node: Node): void {
  if (node.type === 'set') add(program, 'set', { set: node.set });
  else if (node.type === 'assertion') add(program, 'assertion', { assertion: node.kind });
  else if (node.type === 'sequence') for (const item of node.items) emit(program, item);
  else if (node.type === 'choice') emitChoice(program, node.items);
  else emitRepeat(program, node);
}

function emitChoice(program: Instruction[], items: readonly Node[]): void {
  const exits = items.slice(0, -1).map((item) => {
    const split = add(program, 'split');
    emit(program, item);
    const exit = add(program, 'jump');
    split.to = program.length;
    return exit;
  });
  emit(program, items.at(-1)!);
  for (const exit of exits) exit.to = program.length;
}

function emitRepeat(program: Instruction[], { item, min, max }: Repeat): void {
  const start = program.length;
  let last = start;
  for (let i = 0; i < min; i++) {
    last = program.length;
    emit(program, item);
    // Nothing, however often, is nothing.
    if (program.length === start) return;
  }
  if (max !== Infinity) emitOptional(program, item, max - min);
  else if (min > 0) add(program, 'split', { to: last });
  else emitLoop(program, item);
}

function emitOptional(program: Instruction[], item: Node, times: number): void {
  const exits: Instruction[] = [];
  for (let i = 0; i < times; i++) {
    exits.push(add(program, 'split'));
    emit(program, item);
  }
  for (const exit of exits) exit.to = program.length;
}

function emitLoop(program: Instruction[], item: Node): void {
  const start = program.length;
  const exit = add(program, 'split');
  emit(program, item);
  add(program, 'jump', { to: start });
  exit.to = program.length;
}
