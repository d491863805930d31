/**
 * Stage 6. The last look at bytes and headers before they leave: no unvetted text that we know of, no header
 * that could break the message, no answer of absurd size. What fails is replaced by prebuilt bytes.
 */

import { disclosureOf } from '../exceptions/disclosure.ts';
import { isHeaderName, isHeaderValue } from '../http/syntax.ts';
import { MAX_ANSWER, MAX_VALUE, REST } from '../messages/limits.ts';
import { lastResort } from '../prebuilt.ts';
import { isConstructed } from '../recognizers/http-errors.ts';
import type { Captured, ErrorView, Plan, Problem, Renderer, Reply, Stage } from '../model.ts';

export interface Draft {
  readonly reply: Reply;
  readonly problem: Problem;
  readonly captured: Captured;
}

export interface Verified {
  readonly reply: Reply;
  /** Why the draft was not sent. */
  readonly refused: string | undefined;
}

/** Shorter messages ("not found", "timeout") are everyday words, and tell nothing. */
const MIN_UNVETTED = 12;

export const verify: Stage<Draft, Verified> = ({ reply, problem, captured }, plan) => {
  const refused = faultOf(reply, problem, captured, plan);
  if (refused === undefined) return { reply, refused };
  return { reply: lastResort(reply.status, reply.format, problem.correlationId, plan), refused };
};

function faultOf(reply: Reply, problem: Problem, captured: Captured, plan: Plan): string | undefined {
  if (reply.body.length > MAX_ANSWER) return 'the answer was too large';
  const { headers } = problem;
  for (const name of headers === undefined ? [] : Object.keys(headers)) {
    if (!isHeaderName(name) || !isHeaderValue(headers![name])) return `header "${name}" was malformed`;
  }
  // Debug mode shows it on purpose; prebuilt bytes hold nothing of the thrown value.
  if (plan.mode === 'debug') return undefined;
  const { format } = reply;
  const isPrebuilt = problem.generic && plan.renderers[format] === plan.own[format];
  if (isPrebuilt && headers === undefined) return undefined;
  return leaks(captured, reply, problem, plan) ? 'the answer contained an unvetted message' : undefined;
}

/**
 * Whether a message that nobody vetted stands in the answer. Text that the generic answer has too is the
 * library's own, and what a configuration says whatever fails is its author's, whoever else may have used the same
 * words.
 */
function leaks(captured: Captured, reply: Reply, problem: Problem, plan: Plan): boolean {
  const { view, causes } = captured;
  if (!problem.ownMessageVetted && stands(view.message, reply, problem, plan)) return true;
  for (const cause of causes) {
    if (!isVetted(cause) && stands(cause.message, reply, problem, plan)) return true;
  }
  return false;
}

/** A cause that consented to show its message by itself; see `classify` for the thrown value. */
function isVetted(view: ErrorView): boolean {
  const disclosure = disclosureOf(view.value);
  if (disclosure !== undefined) return disclosure.expose && disclosure.message === view.message;
  return view.read('expose') === true && isConstructed(view);
}

function stands(message: string, reply: Reply, problem: Problem, plan: Plan): boolean {
  if (message.length < MIN_UNVETTED) return false;
  const found = spellingsIn(message, reply, problem, plan.renderers[reply.format]);
  if (found.length === 0) return false;
  const generic = lastResort(reply.status, reply.format, problem.correlationId, plan);
  const ownWords = problem.ownWords?.() ?? '';
  return found.some((spellings) => {
    return !spellings.some((form) => generic.body.includes(form) || ownWords.includes(form));
  });
}

/** What of a message stands in an answer: each time all spellings of it, of which the answer has one. */
function spellingsIn(
  message: string,
  { body }: Reply,
  problem: Problem,
  renderer: Renderer,
): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const headers = Object.values(problem.headers ?? {});
  const forms = formsOf(needleOf(message, problem), renderer);
  if (forms.some((form) => [body, ...headers].some((text) => text.includes(form)))) found.push(forms);
  if (body.includes(REST)) {
    for (const form of formsOf(message.slice(0, MAX_VALUE), renderer)) found.push(...cutOffIn(body, form));
  }
  // Values of headers are percent-encoded, and cut without a mark.
  const begin = message.slice(0, MIN_UNVETTED);
  if (headers.some((value) => value.includes(begin) || decoded(value).includes(begin))) found.push([begin]);
  return found;
}

/** The begins of a text that stand before a mark, and are long enough to tell something. */
function cutOffIn(body: string, text: string): readonly (readonly string[])[] {
  const begin = text.slice(0, MIN_UNVETTED);
  return body
    .split(REST)
    .slice(0, -1)
    .flatMap((before) => {
      const at = before.lastIndexOf(begin);
      return at >= 0 && text.startsWith(before.slice(at)) ? [[before.slice(at)]] : [];
    });
}

function decoded(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    // The application's own.
    return value;
  }
}

/** The begin of a message, of which some placeholders show the first line alone. */
function needleOf(message: string, { context }: Problem): string {
  const needle = message.slice(0, MAX_NEEDLE);
  const end = context === undefined ? -1 : needle.search(/[\r\n]/);
  return end < MIN_UNVETTED ? needle : needle.slice(0, end);
}

/** How a text may have been written: as it is, escaped for the format, or inside JSON inside the format. */
function formsOf(needle: string, renderer: Renderer): readonly string[] {
  if (!SPECIAL.test(needle)) return [needle];
  return [needle, renderer.escape(needle), renderer.escape(JSON.stringify(needle).slice(1, -1))];
}

const MAX_NEEDLE = 256;
const SPECIAL = /[^\w .,:;()[\]{}=+*/@#$%!?|~^-]/;
