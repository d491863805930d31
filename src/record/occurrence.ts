/** One failure as it is kept: the same shape whatever was thrown, safe to write as one line. */

import { toJson, type JsonOptions } from '../json.ts';
import type { Decided, Fault, JsonValue, RequestFacts } from '../model.ts';
import { describe, type Redaction, type Redactor } from '../redact/index.ts';
import { toRecordedError, type ErrorWriter, type RecordedError } from './error.ts';
import { toRecordedRequest, type RecordedRequest } from './request.ts';
import { writeFrames, writeOf, type Write } from './write.ts';

/**
 * The record of one failure: what the logger gets, and what a store keeps. Plain JSON data, freed of secrets;
 * `JSON.parse(JSON.stringify(occurrence))` equals it. No member is named as a logger names its own (`level`,
 * `time`, `msg`), and what an application or a client provides is always a value, never a member's name at
 * the top, so that nothing can take their place.
 */
export interface Occurrence {
  /** The reference that the client got. */
  readonly correlationId: string;
  /** What was answered, SCREAMING_SNAKE. */
  readonly code: string;
  /** What was answered; 499 for a client that went away. */
  readonly status: number;
  readonly fault: Fault;
  /** The recognizer that knew the error, or `unexpected`. */
  readonly family: string;
  readonly error: RecordedError;
  /** Causes and aggregate parts, nearest first, at most 32. */
  readonly causes?: readonly RecordedError[];
  /** The exception's `internal`: at most 8 levels, 200 members each, 2,000 values and 64 kB in all. */
  readonly internal?: JsonValue;
  /** Absent when it could not be read, and where there was none. */
  readonly request?: RecordedRequest;
  /** Faults found on the way: ignored options, recognizers that threw, answers that were replaced. */
  readonly notes?: readonly string[];
  /** It came in a storm of its kind: stacks were not read, those of others like it were. */
  readonly unsampled?: true;
}

const MAX_MESSAGE = 8192;
const MAX_NOTE = 512;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Builds the record. Reads through guarded views and facts only.
 * @param stacks `false`: none is read, and the record says so
 */
export function toOccurrence(
  decided: Decided,
  facts: RequestFacts,
  replaced: string | undefined,
  redactor: Redactor,
  stacks = true,
): Occurrence {
  const { captured, family, recognition } = decided.classified;
  const redaction = redactor.on(routeOf(facts));
  const write = writeOf(redaction);
  const json = jsonOf(write, redaction);
  const writer: ErrorWriter = {
    write,
    status: decided.status,
    stacks,
    frames: (frames, limit) => writeFrames(frames, limit, redaction),
    object: (value) => JSON.stringify(toJson(value, json)),
  };
  const occurrence: Mutable<Occurrence> = {
    correlationId: captured.correlationId,
    code: decided.code,
    status: decided.status,
    fault: decided.fault,
    family,
    error: toRecordedError(captured.view, 1, writer),
  };
  if (captured.causes.length > 0) {
    // The nearest tell most: each cause has less room than the one before it, and 32 of them no more than four.
    occurrence.causes = captured.causes.map((cause, index) =>
      toRecordedError(cause, 1 / (index + 2), writer),
    );
  }
  const internal = recognition.internal === undefined ? undefined : toJson(recognition.internal, json);
  if (internal !== undefined) occurrence.internal = internal;
  const request = toRecordedRequest(facts, write);
  if (request !== undefined) occurrence.request = request;
  const notes = replaced === undefined ? decided.notes : [...decided.notes, replaced];
  if (notes.length > 0) occurrence.notes = notes.map((note) => write(note, MAX_NOTE));
  if (!stacks) occurrence.unsampled = true;
  return occurrence;
}

function jsonOf(write: Write, redaction: Redaction): JsonOptions {
  return {
    limits: { depth: 8, members: 200, text: MAX_MESSAGE, values: 2000, total: 65_536 },
    unknown: describe,
    member: redaction.member,
    text: (value, key) => write(value, MAX_MESSAGE, key),
  };
}

/** Facts come from a framework's objects, which may fail like anything else. */
export function routeOf(facts: RequestFacts): string | undefined {
  try {
    return facts.route;
  } catch {
    return undefined;
  }
}
