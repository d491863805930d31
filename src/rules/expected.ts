/** What a condition expects of a header or a parameter. */

import type { Expected } from '../config/shapes.ts';
import type { Report } from '../policy.ts';
import { compileExpression } from './expression/index.ts';

/**
 * Values are compared as they stand, in their case; `matches` is found anywhere in the value, and in its case.
 * What is refused is reported, and never holds.
 */
export function compileExpected(
  expected: Expected,
  pointer: string,
  report: Report,
): (value: string) => boolean {
  if (typeof expected === 'string') return (value) => value === expected;
  if ('matches' in expected) {
    return compileExpression(expected.matches, `${pointer}/matches`, report) ?? (() => false);
  }
  const values = new Set(expected);
  return (value) => values.has(value);
}
