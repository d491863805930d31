/** The regular expressions of one configuration: each is compiled once, and answers once for a value. */

import { show } from '../../codes.ts';
import type { Report } from '../../policy.ts';
import { runAtOnce } from '../../slices.ts';
import { createExpression, MAX_VALUE, type Expression } from './index.ts';
import { Refusal } from './syntax.ts';

/** A hostile request makes each look at 1,024 characters, for some ten microseconds: five milliseconds together. */
export const MAX_EXPRESSIONS = 500;

/** Whether a value is as wanted, or one of several. */
export type Holds = (given: string | readonly string[]) => boolean;

export interface Expressions {
  /** Makes an expression that will be compiled, in steps: some take ten milliseconds. Yields often. */
  prepare(source: string): Generator<void, void>;
  /**
   * Of several values the first 1,024 characters count, taken together.
   * @param subject what the values are of: rules that ask the same of the same share what was found
   * @returns `undefined` where the expression is refused, which is reported
   */
  compile(subject: string, source: string, pointer: string, report: Report): Holds | undefined;
}

export function createExpressions(): Expressions {
  const made = new Map<string, Expression | Refusal>();
  const known = new Map<string, Holds>();
  let isFull = false;

  function* prepare(source: string): Generator<void, void> {
    // Refused ones count too: some take as long.
    if (!made.has(source) && made.size < MAX_EXPRESSIONS && !isFull)
      made.set(source, yield* createExpression(source));
  }

  return {
    prepare,
    compile(subject, source, pointer, report) {
      const key = JSON.stringify([subject, source]);
      const shared = known.get(key);
      // One fault is enough, however many there are beyond.
      if (shared !== undefined || isFull) return shared;
      runAtOnce(prepare(source));
      const isFound = made.get(source);
      if (isFound === undefined || known.size === MAX_EXPRESSIONS) {
        isFull = true;
        report(
          pointer,
          `the expression ${show(source)} is one more than the ${MAX_EXPRESSIONS} that a configuration may have`,
          'use path patterns, lists of values, or fewer expressions: "(?:curl|wget)/" is one',
        );
        return undefined;
      }
      if (isFound instanceof Refusal) {
        report(pointer, `the expression ${show(source)} ${isFound.message}`, isFound.cure);
        return undefined;
      }
      const holds = rememberFound(isFound);
      known.set(key, holds);
      return holds;
    },
  };
}

/** Thousands of rules may ask the same of one request, one after another. */
function rememberFound(isFound: Expression): Holds {
  let last: Parameters<Holds>[0] | undefined;
  let found = false;
  return (given) => {
    if (given !== last) {
      found = typeof given === 'string' ? isFound(given) : isFoundInOne(given, isFound);
      last = given;
    }
    return found;
  };
}

function isFoundInOne(values: readonly string[], isFound: Expression): boolean {
  let left = MAX_VALUE;
  for (const value of values) {
    if (isFound(value, left)) return true;
    left -= value.length;
    if (left <= 0) break;
  }
  return false;
}
