/** Checks of options, for whatever is made with some besides `createFaultline`; and the errors that say what was wrong. */

import { FaultlineError, show } from './codes.ts';
import { isRecord } from './is-record.ts';

export interface OptionCheck {
  readonly expected: string;
  readonly isRight: (value: unknown) => boolean;
  /** It may hold what only its owner may know: what was received is not shown. */
  readonly isSecret?: true;
}

export type OptionChecks<Options> = Readonly<Record<keyof Options, OptionCheck>>;

export const boolean: OptionCheck = {
  expected: 'true or false',
  isRight: (value) => typeof value === 'boolean',
};

export function integer(least: number, most: number): OptionCheck {
  return {
    expected: `an integer from ${least} to ${most}`,
    isRight: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
  };
}

export function withFunction(name: string): OptionCheck {
  return {
    expected: `an object with the function ${name}`,
    isRight: (value) => typeof (value as Record<string, unknown> | null)?.[name] === 'function',
  };
}

/**
 * Options that are left out, or `undefined`, are right.
 * @param owner what they are options of, as applications call it
 * @param subject what begins the sentence about options that are no object
 * @throws FaultlineError naming the option, what was received, and the cure
 */
export function checkOptionsOf<Options>(
  owner: string,
  options: unknown,
  checks: OptionChecks<Options>,
  subject: string = `The argument of ${owner} is`,
): asserts options is Partial<Options> {
  if (!isRecord(options))
    throw new FaultlineError('FLT_OPTION_INVALID', `${subject} ${show(options)}; give an object.`);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, name))
      throw new FaultlineError(
        'FLT_OPTION_UNKNOWN',
        `${owner} has no option ${show(name)}; use one of ${Object.keys(checks).join(', ')}.`,
      );
    const { expected, isRight, isSecret } = checks[name as keyof Options];
    if (value !== undefined && !isRight(value))
      throw invalidOption(owner, name, isSecret ? 'cannot be read' : `is ${show(value)}`, expected);
  }
}

/** @param problem what is wrong with it, such as `is 7` */
export function invalidOption(
  owner: string,
  name: string,
  problem: string,
  expected: string,
): FaultlineError {
  return new FaultlineError(
    'FLT_OPTION_INVALID',
    `Option "${name}" of ${owner} ${problem}; give ${expected}.`,
  );
}
