/** What users may say about detail in answers, and the check that refuses anything else at start. */

import { FaultlineError, show } from '../codes.ts';
import { isRecord } from '../is-record.ts';
import { nearest } from '../near.ts';
import { isSecret, MIN_SECRET } from './token.ts';

export interface DetailOptions {
  /**
   * `false`: no default body tells the reason of a failure, but `message blocked`. Left out, only the preset `reasons`
   * hides it, in release mode.
   */
  readonly explanation?: boolean;
  /** Record the middleware and hooks that ran, and show them with the failing one marked. Default: `false`. */
  readonly path?: boolean;
  /** Show stacks. Default: in debug mode. */
  readonly stack?: boolean;
  /** Show attributes of the request and the failure, freed of secrets. Default: `false`. */
  readonly attributes?: boolean;
  /** Let templates show what an upstream answered. Default: in debug mode. */
  readonly response?: boolean;
  /** Without it, `path`, `stack`, `attributes` and `response` are ignored in release mode. Default: `false`. */
  readonly allowInProduction?: boolean;
  /**
   * Signed tokens, in the header `x-faultline-detail`, open detail for a path and some minutes: all of it but what is
   * `false` here, and an upstream's answer only where `response` is `true`. Default: none.
   */
  readonly token?: DetailTokenOptions;
}

export interface DetailTokenOptions {
  /** At least 32 characters. Several while one replaces another: all of them are accepted. */
  readonly secret: string | readonly string[];
}

interface Check {
  readonly expected: string;
  ok(value: unknown): boolean;
}

const boolean: Check = { expected: 'true or false', ok: (value) => typeof value === 'boolean' };

const CHECKS: Readonly<Record<keyof DetailOptions, Check>> = {
  explanation: boolean,
  path: boolean,
  stack: boolean,
  attributes: boolean,
  response: boolean,
  allowInProduction: boolean,
  token: { expected: 'an object with a "secret"', ok: isRecord },
};

const NAMES = Object.keys(CHECKS).map((name) => `detail.${name}`);

/** @throws FaultlineError naming the option, what was received, and the cure */
export function checkDetailOptions(value: unknown): asserts value is DetailOptions | undefined {
  if (value === undefined) return;
  if (!isRecord(value)) throw invalid('detail', show(value), 'an object');
  for (const [name, member] of Object.entries(value)) {
    if (!Object.hasOwn(CHECKS, name)) throw unknown(`detail.${name}`, NAMES);
    const check = CHECKS[name as keyof DetailOptions];
    if (member === undefined || check.ok(member)) continue;
    // What was meant to be the secret is not shown.
    throw invalid(`detail.${name}`, typeof member === 'string' ? 'a string' : show(member), check.expected);
  }
  const { token } = value;
  if (isRecord(token)) checkToken(token);
}

function checkToken(token: Record<string, unknown>): void {
  const other = Object.keys(token).find((name) => name !== 'secret');
  if (other !== undefined) throw unknown(`detail.token.${other}`, ['detail.token.secret']);
  const { secret } = token;
  const secrets: readonly unknown[] = Array.isArray(secret) ? secret : [secret];
  if (secrets.length > 0 && secrets.every(isSecret)) return;
  // Of a secret nothing is told but its length, even of one that is no good.
  const short = secrets.find((one): one is string => typeof one === 'string' && !isSecret(one));
  const received = short === undefined ? show(secret) : `a string of ${short.length} characters`;
  throw invalid('detail.token.secret', received, `a string of at least ${MIN_SECRET} characters, or several`);
}

function invalid(name: string, received: string, expected: string): FaultlineError {
  return new FaultlineError(
    'FLT_OPTION_INVALID',
    `Option "${name}" of createFaultline is ${received}; give ${expected}.`,
  );
}

function unknown(name: string, names: readonly string[]): FaultlineError {
  const near = nearest(name, names);
  const cure = near === undefined ? `use one of ${names.join(', ')}` : `did you mean "${near}"?`;
  return new FaultlineError('FLT_OPTION_UNKNOWN', `createFaultline has no option "${name}"; ${cure}`);
}
