/** What users may say about redaction, and the check that refuses anything else at start. */

import { readFrom } from '../inherited.ts';
import { isRecord } from '../is-record.ts';
import { pattern } from '../once.ts';
import { FaultlineError, show } from '../codes.ts';

export interface RedactOptions {
  /**
   * More names of secrets, in any case style: `mothersMaidenName` also hides `mothers_maiden_name` and
   * `user.mothers-maiden-name`.
   */
  readonly keys?: readonly string[];
  /**
   * Names whose values may be shown: everywhere, or by route as the record names it, `*` being every route. What is a
   * secret by its shape (a card number, a token) stays hidden.
   */
  readonly allow?: readonly string[] | Readonly<Record<string, readonly string[]>>;
  /**
   * The last word on every text: gets what the rest has left of it, so that it can hide more and never less. When it
   * throws, or gives no string, the text is hidden.
   */
  readonly hook?: RedactHook;
}

export type RedactHook = (text: string, context: RedactContext) => string;

export interface RedactContext {
  /** Name of the member that the text is the value of. */
  readonly key?: string;
  readonly route?: string;
}

/** @throws FaultlineError naming the option, what was received, and the cure */
export function checkRedactOptions(value: unknown): asserts value is RedactOptions | false | undefined {
  if (value === undefined || value === false) return;
  if (!isRecord(value)) throw invalid('redact', 'false or an object', value);
  for (const name of Object.keys(CHECKS)) {
    // It would be left out, and what it shall hide be logged.
    if (!Object.hasOwn(value, name) && readFrom(value, name) !== undefined)
      throw invalid('redact', 'an object that has its members itself', value);
  }
  for (const [name, member] of Object.entries(value)) {
    if (!Object.hasOwn(CHECKS, name)) {
      const message = `createFaultline has no option "redact.${name}"; use one of ${Object.keys(CHECKS).join(', ')}`;
      throw new FaultlineError('FLT_OPTION_UNKNOWN', message);
    }
    const check = CHECKS[name as keyof RedactOptions];
    if (member !== undefined && !check.ok(member)) throw invalid(`redact.${name}`, check.expected, member);
  }
}

interface Check {
  readonly expected: string;
  ok(value: unknown): boolean;
}

const CHECKS: Readonly<Record<keyof RedactOptions, Check>> = {
  keys: { expected: 'an array of names, each with two letters or more', ok: areNames },
  allow: {
    expected: 'an array of names, or arrays of names by route',
    ok: (value) => areNames(value) || (isRecord(value) && Object.values(value).every(areNames)),
  },
  hook: { expected: 'a function that returns a string', ok: (value) => typeof value === 'function' },
};

const TWO_LETTERS = pattern(String.raw`[\p{L}\p{N}].*[\p{L}\p{N}]`, 'u');

/** A name of one letter would be found everywhere. */
function areNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' && TWO_LETTERS().test(name));
}

function invalid(name: string, expected: string, value: unknown): FaultlineError {
  return new FaultlineError(
    'FLT_OPTION_INVALID',
    `Option "${name}" of createFaultline is ${show(value)}; give ${expected}.`,
  );
}
