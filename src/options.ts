/** What `createFaultline` accepts, and the check that refuses anything else at start. */

import { FaultlineError, show } from './codes.ts';
import { isForwardable, isKept } from './http/headers.ts';
import { isErrorStatus, isHeaderName } from './http/syntax.ts';
import { checkRedactOptions, type RedactOptions } from './redact/index.ts';
import type { Format, Logger, Mode, Recognizer, RequestFacts, TrustStatus } from './model.ts';

export interface CorrelationOptions {
  /** Header that carries the ID, both ways. Default: `x-request-id`. */
  readonly header?: string;
  /**
   * Whose inbound IDs are used instead of a fresh one: a predicate, or the addresses of the socket's other
   * end. Default `false`: nobody's.
   */
  readonly trust?: false | readonly string[] | ((facts: RequestFacts) => boolean);
  /** Send the header on successful answers too (needs `context` on Express). Default: `false`. */
  readonly onSuccess?: boolean;
  /**
   * Make `fl.currentId()` work anywhere below a request, by AsyncLocalStorage; it costs 10 to 30 % of a
   * trivial request on Node 20. Default: `false`.
   */
  readonly async?: boolean;
}

export interface DetailOptions {
  /** Show stacks in debug mode. Default: `true`. In release mode stacks are never shown. */
  readonly stack?: boolean;
}

export interface FaultlineOptions {
  /** Default: `debug` when `NODE_ENV` is exactly `development`, else `release`. */
  readonly mode?: Mode;
  readonly correlation?: CorrelationOptions;
  readonly detail?: DetailOptions;
  /** The formats that clients may get, preferred first. Default: `['json', 'xml', 'text', 'html']`. */
  readonly formats?: readonly Format[];
  /** Status of a `BusinessException` that names none, 400-599. Default: 500, with one warning when it is relied on. */
  readonly defaultStatus?: number;
  /**
   * Whose `status` on a foreign error is used: `application` - on a plain `Error`, or one that http-errors
   * made or decorated; `always` - any error's, also the upstream status that HTTP clients put there; `never`.
   * It is never consent to show the message. Default: `application`.
   */
  readonly trustStatus?: TrustStatus;
  /** Asked after our own exceptions and before the built-in families, in order. */
  readonly recognizers?: readonly Recognizer[];
  /** Built-in families of foreign errors that are switched off, e.g. `{ mysql: false }`. Default: all are on. */
  readonly families?: Readonly<Record<string, boolean>>;
  /** Statuses for codes of the built-in families, 400-599, e.g. `{ VALIDATION_FAILED: 422 }`. Default: theirs. */
  readonly statuses?: Readonly<Record<string, number>>;
  /** What else must not be logged, or may be; `false`: everything is logged as it stands. Default: `{}`. */
  readonly redact?: RedactOptions | false;
  /** A pino-like logger, or `false`. Default: the request's own (Fastify), else JSON lines on stderr. */
  readonly logger?: Logger | false;
}

interface Check {
  readonly expected: string;
  ok(value: unknown): boolean;
}

const FORMATS: ReadonlySet<unknown> = new Set(['json', 'xml', 'text', 'html']);
const boolean: Check = { expected: 'true or false', ok: (value) => typeof value === 'boolean' };

const CHECKS: Readonly<Record<string, Check>> = {
  mode: oneOf('debug', 'release'),
  correlation: { expected: 'an object', ok: isRecord },
  'correlation.header': {
    expected: 'the name of a header that means nothing else in an answer, such as "x-request-id"',
    ok: (value) => typeof value === 'string' && isHeaderName(value) && isFree(value.toLowerCase()),
  },
  'correlation.trust': { expected: 'false, an array of IP addresses or a predicate', ok: isTrust },
  'correlation.onSuccess': boolean,
  'correlation.async': boolean,
  detail: { expected: 'an object', ok: isRecord },
  'detail.stack': boolean,
  formats: { expected: 'a non-empty array of "json", "xml", "text", "html", each once', ok: areFormats },
  defaultStatus: { expected: 'an integer from 400 to 599', ok: isErrorStatus },
  trustStatus: oneOf('application', 'always', 'never'),
  recognizers: { expected: 'an array of recognizers, each made by defineRecognizer', ok: areRecognizers },
  families: { expected: 'true or false by name of family', ok: isRecordOf((on) => typeof on === 'boolean') },
  statuses: { expected: 'integers from 400 to 599 by code', ok: isRecordOf(isErrorStatus) },
  redact: { expected: 'false or an object', ok: (value) => value === false || isRecord(value) },
  logger: { expected: 'false, or an object with the functions error, warn, info and debug', ok: isLogger },
};

/** @throws FaultlineError naming the option, what was received, and the cure */
export function checkFaultlineOptions(options: unknown): asserts options is FaultlineOptions {
  try {
    if (!isRecord(options)) throw invalid('options', 'an object', options);
    checkMembers(options, '');
    for (const group of ['correlation', 'detail']) {
      const members = options[group];
      if (isRecord(members)) checkMembers(members, `${group}.`);
    }
    checkRedactOptions(options['redact']);
  } catch (error) {
    // A getter or a Proxy may throw anything.
    throw error instanceof FaultlineError ? error : invalid('options', 'an object that can be read', options);
  }
}

function checkMembers(members: Record<string, unknown>, prefix: string): void {
  for (const [key, value] of Object.entries(members)) {
    const name = prefix + key;
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
    if (check === undefined) throw unknown(name);
    if (value !== undefined && !check.ok(value)) throw invalid(name, check.expected, value);
  }
}

function invalid(name: string, expected: string, value: unknown): FaultlineError {
  const message = `Option "${name}" of createFaultline is ${show(value)}; give ${expected}.`;
  return new FaultlineError('FLT_OPTION_INVALID', message);
}

function unknown(name: string): FaultlineError {
  const names = Object.keys(CHECKS);
  const near = names.find((known) => distance(known.toLowerCase(), name.toLowerCase()) <= 2);
  const cure = near === undefined ? `use one of ${names.join(', ')}` : `did you mean "${near}"?`;
  return new FaultlineError('FLT_OPTION_UNKNOWN', `createFaultline has no option "${name}"; ${cure}`);
}

function oneOf(...values: readonly string[]): Check {
  return {
    expected: values.map((value) => `"${value}"`).join(' or '),
    ok: (value) => values.includes(value as string),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecordOf(ok: (member: unknown) => boolean): (value: unknown) => boolean {
  // A Map has no members to check, and none would be read.
  return (value) => isRecord(value) && !(value instanceof Map) && Object.values(value).every(ok);
}

/** Names that the protocol, this library or an exception gives a meaning. */
const TAKEN: ReadonlySet<string> = new Set([
  'connection',
  'date',
  'keep-alive',
  'vary',
  'x-content-type-options',
]);

function isFree(name: string): boolean {
  return isKept(name) && !isForwardable(name) && !TAKEN.has(name);
}

/** IPv4 or IPv6; a range or a name would trust nobody. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*)$/i;

function isTrust(value: unknown): boolean {
  if (Array.isArray(value))
    return value.every((address) => typeof address === 'string' && ADDRESS.test(address));
  return value === false || typeof value === 'function';
}

function areFormats(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((format) => FORMATS.has(format)) && new Set(value).size === value.length;
}

function isLogger(value: unknown): boolean {
  if (value === false) return true;
  if (!isRecord(value)) return false;
  return ['error', 'warn', 'info', 'debug'].every((level) => typeof value[level] === 'function');
}

function areRecognizers(value: unknown): boolean {
  return Array.isArray(value) && value.every(isRecognizer);
}

export function isRecognizer(value: unknown): value is Recognizer {
  try {
    if (!isRecord(value)) return false;
    const { name, marks, recognize } = value;
    const marked = marks === undefined || (isRecord(marks) && Object.values(marks).every(Array.isArray));
    return typeof name === 'string' && name !== '' && typeof recognize === 'function' && marked;
  } catch {
    return false;
  }
}

/** Levenshtein distance; option names are short. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, swap));
    }
    row = next;
  }
  return row[b.length]!;
}
