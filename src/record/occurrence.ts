/** One failure as it is kept: the same shape whatever was thrown, safe to write as one line. */

import { toJson, type JsonOptions } from '../json.ts';
import { parseTraceparent } from '../http/correlation.ts';
import type { Decided, ErrorView, Fault, JsonValue, RequestFacts } from '../model.ts';
import { framesOf, neutral } from './neutral.ts';
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
  /** Absent when it could not be read. */
  readonly request?: RecordedRequest;
  /** Faults found on the way: ignored options, recognizers that threw, answers that were replaced. */
  readonly notes?: readonly string[];
}

export interface RecordedError {
  readonly name: string;
  /** Name of its class, where `name` does not tell: many are just called `Error`. */
  readonly type?: string;
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

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Builds the record. Reads through guarded views and facts only. */
export function toOccurrence(
  decided: Decided,
  facts: RequestFacts,
  replaced: string | undefined,
): Occurrence {
  const { captured, family, recognition } = decided.classified;
  const occurrence: Mutable<Occurrence> = {
    correlationId: captured.correlationId,
    code: decided.code,
    status: decided.status,
    fault: decided.fault,
    family,
    error: toRecordedError(captured.view, 1),
  };
  if (captured.causes.length > 0) {
    // The nearest tell most: each cause has less room than the one before it, and 32 of them no more than four.
    occurrence.causes = captured.causes.map((cause, index) => toRecordedError(cause, 1 / (index + 2)));
  }
  const internal = recognition.internal === undefined ? undefined : toJson(recognition.internal, INTERNAL);
  if (internal !== undefined) occurrence.internal = internal;
  const request = toRecordedRequest(facts);
  if (request !== undefined) occurrence.request = request;
  const notes = replaced === undefined ? decided.notes : [...decided.notes, replaced];
  if (notes.length > 0) occurrence.notes = notes.map((note) => neutral(note, MAX_SHORT));
  return redact(occurrence);
}

function toRecordedError(view: ErrorView, share: number): RecordedError {
  const name = view.read('name');
  const recorded: Mutable<RecordedError> = {
    name: neutral(typeof name === 'string' && name !== '' ? name : kindOf(view.value), MAX_SHORT),
    message: neutral(messageOf(view), Math.ceil(MAX_MESSAGE * share)),
  };
  const type = view.isError ? nameOfClass(view.read('constructor')) : undefined;
  if (typeof type === 'string' && type !== '' && type !== name) recorded.type = neutral(type, MAX_SHORT);
  const code = view.read('code');
  if (typeof code === 'string' || typeof code === 'number') recorded.code = neutral(String(code), MAX_SHORT);
  const stack = view.isError ? view.read('stack') : undefined;
  if (typeof stack !== 'string') return recorded;
  const frames = framesOf(stack, view.message, Math.ceil(MAX_STACK * share));
  if (frames !== undefined) recorded.stack = frames;
  return recorded;
}

function nameOfClass(constructor: unknown): unknown {
  try {
    return typeof constructor === 'function' ? constructor.name : undefined;
  } catch {
    return undefined;
  }
}

function messageOf({ value, message, isError }: ErrorView): string {
  if (isError || typeof value === 'string') return message;
  if (typeof value === 'object' && value !== null) return JSON.stringify(toJson(value, INTERNAL));
  return typeof value === 'function' ? 'a function' : primitiveToText(value);
}

function primitiveToText(value: unknown): string {
  return typeof value === 'bigint' ? `${value}n` : String(value);
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

/** Facts come from a framework's objects, which may fail like anything else: the record is kept without them. */
function toRecordedRequest(facts: RequestFacts): RecordedRequest | undefined {
  try {
    const { method, url, route, remoteAddress } = facts;
    const target = url.replace(AUTHORITY, '');
    const query = target.indexOf('?');
    const request: Mutable<RecordedRequest> = {
      method: neutral(method, 32),
      path: neutral(query < 0 ? target : target.slice(0, query), 2048),
    };
    if (route !== undefined) request.route = neutral(route, MAX_SHORT);
    if (remoteAddress !== undefined) request.remoteAddress = neutral(remoteAddress, 64);
    const traceparent = parseTraceparent(facts.header('traceparent'));
    if (traceparent !== undefined) request.traceparent = traceparent;
    return request;
  } catch {
    return undefined;
  }
}

/** Of an absolute request target (RFC 9112, section 3.2.2), which may hold credentials. */
const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

const INTERNAL: JsonOptions = {
  limits: { depth: 8, members: 200, text: MAX_MESSAGE, values: 2000, total: 65_536 },
  unknown: describe,
  text: (value) => neutral(value, MAX_MESSAGE),
};

/** Errors by name and message; of other objects only what they are (D13). */
function describe(value: object): JsonValue {
  if (!(value instanceof Error)) return `[${Object.prototype.toString.call(value).slice(8, -1)}]`;
  const { name, message }: { name: unknown; message: unknown } = value;
  return { name: toText(name), message: toText(message) };
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : kindOf(value);
}
