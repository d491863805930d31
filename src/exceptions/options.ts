/** The options of an exception: read by own property only, checked, and never lost with the error. */

import { FaultlineError, show } from '../codes.ts';
import { isCode, isErrorStatus, isFingerprint, isHeaderValue } from '../http/syntax.ts';
import { isForwardable } from '../http/headers.ts';
import { readFrom } from '../inherited.ts';
import { isRecord } from '../is-record.ts';
import type { FieldError, JsonValue } from '../model.ts';
import { isStrict } from './strictness.ts';

export interface BusinessExceptionOptions {
  /** Stable code for programs, SCREAMING_SNAKE. Default: the class's. */
  readonly code?: string;
  /** 400-599. Default: the class's. */
  readonly status?: number;
  /** JSON data for the client. */
  readonly details?: Readonly<Record<string, JsonValue>>;
  /** The faulty fields, for the client. */
  readonly errors?: readonly FieldError[];
  /** Response headers; names outside the allow-list of `docs/security.md` are refused. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the same request may succeed later. Default: the class's. */
  readonly retryable?: boolean;
  /** When to try again: seconds from now, or a date. Sent as `Retry-After`. */
  readonly retryAfter?: number | Date;
  /** Whether the message may be shown. Default: the class's, `true` for all but `NotFoundException`. */
  readonly expose?: boolean;
  /** What led to this. Recorded, never shown. */
  readonly cause?: unknown;
  /** Facts for the record. Never shown. */
  readonly internal?: unknown;
  /**
   * Groups occurrences in the error store: all with the same text are one group. 1 to 64 letters, digits and `_.:-`; never
   * shown; one that holds a secret counts as none. Default: made of the class, the code and the application's own functions
   * that the error came from.
   */
  readonly fingerprint?: string;
}

export interface AuthenticationExceptionOptions extends BusinessExceptionOptions {
  /** Value of `WWW-Authenticate` (RFC 9110, section 11.6.1). Default: `Bearer`. */
  readonly challenge?: string;
}

/** What passed the check, of the options or of a class's statics. */
export interface Checked {
  code: string | undefined;
  status: number | undefined;
  details: Readonly<Record<string, JsonValue>> | undefined;
  errors: readonly FieldError[] | undefined;
  headers: Readonly<Record<string, string>> | undefined;
  challenge: string | undefined;
  retryable: boolean | undefined;
  retryAfter: number | Date | undefined;
  expose: boolean | undefined;
  cause: unknown;
  internal: unknown;
  fingerprint: string | undefined;
  notes: string[] | undefined;
}

interface Check {
  readonly expected: string;
  ok(value: unknown): boolean;
}

const anything: Check = { expected: 'anything', ok: () => true };
const boolean: Check = { expected: 'true or false', ok: (value) => typeof value === 'boolean' };

const CHECKS: ReadonlyMap<string, Check> = new Map<keyof AuthenticationExceptionOptions, Check>([
  ['code', { expected: 'SCREAMING_SNAKE of at most 63 characters', ok: isCode }],
  ['status', { expected: 'an integer from 400 to 599', ok: isErrorStatus }],
  ['details', { expected: 'an object of JSON values', ok: isRecord }],
  ['errors', { expected: 'an array of { pointer, message, code? } with string values', ok: areFieldErrors }],
  [
    'headers',
    { expected: 'an object of allow-listed header names and printable ASCII values', ok: areHeaders },
  ],
  ['challenge', { expected: 'a header value of printable ASCII', ok: isHeaderValue }],
  ['retryable', boolean],
  ['retryAfter', { expected: 'seconds (0 or more) or a valid Date', ok: isRetryAfter }],
  ['expose', boolean],
  ['cause', anything],
  ['internal', anything],
  ['fingerprint', { expected: '1 to 64 letters, digits and "_.:-"', ok: isFingerprint }],
]);

const NOTHING: Readonly<Checked> = Object.freeze(nothing());
const MAX_NOTES = 8;

/**
 * Copies what is right. What is wrong throws `FaultlineError` in debug mode; in release mode it is left out
 * and noted, because an error path must not lose the original error.
 */
export function checkArguments(message: unknown, options: unknown, className: string): Readonly<Checked> {
  const isText = message === undefined || typeof message === 'string';
  if (isText && options === undefined) return NOTHING;
  const checked = nothing();
  if (!isText) refuse(checked, `The message of ${className} is ${show(message)}; give a string.`);
  if (options === undefined) return checked;
  for (const key of keysOf(options, checked, className)) {
    const check = CHECKS.get(key);
    if (check !== undefined) copy(options as Members, key, check, checked, `Option "${key}" of ${className}`);
    else
      refuse(
        checked,
        `${className} has no option ${show(key)}; use one of ${[...CHECKS.keys()].join(', ')}.`,
      );
  }
  const { challenge } = checked;
  if (challenge !== undefined) checked.headers = { ...checked.headers, 'www-authenticate': challenge };
  return checked;
}

/** The statics of a class, by the same rules; inherited ones count. */
export function checkStatics(type: object, className: string): Readonly<Checked> {
  const checked = nothing();
  for (const key of ['code', 'status', 'retryable', 'expose'])
    copy(type as Members, key, CHECKS.get(key)!, checked, `Static "${key}" of ${className}`);
  return checked;
}

type Members = Readonly<Record<string, unknown>>;

/** Every name is an own property: `Object.prototype.status` must not become an option. */
function nothing(): Checked {
  return {
    code: undefined,
    status: undefined,
    details: undefined,
    errors: undefined,
    headers: undefined,
    challenge: undefined,
    retryable: undefined,
    retryAfter: undefined,
    expose: undefined,
    cause: undefined,
    internal: undefined,
    fingerprint: undefined,
    notes: undefined,
  };
}

function copy(members: Members, key: string, check: Check, checked: Checked, subject: string): void {
  let received = 'cannot be read';
  try {
    const value = members[key];
    if (value === undefined) return;
    if (check.ok(value)) {
      checked[key as 'internal'] = value;
      return;
    }
    received = `is ${show(value)}`;
  } catch {
    // Told below; what it threw is nobody's business.
  }
  // Whoever says anything but `true` about showing the message did not consent to it.
  if (key === 'expose') checked.expose = false;
  refuse(checked, `${subject} ${received}; give ${check.expected}.`);
}

/** Own names only; an error in the place of options was meant as the cause. A Proxy may refuse it all. */
function keysOf(options: unknown, checked: Checked, className: string): readonly string[] {
  let received = 'cannot be read';
  try {
    const isCause = options instanceof Error;
    if (isRecord(options) && !isCause) return Object.keys(options);
    if (isCause) checked.cause = options;
    received = `is ${show(options)}`;
  } catch {
    // Told below.
  }
  refuse(checked, `The second argument of ${className} ${received}; give options, such as { cause }.`);
  return [];
}

function refuse(checked: Checked, message: string): void {
  if (isStrict()) throw new FaultlineError('FLT_EXCEPTION_OPTION_INVALID', message);
  const notes = (checked.notes ??= []);
  if (notes.length < MAX_NOTES) notes.push(message);
}

function areFieldErrors(value: unknown): boolean {
  return Array.isArray(value) && value.every(isFieldError);
}

function isFieldError(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const code = readFrom(value, 'code');
  return (
    typeof readFrom(value, 'pointer') === 'string' &&
    typeof readFrom(value, 'message') === 'string' &&
    (code === undefined || typeof code === 'string')
  );
}

function areHeaders(value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.entries(value).every(([name, text]) => isForwardable(name) && isHeaderValue(text))
  );
}

function isRetryAfter(value: unknown): boolean {
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
