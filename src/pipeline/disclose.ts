/**
 * Stage 4. The only gate: nothing reaches a client that was not minted here as `Vetted`. Vetted is what the
 * author of a text wrote for clients, and what the library wrote. In debug mode the real message passes too.
 */

import { genericCode, phraseOf } from '../http/status.ts';
import { debugOf } from '../detail/debug.ts';
import type { Opening } from '../detail/plan.ts';
import { responseFromApi } from '../detail/response.ts';
import { shownOf } from '../detail/shown.ts';
import { cut, toJson, type JsonOptions } from '../json.ts';
import { isUpstream } from '../recognizers/upstreams/clients.ts';
import { Context } from '../messages/context.ts';
import { ownWordsOf } from '../messages/own-words.ts';
import type { Selection, TemplateContext, Text } from '../policy.ts';
import type {
  Debug,
  Decided,
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

export const disclose: Stage<Decided, Problem> = (decided, plan) => {
  const { classified, status, retryable } = decided;
  const { captured, recognition } = classified;
  const debug =
    plan.mode === 'debug' ? debugOf(captured.view, captured.causes, decided.opening.stack) : undefined;
  const own = ownDetailOf(decided, debug);
  const errors = fieldErrorsOf(recognition.errors);
  const details = detailsOf(recognition.details);
  const nothingOwn = own === undefined && errors === undefined && details === undefined;
  const configured = configuredOf(decided, own, plan);
  // An empty text of the configuration is none.
  const title = configured?.title || titleOf(status);
  const detail = configured?.message ?? own ?? genericDetail(status, captured.correlationId);
  const shown = shownOf(decided, openedBeside(debug, decided.opening), detail ?? title, plan.redactor);
  return {
    status,
    title,
    detail: detail === '' ? undefined : detail,
    code: vet(decided.code),
    correlationId: captured.correlationId,
    errors,
    details,
    retryable,
    headers: configured?.headers ?? decided.headers,
    debug,
    shown,
    language: configured?.language,
    body: configured?.body,
    formats: configured?.formats,
    context: configured?.context,
    phrase: configured?.phrase,
    ownWords: configured?.ownWords,
    generic:
      nothingOwn &&
      configured === undefined &&
      shown === undefined &&
      retryable === undefined &&
      debug === undefined &&
      decided.code === genericCode(status),
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
    shown: undefined,
    language: undefined,
    body: undefined,
    formats: undefined,
    context: undefined,
    phrase: undefined,
    ownWords: undefined,
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

interface Configured {
  readonly title: Vetted | undefined;
  readonly message: Vetted | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly language: string | undefined;
  readonly body: Problem['body'];
  readonly formats: Problem['formats'];
  readonly context: Problem['context'];
  readonly phrase: string | undefined;
  readonly ownWords: Problem['ownWords'];
}

/** Debug mode has the stack in a place of its own. */
function openedBeside(debug: Debug | undefined, opening: Opening): Opening {
  return debug === undefined || !opening.stack ? opening : { ...opening, stack: false };
}

/** What the configuration's authors wrote, which is vetted like a text of the application's. */
function configuredOf(decided: Decided, own: Vetted | undefined, plan: Plan): Configured | undefined {
  const { selection, classified, status, code } = decided;
  if (selection === undefined || isSilent(selection)) return undefined;
  const { values, source, formats, translation, api } = selection;
  const { correlationId, facts, view } = classified.captured;
  const default_ = own ?? genericDetail(decided.own.status, correlationId) ?? titleOf(decided.own.status);
  const isUpstreamShown = decided.opening.response && isUpstream(classified.family);
  const context = new Context({
    correlationId,
    defaults: { ...decided.own, message: default_ },
    facts,
    api,
    now: () => plan.now(),
    responseFromApi: () => (isUpstreamShown ? responseFromApi(view, plan.redactor) : ''),
  });
  const title = textOf(translation?.title ?? values.title, context);
  const message = textOf(translation?.message ?? values.message, context);
  const text = message ?? default_;
  if (translation?.message !== undefined) context.defaults = { ...decided.own, message: text };
  context.customized = { status: values.status ?? decided.own.status, code, message: text };
  context.final = { status, code, message: text };
  return {
    title,
    message,
    headers: withHeaders(decided.headers, values.headers, context),
    language: translation?.language,
    body: source?.body,
    formats,
    context,
    ownWords: () => ownWordsOf(selection),
    // It was written for the error's own status.
    phrase: status === decided.own.status ? values.phrase : undefined,
  };
}

function isSilent({ values, source, formats, translation }: Selection): boolean {
  const { title, message, headers, phrase } = values;
  const texts = title ?? message ?? headers ?? phrase;
  return (texts ?? source ?? formats ?? translation) === undefined;
}

function textOf(text: Text | undefined, context: TemplateContext): Vetted | undefined {
  return text === undefined ? undefined : vet(text(context));
}

function withHeaders(
  own: Decided['headers'],
  texts: Readonly<Record<string, Text>> | undefined,
  context: TemplateContext,
): Decided['headers'] {
  if (texts === undefined) return own;
  const headers: Record<string, string> = { ...own };
  for (const name of Object.keys(texts)) headers[name] = texts[name]!(context);
  return headers;
}

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
