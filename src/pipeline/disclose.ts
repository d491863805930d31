/**
 * Stage 4. The only gate: nothing reaches a client that was not minted here as `Vetted`. Vetted is what the
 * author of a text wrote for clients, and what the library wrote. In debug mode the real message passes too.
 */

import { genericCode, phraseOf } from '../http/status.ts';
import { debugOf, openedBeside } from '../detail/debug.ts';
import { detailsOf } from '../detail/details.ts';
import { responseFromApi } from '../detail/response.ts';
import { shownOf } from '../detail/shown.ts';
import { cut } from '../json.ts';
import { unpolluted } from '../inherited.ts';
import { isUpstream } from '../recognizers/upstreams/clients.ts';
import { Context } from '../messages/context.ts';
import { ownWordsOf } from '../messages/own-words.ts';
import { BLOCKED, type Selection, type TemplateContext, type Text } from '../policy.ts';
import type {
  Debug,
  Decided,
  Plan,
  Problem,
  RequestFacts,
  Stage,
  Vetted,
  VettedFieldError,
} from '../model.ts';

const MAX_TEXT = 2048;
const MAX_FIELD_ERRORS = 100;
/** Characters of all of them, so that the answer has room for the rest. */
const MAX_FIELD_TEXT = 65_536;

export const disclose: Stage<Decided, Problem> = (decided, plan) => {
  const { classified, status, retryable } = decided;
  const { captured, recognition } = classified;
  const debug =
    plan.mode === 'debug' ? debugOf(captured.view, captured.causes, decided.opening.stack) : undefined;
  const own = ownDetailOf(decided, debug);
  const configured = configuredOf(decided, own, plan);
  const { isBlocked } = decided.opening;
  const reason = isBlocked ? blockedReason(status) : reasonOf(decided, own, configured);
  const { title, detail, errors, details, language } = reason;
  const told = { reason: detail ?? title, errors };
  const shown = shownOf(decided, openedBeside(debug, decided.opening), told, plan.redactor);
  return {
    status,
    title,
    detail,
    code: vet(decided.code),
    correlationId: captured.correlationId,
    errors,
    details,
    language,
    retryable,
    headers: configured?.headers ?? decided.headers,
    debug,
    shown,
    body: configured?.body,
    formats: configured?.formats,
    context: configured?.context,
    phrase: configured?.phrase,
    ownWords: configured?.ownWords,
    generic:
      !isBlocked &&
      details === undefined &&
      (own ?? errors ?? configured ?? shown ?? retryable ?? debug) === undefined &&
      decided.code === genericCode(status),
    ownMessageVetted: recognition.exposeMessage === true,
    abandoned: decided.fault === 'abort',
    facts: captured.facts,
  };
};

/** What default bodies tell beyond status and code. */
type Reason = Pick<Problem, 'details' | 'detail' | 'errors' | 'language' | 'title'>;

function reasonOf(decided: Decided, own: Vetted | undefined, configured: Configured | undefined): Reason {
  const { status, classified, selection } = decided;
  const { captured, recognition } = classified;
  const detail = configured?.message ?? own ?? genericDetail(status, captured.correlationId);
  const translation = selection?.translation;
  const translated = detail ? translation?.message : translation?.title;
  return {
    // An empty text of the configuration is none.
    title: configured?.title || titleOf(status),
    detail: detail || undefined,
    errors: fieldErrorsOf(recognition.errors),
    details: detailsOf(recognition.details),
    language: translated && translation?.language,
  };
}

function blockedReason(status: number): Reason {
  const nothing = { errors: undefined, details: undefined, language: undefined };
  return { title: titleOf(status), detail: vet(BLOCKED), ...nothing };
}

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

type Chosen = Pick<Problem, 'body' | 'context' | 'formats' | 'headers' | 'ownWords' | 'phrase'>;

interface Configured extends Chosen {
  readonly title: Vetted | undefined;
  readonly message: Vetted | undefined;
}

/** What the configuration's authors wrote, which is vetted like a text of the application's. */
function configuredOf(decided: Decided, own: Vetted | undefined, plan: Plan): Configured | undefined {
  const { selection, classified, status, code, own: before } = decided;
  if (selection === undefined || isSilent(selection)) return undefined;
  const { values, source, formats, translation, api } = selection;
  const { correlationId, facts, view } = classified.captured;
  const default_ = own ?? genericDetail(before.status, correlationId) ?? titleOf(before.status);
  const isUpstreamShown = decided.opening.response && isUpstream(classified.family);
  const context = new Context({
    correlationId,
    defaults: { status: before.status, code: before.code, message: default_ },
    facts,
    api,
    now: () => plan.now(),
    responseFromApi: () => (isUpstreamShown ? responseFromApi(view, plan.redactor) : ''),
  });
  const title = textOf(translation?.title ?? values.title, context);
  const message = textOf(translation?.message ?? values.message, context);
  const text = message ?? default_;
  if (translation?.message !== undefined) context.defaults = { ...before, message: text };
  context.customized = { status: values.status ?? before.status, code, message: text };
  context.final = { status, code, message: text };
  if (translation?.language !== undefined) {
    const texts = [translation.title && title, translation.message && message];
    context.translated = { language: translation.language, texts: texts.filter((one) => one !== undefined) };
  }
  return {
    title,
    message,
    headers: withHeaders(decided.headers, values.headers, context),
    body: source?.body,
    formats,
    context,
    ownWords: () => ownWordsOf(selection),
    // It was written for the error's own status.
    phrase: status === before.status ? values.phrase : undefined,
  };
}

function isSilent({ values, source, formats, translation }: Selection): boolean {
  const { title, message, headers, phrase } = values;
  const texts = title ?? message ?? headers ?? phrase ?? translation?.title ?? translation?.message;
  return (texts ?? source ?? formats) === undefined;
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
  let room = MAX_FIELD_TEXT;
  for (let index = 0; index < count; index++) {
    const field = fieldErrorOf(errors, index);
    if (field === undefined) continue;
    room -= field.pointer.length + field.message.length + (field.code?.length ?? 0);
    if (room < 0) break;
    vetted.push(field);
  }
  return vetted.length === 0 ? undefined : vetted;
}

const FIELDS = ['pointer', 'message', 'code'] as const;

function fieldErrorOf(errors: readonly unknown[], index: number): VettedFieldError | undefined {
  try {
    const { pointer, message, code } = unpolluted(errors[index] as object, FIELDS);
    if (typeof pointer !== 'string' || typeof message !== 'string') return undefined;
    // A member of its own, so that none is inherited.
    return {
      pointer: vet(pointer),
      message: vet(message),
      code: typeof code === 'string' ? vet(code) : undefined,
    };
  } catch {
    return undefined;
  }
}
