import type { Debug, FieldError, JsonValue, Problem, Shown } from '../model.ts';

/**
 * What a renderer of yours is given: all that the client may be told. A frozen copy to its depths; nothing in it leads
 * to the thrown value, the request or the record.
 */
export interface ProblemView {
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly code: string;
  readonly correlationId: string;
  readonly errors: readonly FieldError[] | undefined;
  readonly details: JsonValue | undefined;
  readonly retryable: boolean | undefined;
  /** Language of the detail, or else of the title, where a translation was chosen (RFC 5646). */
  readonly language: string | undefined;
  /** What the `detail` options opened. */
  readonly shown: Shown | undefined;
  /** In debug mode: what was thrown. */
  readonly debug: Debug | undefined;
}

export function viewOf(problem: Problem): ProblemView {
  const { status, title, detail, code, correlationId, retryable, language } = problem;
  return Object.freeze({
    status,
    title,
    detail,
    code,
    correlationId,
    errors: frozen(problem.errors),
    details: frozen(problem.details),
    retryable,
    language,
    shown: frozen(problem.shown),
    debug: frozen(problem.debug),
  });
}

/** A frozen copy of plain data. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozen)) as T;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => [key, frozen(member)]);
  return Object.freeze(Object.fromEntries(entries)) as T;
}
