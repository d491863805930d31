/**
 * Stage 4. The only gate: nothing reaches a client that was not minted here as `Vetted`. Vetted is what the
 * author of a text wrote for clients, and what the library wrote. In debug mode the real message passes too.
 */

import { genericCode, phraseOf } from '../http/status.ts';
import { cut, toJson, type JsonOptions } from '../json.ts';
import type {
  Debug,
  Decided,
  ErrorView,
  FieldError,
  JsonValue,
  Plan,
  Problem,
  RequestFacts,
  Stage,
  Vetted,
  VettedFieldError,
} from '../model.ts';

const MAX_TEXT = 2048;
const MAX_FIELD_ERRORS = 100;
const MAX_STACK_LINES = 50;

export const disclose: Stage<Decided, Problem> = (decided, plan) => {
  const { classified, status, retryable, headers } = decided;
  const { captured, recognition } = classified;
  const debug = plan.mode === 'debug' ? debugOf(captured.view, captured.causes, plan) : undefined;
  const own = ownDetailOf(decided, debug);
  const errors = fieldErrorsOf(recognition.errors);
  const details = detailsOf(recognition.details);
  const nothingOwn = own === undefined && errors === undefined && details === undefined;
  return {
    status,
    title: titleOf(status),
    detail: own ?? genericDetail(status, captured.correlationId),
    code: vet(decided.code),
    correlationId: captured.correlationId,
    errors,
    details,
    retryable,
    headers,
    debug,
    generic:
      nothingOwn && retryable === undefined && debug === undefined && decided.code === genericCode(status),
    ownMessageVetted: recognition.exposeMessage === true,
    abandoned: decided.fault === 'abort',
    facts: captured.facts,
  };
};

/** The answer of which nothing is known but its status. */
export function genericProblem(status: number, correlationId: string): Problem {
  return {
    status,
    title: titleOf(status),
    detail: genericDetail(status, correlationId),
    code: vet(genericCode(status)),
    correlationId,
    errors: undefined,
    details: undefined,
    retryable: undefined,
    headers: undefined,
    debug: undefined,
    generic: true,
    ownMessageVetted: false,
    abandoned: false,
    facts: NOWHERE,
  };
}

const NOWHERE: RequestFacts = { method: 'GET', url: '/', header: () => undefined };

/** The mint. Callers vouch that the text was written for clients. */
function vet(text: string): Vetted {
  return (text.length > MAX_TEXT ? cut(text, MAX_TEXT) : text) as Vetted;
}

/** Of `about:blank`, a problem's title is the status phrase (RFC 9457, section 4.2.1). */
function titleOf(status: number): Vetted {
  return vet(phraseOf(status));
}

function ownDetailOf(decided: Decided, debug: Debug | undefined): Vetted | undefined {
  const { captured, recognition } = decided.classified;
  const message = recognition.exposeMessage === true ? captured.view.message : recognition.message;
  if (typeof message === 'string' && message !== '') return vet(message);
  return debug !== undefined && debug.message !== '' ? vet(debug.message) : undefined;
}

/** A client's mistake is named by its status; only a failure of ours needs help. */
function genericDetail(status: number, correlationId: string): Vetted | undefined {
  return status < 500 ? undefined : vet(`${UNEXPECTED} ${correlationId}.`);
}

const UNEXPECTED = 'An unexpected error occurred. If you need help, mention this reference:';

function fieldErrorsOf(errors: unknown): readonly VettedFieldError[] | undefined {
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  const vetted: VettedFieldError[] = [];
  const count = Math.min(errors.length, MAX_FIELD_ERRORS);
  for (let index = 0; index < count; index++) {
    const field = fieldErrorOf(errors, index);
    if (field !== undefined) vetted.push(field);
  }
  return vetted.length === 0 ? undefined : vetted;
}

function fieldErrorOf(errors: readonly unknown[], index: number): VettedFieldError | undefined {
  try {
    const { pointer, message, code } = errors[index] as Partial<FieldError>;
    if (typeof pointer !== 'string' || typeof message !== 'string') return undefined;
    if (typeof code !== 'string') return { pointer: vet(pointer), message: vet(message) };
    return { pointer: vet(pointer), message: vet(message), code: vet(code) };
  } catch {
    return undefined;
  }
}

/** Data for the client. Objects that are not plain data - errors, entities, requests - are left out. */
const DETAILS: JsonOptions = {
  limits: { depth: 8, members: 200, text: 8192, values: 2000, total: 131_072 },
  unknown: () => undefined,
  text: (value) => value,
};

function detailsOf(details: unknown): JsonValue | undefined {
  return details === undefined ? undefined : toJson(details, DETAILS);
}

function debugOf(view: ErrorView, causes: readonly ErrorView[], plan: Plan): Debug {
  const message = view.isError || typeof view.value === 'string' ? view.message : '';
  const shown = { name: nameOf(view), message: cut(message, 8192), causes: causes.map(causeOf) };
  const stack = plan.stackInBody ? view.read('stack') : undefined;
  if (typeof stack !== 'string') return shown;
  return { ...shown, stack: cut(stack, 65_536).split('\n', MAX_STACK_LINES) };
}

function causeOf(view: ErrorView): { name: string; message: string } {
  return { name: nameOf(view), message: cut(view.message, 8192) };
}

function nameOf(view: ErrorView): string {
  const name = view.read('name');
  return typeof name === 'string' && name !== '' ? cut(name, 256) : typeof view.value;
}
