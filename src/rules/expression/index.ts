/** Regular expressions of a configuration, matched in time that is linear in the value, whatever expression and value. */

import { show } from '../../codes.ts';
import { once } from '../../once.ts';
import type { Report } from '../../policy.ts';
import { createAutomaton } from './automaton.ts';
import { parse } from './parse.ts';
import { compileProgram, type Program } from './program.ts';
import { Refusal } from './syntax.ts';

const MAX_SOURCE = 1000;

/** A longer value is looked at as if it ended here. */
const MAX_VALUE = 4096;

/**
 * Whether an expression is found anywhere in a value, as `new RegExp(source).test(value)` says it; `^` and `$` bind
 * it to the ends. Of JavaScript's syntax there is all but back-references, look-around, flags and classes of Unicode
 * properties. Of a value the first 4,096 characters count.
 * @returns `undefined` where the expression is refused, which is reported
 */
export function compileExpression(
  source: string,
  pointer: string,
  report: Report,
): ((value: string) => boolean) | undefined {
  const program = programOf(source);
  if (program instanceof Refusal) {
    report(pointer, `the expression ${show(source)} ${program.message}`, program.cure);
    return undefined;
  }
  const automaton = once(() => createAutomaton(program));
  return (value) => automaton().test(value.length > MAX_VALUE ? value.slice(0, MAX_VALUE) : value);
}

function programOf(source: string): Program | Refusal {
  try {
    if (source.length > MAX_SOURCE) {
      throw new Refusal(`has ${source.length} characters`, `write at most ${MAX_SOURCE}`);
    }
    return compileProgram(parse(source));
  } catch (refusal) {
    return refusal as Refusal;
  }
}
