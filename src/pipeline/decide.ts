/** Stage 3. Which values the answer has, and which body. Never looks at a message. */

import { isForwardable, isOfStatus, requiredHeaders } from '../http/headers.ts';
import { genericCode } from '../http/status.ts';
import { exceptionNameOf } from '../error-view.ts';
import { isCode, isErrorStatus, isHeaderValue } from '../http/syntax.ts';
import type { Classified, Decided, Fault, LogLevel, Plan, Recognition, Stage } from '../model.ts';
import type { Opening } from '../detail/plan.ts';
import type { Selection } from '../policy.ts';

export const decide: Stage<Classified, Decided> = (classified, plan) => {
  const { recognition } = classified;
  const own = ownOf(recognition, plan);
  const selection = selectionOf(classified, own, plan);
  const { values, source } = selection ?? NOTHING;
  const opening = plan.detail.openingFor(classified.captured.facts, () => plan.now());
  const status = source?.status ?? values?.status ?? own.status;
  // Whose failure it was does not depend on how it is told.
  const fault = recognition.fault ?? (own.status < 500 ? 'client' : 'server');
  return {
    classified,
    status,
    code: values?.code ?? own.code,
    fault,
    level: levelOf(fault, recognition.expected === true),
    retryable: values?.retryable ?? retryableOf(recognition),
    headers: headersOf(recognition, own.status, status),
    own,
    opening,
    selection,
    notes: notesOf(classified, opening),
  };
};

/** Who opened an answer to outsiders, or tried to, is recorded. */
function notesOf({ notes }: Classified, { token }: Opening): readonly string[] {
  return token === undefined ? notes : [...notes, `a detail token was ${token}`];
}

const NOTHING: Partial<Selection> = Object.freeze({});

/** What the library answers where no configuration says otherwise. */
function ownOf(recognition: Recognition, plan: Plan): Decided['own'] {
  const status = statusOf(recognition, plan);
  return { status, code: isCode(recognition.code) ? recognition.code : genericCode(status) };
}

function selectionOf({ captured }: Classified, own: Decided['own'], { policy }: Plan): Selection | undefined {
  if (policy === undefined) return undefined;
  const error = { code: own.code, name: exceptionNameOf(captured.view), status: own.status };
  return policy.select(error, captured.facts);
}

function retryableOf({ retryable }: Recognition): boolean | undefined {
  return typeof retryable === 'boolean' ? retryable : undefined;
}

function statusOf(recognition: Recognition, plan: Plan): number {
  if (recognition.statusIsDefault === true) return plan.defaultStatus;
  return isErrorStatus(recognition.status) ? recognition.status : 500;
}

/** An outcome that the application foresaw is never an `error`, however it is answered. */
function levelOf(fault: Fault, expected: boolean): LogLevel {
  if (fault === 'abort') return 'debug';
  if (fault === 'client') return 'info';
  return expected ? 'warn' : 'error';
}

/**
 * What the status requires, unless the answer has its own. Headers that tell of the error's own status do not go
 * with another one: a 401 that is answered 404 must not send its challenge.
 */
function headersOf(
  recognition: Recognition,
  own: number,
  status: number,
): Readonly<Record<string, string>> | undefined {
  const required = requiredHeaders(status);
  const { headers, retryAfter } = recognition;
  if (required === undefined && headers === undefined && retryAfter === undefined) return undefined;
  const allowed: Record<string, string> = { ...required };
  for (const [name, value] of entriesOf(headers)) {
    const text = toHeaderValue(value);
    if (!isForwardable(name) || !isHeaderValue(text)) continue;
    if (own === status || !isOfStatus(name)) allowed[name.toLowerCase()] = text;
  }
  const after = toRetryAfter(retryAfter);
  if (after !== undefined) allowed['retry-after'] = after;
  return allowed;
}

/** Node takes numbers and lists too, and http-errors hands them on. */
function toHeaderValue(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.join(', ') : value;
}

/** Headers come from an error object: reading them may do anything. */
function entriesOf(headers: unknown): readonly [string, unknown][] {
  if (typeof headers !== 'object' || headers === null) return [];
  try {
    return Object.entries(headers);
  } catch {
    return [];
  }
}

const MAX_SECONDS = 1e9;

/** `Retry-After`: whole seconds, or an HTTP date (RFC 9110, section 10.2.3). */
function toRetryAfter(value: unknown): string | undefined {
  if (typeof value === 'number')
    return value >= 0 && value <= MAX_SECONDS ? String(Math.ceil(value)) : undefined;
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toUTCString() : undefined;
}
