/** The check that refuses at start what is no option, or has a value it cannot have. */

import { FaultlineError, show } from './codes.ts';
import { isForwardable, isKept } from './http/headers.ts';
import { isErrorStatus, isHeaderName } from './http/syntax.ts';
import { isRecord } from './is-record.ts';
import { nearest } from './near.ts';
import { checkDetailOptions } from './detail/options.ts';
import { PRESETS } from './renderers/presets/index.ts';
import { checkRedactOptions } from './redact/index.ts';
import type { FaultlineOptions } from './options.ts';
import type { Recognizer } from './model.ts';

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
  config: { expected: 'the path of a JSON file, or an object', ok: isSource },
  serverErrors: { expected: 'the path of a JSON file, or an object', ok: isSource },
  watch: boolean,
  format: {
    expected: `one of ${Object.keys(PRESETS).map(quoted).join(', ')}, or renderers made by defineRenderer`,
    ok: isFormat,
  },
  transform: { expected: 'a function', ok: isFunction },
  stylesheet: { expected: 'a path, or a URL of http or https', ok: (value) => typeof value === 'string' },
  formats: { expected: 'a non-empty array of "json", "xml", "text", "html", each once', ok: areFormats },
  defaultStatus: { expected: 'an integer from 400 to 599', ok: isErrorStatus },
  trustStatus: oneOf('application', 'always', 'never'),
  recognizers: { expected: 'an array of recognizers, each made by defineRecognizer', ok: areRecognizers },
  families: { expected: 'true or false by name of family', ok: isRecordOf((on) => typeof on === 'boolean') },
  statuses: { expected: 'integers from 400 to 599 by code', ok: isRecordOf(isErrorStatus) },
  redact: { expected: 'false or an object', ok: (value) => value === false || isRecord(value) },
  now: { expected: 'a function that returns milliseconds since 1970', ok: isFunction },
  store: { expected: 'false, or a store such as memoryStore()', ok: isStore },
  record: { expected: 'an object', ok: isRecord },
  'record.headers': { expected: 'an array of names of headers', ok: areHeaderNames },
  'record.stacksPerSecond': {
    expected: 'a number from 1, or Infinity',
    ok: (value) => typeof value === 'number' && value >= 1,
  },
  release: {
    expected: 'text of 1 to 200 characters',
    ok: (value) => typeof value === 'string' && value.length >= 1 && value.length <= 200,
  },
  alerts: { expected: 'an object', ok: isRecord },
  observers: { expected: 'an array of objects with a function observe', ok: areObservers },
  logger: { expected: 'false, or an object with the functions error, warn, info and debug', ok: isLogger },
};

/** @throws FaultlineError naming the option, what was received, and the cure */
export function checkFaultlineOptions(options: unknown): asserts options is FaultlineOptions {
  try {
    if (!isRecord(options)) throw invalid('options', 'an object', options);
    checkMembers(options, '');
    // What is inherited is no option.
    const own = Object.assign(Object.create(null) as typeof options, options);
    const { correlation, detail, record, redact } = own;
    if (isRecord(correlation)) checkMembers(correlation, 'correlation.');
    if (isRecord(record)) checkMembers(record, 'record.');
    checkDetailOptions(detail);
    checkRedactOptions(redact);
    checkWatch(own);
  } catch (error) {
    // A getter or a Proxy may throw anything.
    throw error instanceof FaultlineError ? error : invalid('options', 'an object that can be read', options);
  }
}

/** Objects have nothing to look at. */
function checkWatch({ watch, config, serverErrors }: Record<string, unknown>): void {
  if (watch !== true || typeof config === 'string' || typeof serverErrors === 'string') return;
  throw new FaultlineError(
    'FLT_OPTION_INVALID',
    'Option "watch" of createFaultline is true, but there is no file to watch; give "config" or "serverErrors" as the path of one, or leave "watch" out.',
  );
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
  const near = nearest(name, names);
  const cure = near === undefined ? `use one of ${names.join(', ')}` : `did you mean "${near}"?`;
  return new FaultlineError('FLT_OPTION_UNKNOWN', `createFaultline has no option "${name}"; ${cure}`);
}

function oneOf(...values: readonly string[]): Check {
  return {
    expected: values.map((value) => `"${value}"`).join(' or '),
    ok: (value) => values.includes(value as string),
  };
}

function quoted(name: string): string {
  return `"${name}"`;
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isSource(value: unknown): boolean {
  return typeof value === 'string' ? value !== '' : isRecord(value);
}

function isFormat(value: unknown): boolean {
  if (typeof value === 'string') return Object.hasOwn(PRESETS, value);
  const renderers = Array.isArray(value) ? value : [value];
  return renderers.length > 0 && renderers.every(isRecord);
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

function isStore(value: unknown): boolean {
  if (value === false) return true;
  if (!isRecord(value)) return false;
  return ['put', 'subscribe', 'find', 'flush', 'status', 'close'].every(
    (name) => typeof value[name] === 'function',
  );
}

function areHeaderNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' && isHeaderName(name));
}

function areObservers(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((observer) => isRecord(observer) && typeof observer['observe'] === 'function')
  );
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
