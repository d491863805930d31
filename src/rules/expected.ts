/** What a condition expects of a header or a parameter. */

import type { Expected } from '../config/shapes.ts';
import type { Report } from '../policy.ts';
import type { Expressions, Holds } from './expression/expressions.ts';

/**
 * Values are compared as they stand, in their case; `matches` is found anywhere in the value, and in its case.
 * What is refused is reported, and never holds.
 * @param subject what the values are of
 */
export function compileExpected(
  expected: Expected,
  subject: string,
  pointer: string,
  report: Report,
  expressions: Expressions,
): Holds {
  if (typeof expected === 'object' && 'matches' in expected) {
    return expressions.compile(subject, expected.matches, `${pointer}/matches`, report) ?? (() => false);
  }
  if (typeof expected === 'string') {
    return (given) => (typeof given === 'string' ? given === expected : given.includes(expected));
  }
  const values = new Set(expected);
  return (given) =>
    typeof given === 'string' ? values.has(given) : given.some((value) => values.has(value));
}
