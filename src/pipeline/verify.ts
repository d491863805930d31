/**
 * Stage 6. The last look at bytes and headers before they leave: no unvetted text that we know of, no header
 * that could break the message, no answer of absurd size. What fails is replaced by prebuilt bytes.
 */

import { disclosureOf } from '../exceptions/disclosure.ts';
import { isHeaderName, isHeaderValue } from '../http/syntax.ts';
import { MAX_ANSWER } from '../messages/limits.ts';
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
  const forms = formsOf(needleOf(message, reply, problem), plan.renderers[reply.format]);
  if (!forms.some((form) => isIn(form, reply, problem))) return false;
  const generic = lastResort(reply.status, reply.format, problem.correlationId, plan);
  const ownWords = problem.ownWords?.() ?? '';
  return !forms.some((form) => generic.body.includes(form) || ownWords.includes(form));
}

/** What of a message must not stand in the answer: its begin, as far as whatever cut the answer's texts left it whole. */
function needleOf(message: string, { body }: Reply, { context }: Problem): string {
  const needle = message.slice(0, MAX_NEEDLE);
  if (context === undefined) return body.includes('…') ? needle.slice(0, MIN_UNVETTED) : needle;
  if (body.includes('…') || body.length >= MAX_PLACEHOLDER) return needle.slice(0, MIN_UNVETTED);
  // Some placeholders show the first line alone.
  const end = needle.search(/[\r\n]/);
  return end < MIN_UNVETTED ? needle : needle.slice(0, end);
}

/** How a text may have been written: as it is, escaped for the format, or inside JSON inside the format. */
function formsOf(needle: string, renderer: Renderer): readonly string[] {
  if (!SPECIAL.test(needle)) return [needle];
  return [needle, renderer.escape(needle), renderer.escape(JSON.stringify(needle).slice(1, -1))];
}

const MAX_NEEDLE = 256;
/** What placeholders show of a text at most, without a mark where it was cut. */
const MAX_PLACEHOLDER = 2048;
const SPECIAL = /[^\w .,:;()[\]{}=+*/@#$%!?|~^-]/;

function isIn(form: string, reply: Reply, problem: Problem): boolean {
  if (reply.body.includes(form)) return true;
  const { headers } = problem;
  return headers !== undefined && Object.values(headers).some((value) => value.includes(form));
}
