/** `server_error.json`: texts by status, as PingIntelligence has them (R2 to R9). */

import { show } from '../codes.ts';
import { isErrorStatus } from '../http/syntax.ts';
import { phraseOf } from '../http/status.ts';
import { isRecord } from '../is-record.ts';
import { member } from './pointer.ts';
import { runAtOnce } from '../slices.ts';
import { takeSource, type Reading } from './source.ts';
import { suggest } from './suggest.ts';
import type { Report } from '../policy.ts';

/** The texts are literal: they have no placeholders. */
export interface ServerError {
  /** A status (`500`) or a class of them (`5xx`). */
  readonly key: string;
  /** `error_def`, on one line. */
  readonly title: string;
  /** `msg_body`, as it stands. */
  readonly message: string;
  /** Where it stands in the file. */
  readonly pointer: string;
  /** `title` as a reason phrase; `undefined` where it has characters that a status line cannot have. */
  readonly phrase: string | undefined;
}

export interface ServerErrors {
  readonly errors: readonly ServerError[];
  /** What is allowed, and probably meant otherwise. */
  readonly warnings: readonly string[];
  /** Absolute path; `undefined` for an object. */
  readonly file: string | undefined;
}

const NAMES: readonly string[] = ['error_code', 'error_def', 'msg_body'];

/** Characters. `error_def` goes into the status line, which clients and proxies read into small buffers. */
const MAX_LENGTH = { error_def: 200, msg_body: 4096 } as const;

/**
 * All of `readServerErrors` at once.
 * @param source the path of the file, from the working directory, or what is in it
 */
export function loadServerErrors(source: string | object): ServerErrors {
  return runAtOnce(readServerErrors(takeSource(source, 'serverErrors')));
}

/**
 * Yields often. An empty list is valid; a file that is missing is not.
 * @throws ConfigError naming everything that is wrong with it
 */
export function* readServerErrors(reading: Reading): Generator<void, ServerErrors> {
  const { name, data, file, faults } = yield* reading;
  const warnings: string[] = [];
  const warn: Report = (pointer, problem, cure) => {
    warnings.push(`${name} ${pointer}: ${problem}; ${cure}`);
  };
  const errors: ServerError[] = [];
  for (const [index, entry] of (yield* entriesOf(data, faults.report)).entries()) {
    const error = yield* read(entry, `/server_error/${index}`, faults.report, warn);
    if (error !== undefined) errors.push(error);
    yield;
  }
  yield* checkUnique(errors, faults.report);
  yield* faults.throwInSteps();
  return { errors, warnings, file };
}

function* entriesOf(data: unknown, report: Report): Generator<void, readonly unknown[]> {
  const cure = 'give { "server_error": [] }, with an entry for each status';
  if (!isRecord(data)) {
    report('', `is ${show(data)}`, cure);
    return [];
  }
  yield* checkNames(data, '', ['server_error'], report);
  const entries = data['server_error'];
  if (Array.isArray(entries)) return entries as unknown[];
  if (entries === undefined) report('', 'has no "server_error"', cure);
  else report('/server_error', `is ${show(entries)}`, 'give an array, with an entry for each status');
  return [];
}

function* read(
  entry: unknown,
  pointer: string,
  report: Report,
  warn: Report,
): Generator<void, ServerError | undefined> {
  if (!isRecord(entry)) {
    report(pointer, `is ${show(entry)}`, `give an object with ${NAMES.join(', ')}`);
    return undefined;
  }
  yield* checkNames(entry, pointer, NAMES, report);
  const key = readCode(entry, pointer, report);
  const definition = readText(entry, 'error_def', pointer, report);
  const message = readText(entry, 'msg_body', pointer, report);
  if (key === undefined || definition === undefined || message === undefined) return undefined;
  const title = onOneLine(definition);
  if (definition.search(CONTROL) >= 0)
    warn(`${pointer}/error_def`, 'has line breaks or controls, which are left out', 'write it on one line');
  const standard = key.endsWith('xx') ? title : phraseOf(Number(key));
  if (title !== standard)
    warn(`${pointer}/error_def`, `is ${show(title)}`, `${key} is ${show(standard)} by the standard`);
  return { key, title, message, pointer, phrase: /^[ -~]*$/.test(title) ? title : undefined };
}

function* checkNames(
  data: Readonly<Record<string, unknown>>,
  pointer: string,
  known: readonly string[],
  report: Report,
): Generator<void, void> {
  for (const name of Object.keys(data)) {
    if (known.includes(name) || name === '__proto__') continue;
    report(member(pointer, name), 'is unknown here', suggest(name, known));
    yield;
  }
}

const CODE_CURE = 'give a status from 400 to 599, "4xx" or "5xx"';

function readCode(
  entry: Readonly<Record<string, unknown>>,
  pointer: string,
  report: Report,
): string | undefined {
  const code = entry['error_code'];
  if (code === undefined) report(pointer, 'has no "error_code"', CODE_CURE);
  else if (isErrorStatus(code)) return String(code);
  else if (typeof code === 'string' && /^[45](?:[0-9]{2}|xx)$/i.test(code)) return code.toLowerCase();
  else report(`${pointer}/error_code`, `is ${show(code)}`, CODE_CURE);
  return undefined;
}

function readText(
  entry: Readonly<Record<string, unknown>>,
  name: keyof typeof MAX_LENGTH,
  pointer: string,
  report: Report,
): string | undefined {
  const text = entry[name];
  const most = MAX_LENGTH[name];
  if (typeof text === 'string' && text.length > most) {
    report(
      `${pointer}/${name}`,
      `has ${text.length} characters`,
      `give a text of at most ${most} characters`,
    );
    return undefined;
  }
  if (typeof text === 'string' && onOneLine(text) !== '') return text;
  if (text === undefined)
    report(pointer, `has no "${name}"`, 'give all three: error_code, error_def, msg_body');
  else report(`${pointer}/${name}`, `is ${show(text)}`, 'give a text that is not empty');
  return undefined;
}

// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** It becomes a reason phrase, where a line break would begin a header. */
function onOneLine(text: string): string {
  return text.replace(CONTROL, ' ').trim();
}

function* checkUnique(errors: readonly ServerError[], report: Report): Generator<void, void> {
  const first = new Map<string, string>();
  for (const { key, pointer } of errors) {
    yield;
    const owner = first.get(key);
    if (owner === undefined) first.set(key, pointer);
    else report(`${pointer}/error_code`, `is "${key}", as in ${owner}`, 'keep one of the two');
  }
}
