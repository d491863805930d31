import type { Recognition } from '../model.ts';
import type { Family } from './family.ts';

/** Methods whose requests may be repeated, whatever became of the first one (RFC 9110, section 9.2.2). */
const IDEMPOTENT: ReadonlySet<unknown> = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'TRACE']);

/** Answers of `unsure` -> the same with the advice to repeat. */
const RETRYABLE = new WeakMap<Recognition, Recognition>();

/**
 * An answer for failures of which nobody knows whether the work was done, as of connections that break. Tables
 * show it without the advice to repeat; a family that is `repeatable` gives that for idempotent methods only.
 */
export function unsure(answer: Recognition): Recognition {
  const { retryable: _, ...said } = answer;
  RETRYABLE.set(said, answer);
  return Object.freeze(said);
}

/** The answer with the advice to repeat, for failures of which it is known after all that nothing was done. */
export function sure(said: Recognition): Recognition {
  return RETRYABLE.get(said) ?? said;
}

/** The family, which looks at the method of the request where it is unsure. */
export function repeatable<Known extends Family>(family: Known): Known {
  return {
    ...family,
    recognize(view, facts): Recognition | undefined {
      const said = family.recognize(view, facts);
      return said !== undefined && IDEMPOTENT.has(facts.method) ? sure(said) : said;
    },
  };
}
