/** The options of an exception: read by own property only, checked, and never lost with the error. */

import { FaultlineError, show } from '../codes.ts';
import { isCode, isErrorStatus, isHeaderValue } from '../http/syntax.ts';
import { isForwardable } from '../http/headers.ts';
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
}

export type CheckedOptions = {
  -readonly [K in keyof BusinessExceptionOptions]?: BusinessExceptionOptions[K];
} & {
  notes?: string[];
};

interface Check {
  readonly expected: string;
  ok(value: unknown): boolean;
}

const anything = { expected: 'anything', ok: () => true };
const boolean = { expected: 'true or false', ok: (value: unknown) => typeof value === 'boolean' };

const CHECKS: ReadonlyMap<string, Check> = new Map<keyof BusinessExceptionOptions, Check>([
  ['code', { expected: 'SCREAMING_SNAKE of at most 63 characters', ok: isCode }],
  ['status', { expected: 'an integer from 400 to 599', ok: isErrorStatus }],
  ['details', { expected: 'an object of JSON values', ok: isRecord }],
  ['errors', { expected: 'an array of { pointer, message, code? } with string values', ok: areFieldErrors }],
  [
    'headers',
    { expected: 'an object of allow-listed header names and printable ASCII values', ok: areHeaders },
  ],
  ['retryable', boolean],
  ['retryAfter', { expected: 'seconds (0 or more) or a valid Date', ok: isRetryAfter }],
  ['expose', boolean],
  ['cause', anything],
  ['internal', anything],
]);

/**
 * Copies what is right. A wrong option throws `FaultlineError` in debug mode; in release mode it is left
 * out and noted, because an error path must not lose the original error.
 */
export function checkOptions(options: unknown, className: string): CheckedOptions {
  const checked: CheckedOptions = {};
  if (options === undefined) return checked;
  if (!isRecord(options)) {
    refuse(checked, className, 'options', 'an object', options);
    return checked;
  }
  for (const key of keysOf(options, checked)) {
    const check = CHECKS.get(key);
    if (check === undefined) {
      refuse(checked, className, key, `one of ${[...CHECKS.keys()].join(', ')}`, undefined);
      continue;
    }
    let value: unknown;
    let right = false;
    try {
      value = options[key];
      right = value === undefined || check.ok(value);
    } catch {
      value = undefined;
    }
    if (!right) refuse(checked, className, key, check.expected, value);
    else if (value !== undefined) checked[key as 'internal'] = value;
  }
  return checked;
}

/** Own names only, so that a polluted `Object.prototype` gives no options; a Proxy may refuse even that. */
function keysOf(options: object, checked: CheckedOptions): readonly string[] {
  try {
    return Object.keys(options);
  } catch {
    (checked.notes ??= []).push('The options could not be read; they were ignored.');
    return [];
  }
}

function refuse(
  checked: CheckedOptions,
  className: string,
  key: string,
  expected: string,
  value: unknown,
): void {
  const received = value === undefined ? 'cannot be used' : `is ${show(value)}`;
  const message = `Option "${key}" of ${className} ${received}; give ${expected}.`;
  if (isStrict()) throw new FaultlineError('FLT_EXCEPTION_OPTION_INVALID', message);
  (checked.notes ??= []).push(message);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areFieldErrors(value: unknown): boolean {
  return Array.isArray(value) && value.every(isFieldError);
}

function isFieldError(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { pointer, message, code } = value;
  return (
    typeof pointer === 'string' &&
    typeof message === 'string' &&
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
