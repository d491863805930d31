/** Stage 3. Which values the answer has. Never looks at a message. */

import { isForwardable, requiredHeaders } from '../http/headers.ts';
import { genericCode } from '../http/status.ts';
import { isCode, isErrorStatus, isHeaderValue } from '../http/syntax.ts';
import type { Classified, Decided, Fault, LogLevel, Plan, Recognition, Stage } from '../model.ts';

export const decide: Stage<Classified, Decided> = (classified, plan) => {
  const { recognition } = classified;
  const status = statusOf(recognition, plan);
  const fault = recognition.fault ?? (status < 500 ? 'client' : 'server');
  return {
    classified,
    status,
    code: isCode(recognition.code) ? recognition.code : genericCode(status),
    fault,
    level: levelOf(fault, recognition.expected === true),
    retryable: typeof recognition.retryable === 'boolean' ? recognition.retryable : undefined,
    headers: headersOf(recognition, status),
    notes: classified.notes,
  };
};

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

/** What the status requires, unless the answer has its own. */
function headersOf(recognition: Recognition, status: number): Readonly<Record<string, string>> | undefined {
  const required = requiredHeaders(status);
  const { headers, retryAfter } = recognition;
  if (required === undefined && headers === undefined && retryAfter === undefined) return undefined;
  const allowed: Record<string, string> = { ...required };
  for (const [name, value] of entriesOf(headers)) {
    const text = toHeaderValue(value);
    if (isForwardable(name) && isHeaderValue(text)) allowed[name.toLowerCase()] = text;
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
