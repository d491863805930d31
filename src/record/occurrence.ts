/** One failure as it is kept: the same shape whatever was thrown, safe to write as one line. */

import { cut, toJson, type JsonOptions } from '../json.ts';
import { parseTraceparent } from '../http/correlation.ts';
import type { Decided, ErrorView, Fault, JsonValue, RequestFacts } from '../model.ts';
import { redact } from './redact.ts';

/** The record of one failure. No member is named as a logger names its own (`level`, `time`, `msg`). */
export interface Occurrence {
  readonly correlationId: string;
  readonly code: string;
  /** What was answered; 499 for a client that went away. */
  readonly status: number;
  readonly fault: Fault;
  /** The recognizer that knew the error, or `unexpected`. */
  readonly family: string;
  readonly error: RecordedError;
  /** Causes and aggregate parts, nearest first, at most 32. */
  readonly causes?: readonly RecordedError[];
  /** The exception's `internal`. */
  readonly internal?: JsonValue;
  readonly request: RecordedRequest;
  /** Faults found on the way: ignored options, recognizers that threw, answers that were replaced. */
  readonly notes?: readonly string[];
}

export interface RecordedError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  /** Frames only, a line each; the head line is `name` and `message`. */
  readonly stack?: string;
}

export interface RecordedRequest {
  readonly method: string;
  /** Without its query, which often holds secrets. */
  readonly path: string;
  readonly route?: string;
  readonly remoteAddress?: string;
  readonly traceparent?: string;
}

const MAX_MESSAGE = 8192;
const MAX_STACK = 16_384;
const MAX_SHORT = 512;

/** Builds the record. Reads through guarded views and facts only. */
export function toOccurrence(
  decided: Decided,
  facts: RequestFacts,
  replaced: string | undefined,
): Occurrence {
  const { captured, family, recognition } = decided.classified;
  const notes = replaced === undefined ? decided.notes : [...decided.notes, replaced];
  const internal = recognition.internal === undefined ? undefined : toJson(recognition.internal, INTERNAL);
  return redact({
    correlationId: captured.correlationId,
    code: decided.code,
    status: decided.status,
    fault: decided.fault,
    family,
    error: toRecordedError(captured.view),
    ...(captured.causes.length > 0 && { causes: captured.causes.map(toRecordedError) }),
    ...(internal !== undefined && { internal }),
    request: toRecordedRequest(facts),
    ...(notes.length > 0 && { notes: notes.map((note) => neutral(note, MAX_SHORT)) }),
  });
}

function toRecordedError(view: ErrorView): RecordedError {
  const name = view.read('name');
  const code = view.read('code');
  const stack = view.isError ? framesOf(view) : undefined;
  return {
    name: neutral(typeof name === 'string' && name !== '' ? name : kindOf(view.value), MAX_SHORT),
    message: neutral(messageOf(view), MAX_MESSAGE),
    ...((typeof code === 'string' || typeof code === 'number') && { code: neutral(String(code), MAX_SHORT) }),
    ...(stack !== undefined && { stack }),
  };
}

function messageOf({ value, message, isError }: ErrorView): string {
  if (isError || typeof value === 'string') return message;
  if (typeof value === 'object' && value !== null) {
    const data = toJson(value, INTERNAL);
    return data === undefined ? kindOf(value) : JSON.stringify(data);
  }
  return typeof value === 'function' ? 'a function' : primitiveToText(value);
}

function primitiveToText(value: unknown): string {
  return typeof value === 'bigint' ? `${value}n` : String(value);
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

/** The stack without its head, which repeats the message: a message must not pose as frames. */
function framesOf(view: ErrorView): string | undefined {
  const stack = view.read('stack');
  if (typeof stack !== 'string') return undefined;
  const head = view.message === '' ? -1 : stack.indexOf(view.message);
  const from = stack.indexOf('\n    at ', head < 0 ? 0 : head + view.message.length);
  if (from < 0) return undefined;
  return cut(stack.slice(from + 1, from + 2 * MAX_STACK), MAX_STACK)
    .split('\n')
    .map((line) => neutral(line.trim(), MAX_SHORT))
    .join('\n');
}

function toRecordedRequest(facts: RequestFacts): RecordedRequest {
  const { route, remoteAddress } = facts;
  const traceparent = parseTraceparent(facts.header('traceparent'));
  const query = facts.url.indexOf('?');
  return {
    method: neutral(facts.method, 32),
    path: neutral(query < 0 ? facts.url : facts.url.slice(0, query), 2048),
    ...(route !== undefined && { route: neutral(route, MAX_SHORT) }),
    ...(remoteAddress !== undefined && { remoteAddress: neutral(remoteAddress, 64) }),
    ...(traceparent !== undefined && { traceparent }),
  };
}

/** Line breaks, other controls, and marks that turn text around: what forges log lines or fools a terminal. */
const UNSAFE =
  // oxlint-disable-next-line no-control-regex -- control characters are what it is for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/u;
const EVERY_UNSAFE = new RegExp(UNSAFE.source, 'gu');

/** One line of visible text: unsafe characters are written as their code point, `\u{a}`. */
function neutral(value: string, limit: number): string {
  const short = cut(value, limit);
  if (!UNSAFE.test(short)) return short;
  return short.replace(EVERY_UNSAFE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

const INTERNAL: JsonOptions = {
  limits: { depth: 8, members: 200, text: MAX_MESSAGE, values: 2000 },
  unknown: describe,
  text: (value) => neutral(value, MAX_MESSAGE),
};

/** Errors by name and message; of other objects only what they are (D13). */
function describe(value: object): JsonValue {
  if (!(value instanceof Error)) return `[${Object.prototype.toString.call(value).slice(8, -1)}]`;
  const { name, message }: { name: unknown; message: unknown } = value;
  return { name: neutral(toText(name), MAX_SHORT), message: neutral(toText(message), MAX_MESSAGE) };
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : kindOf(value);
}
