/**
 * Stage 2. Which family an error belongs to: our own exceptions, the user's recognizers, the known families
 * of foreign errors, else "unexpected".
 */

import { business } from '../recognizers/business.ts';
import { ignoreRejection } from '../rejection.ts';
import { isErrorStatus } from '../http/syntax.ts';
import type {
  Captured,
  Classified,
  ErrorView,
  Plan,
  Recognition,
  Recognizer,
  RecognizerIndex,
  RequestFacts,
  Stage,
} from '../model.ts';

interface Found {
  readonly recognizer: Recognizer;
  readonly recognition: Recognition;
}

/** Every name is an own property: whatever pollutes `Object.prototype` must say nothing about an error. */
const UNEXPECTED: Recognition = Object.freeze({
  status: undefined,
  code: undefined,
  fault: undefined,
  message: undefined,
  exposeMessage: undefined,
  errors: undefined,
  details: undefined,
  headers: undefined,
  retryable: undefined,
  retryAfter: undefined,
  expected: undefined,
  internal: undefined,
  fingerprint: undefined,
  statusIsDefault: undefined,
  notes: undefined,
});

export const classify: Stage<Captured, Classified> = (captured, plan) => {
  const { view, facts } = captured;
  const own = business.recognize(view, facts);
  if (own !== undefined)
    return { captured, family: business.name, recognition: own, notes: own.notes ?? NO_NOTES };
  const notes: string[] = [];
  const found = ask(plan.users, view, facts, notes) ?? ask(plan.families, view, facts, notes);
  if (found === undefined)
    return { captured, family: 'unexpected', recognition: unexpected(view, plan), notes };
  return { captured, family: found.recognizer.name, recognition: withStatus(found, plan), notes };
};

const NO_NOTES: readonly string[] = Object.freeze([]);

function unexpected(view: ErrorView, plan: Plan): Recognition {
  const status = trustedStatus(view, plan);
  return status === undefined ? UNEXPECTED : { ...UNEXPECTED, status };
}

/** Those that are data may be given other statuses: the families, and `upstream`. */
function withStatus({ recognizer, recognition }: Found, { statuses }: Plan): Recognition {
  const status = Object.hasOwn(recognizer, 'answers') ? statuses?.get(recognition.code) : undefined;
  return status === undefined ? recognition : { ...recognition, status };
}

function ask(
  index: RecognizerIndex,
  view: ErrorView,
  facts: RequestFacts,
  notes: string[],
): Found | undefined {
  const { properties, byValue, always } = index;
  for (let position = 0; position < properties.length; position++) {
    const property = properties[position]!;
    const candidates = byValue[position]!.get(view.read(property));
    if (candidates === undefined) continue;
    const found = firstOf(candidates, view, facts, notes);
    if (found !== undefined) return found;
  }
  return always.length === 0 ? undefined : firstOf(always, view, facts, notes);
}

const MAX_NOTES = 32;

/** A recognizer that throws, or answers with a promise, is passed over and noted: its fault must not become the client's. */
function firstOf(
  recognizers: readonly Recognizer[],
  view: ErrorView,
  facts: RequestFacts,
  notes: string[],
): Found | undefined {
  for (const recognizer of recognizers) {
    try {
      const recognition: unknown = recognizer.recognize(view, facts);
      if (ignoreRejection(recognition)) throw new TypeError('asynchronous');
      if (typeof recognition !== 'object' || recognition === null) continue;
      const complete: Recognition = { ...UNEXPECTED, ...recognition };
      if (Array.isArray(complete.notes)) notes.push(...complete.notes.filter(isText).slice(0, MAX_NOTES));
      return { recognizer, recognition: complete };
    } catch {
      notes.push(`recognizer "${recognizer.name}" threw`);
    }
  }
  return undefined;
}

function isText(note: unknown): note is string {
  return typeof note === 'string';
}

/**
 * The status of a foreign error, where the application evidently set it: on a plain `Error` that carries
 * nothing else of note, or by http-errors. Most client libraries put the upstream's status on their errors.
 */
function trustedStatus(view: ErrorView, { trustStatus }: Plan): number | undefined {
  if (trustStatus === 'never' || !view.isError) return undefined;
  const status = view.read('status') ?? view.read('statusCode');
  if (!isErrorStatus(status)) return undefined;
  return trustStatus === 'always' || isDecorated(view) || isPlainError(view) ? status : undefined;
}

/** What `createError(404, error)` leaves on an error that it did not make. */
function isDecorated(view: ErrorView): boolean {
  const decorated =
    typeof view.read('expose') === 'boolean' && view.read('status') === view.read('statusCode');
  return decorated && Object.hasOwn(view.value as object, 'expose');
}

const PLAIN_KEYS: ReadonlySet<string> = new Set([
  'status',
  'statusCode',
  'code',
  'name',
  'message',
  'cause',
  'stack',
]);

/** A direct instance of `Error`, of any realm, with no properties that a client library would add. */
function isPlainError(view: ErrorView): boolean {
  try {
    const prototype: unknown = Object.getPrototypeOf(view.value);
    if (typeof prototype !== 'object' || prototype === null) return false;
    const isRoot = Object.getPrototypeOf(Object.getPrototypeOf(prototype)) === null;
    return (
      isRoot &&
      view.read('name') === 'Error' &&
      Object.keys(view.value as object).every((key) => PLAIN_KEYS.has(key))
    );
  } catch {
    return false;
  }
}
