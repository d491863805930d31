/** Regular expressions of a configuration, matched in time that is linear in the value, whatever expression and value. */

import { createAutomaton } from './automaton.ts';
import { parse } from './parse.ts';
import { compileProgram } from './program.ts';
import { Refusal } from './syntax.ts';

const MAX_SOURCE = 1000;

/** A longer value is looked at as if it ended here. */
export const MAX_VALUE = 1024;

/** Whether an expression is found in a value, of which at most so many characters count. Default: 1,024. */
export type Expression = (value: string, atMost?: number) => boolean;

/**
 * Whether an expression is found anywhere in a value, as `new RegExp(source).test(value)` says it; `^` and `$` bind
 * it to the ends. Of JavaScript's syntax there is all but back-references, look-around, flags and classes of Unicode
 * properties.
 *
 * All of the work but one look at a table for each character is done here, yielding often. So an expression is refused
 * where it has more than 1,000 characters or 500 parts, counts included, or where its table would have more than 1,000
 * rows or 32,000 entries, or take more than 1,000,000 looks at its parts to make, as for `a.{30}b`. Of a value the
 * first 1,024 characters count.
 * @returns the refusal, where it is refused
 */
export function* createExpression(source: string): Generator<void, Expression | Refusal> {
  try {
    if (source.length > MAX_SOURCE) {
      throw new Refusal(`has ${source.length} characters`, `write at most ${MAX_SOURCE}`);
    }
    const automaton = yield* createAutomaton(compileProgram(parse(source)));
    return (value, atMost = MAX_VALUE) => automaton(value, Math.min(value.length, atMost));
  } catch (refusal) {
    return refusal as Refusal;
  }
}
