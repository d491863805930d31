/** The whole library on one screen: six pure stages, and constant bytes should one of them fail. */

import { formatFor, lastResort, lastResortId } from './prebuilt.ts';
import { capture } from './pipeline/capture.ts';
import { classify } from './pipeline/classify.ts';
import { decide } from './pipeline/decide.ts';
import { disclose } from './pipeline/disclose.ts';
import { render } from './pipeline/render.ts';
import { verify } from './pipeline/verify.ts';
import type { Captured, Decided, Plan, Problem, Reply, RequestFacts } from './model.ts';

export interface Resolution {
  readonly reply: Reply;
  readonly correlationId: string;
  /** Absent when a stage failed before there was a decision. */
  readonly decided: Decided | undefined;
  /** Why the answer is not the one that was decided: a refusal by `verify`, or a failed stage. */
  readonly replaced: string | undefined;
  /** It was replaced by the generic answer of its status. */
  readonly isGeneric: boolean;
  /** It tells the error's own message, to which the author consented. */
  readonly vetted: boolean;
}

/** What to answer. Total: any value, any facts, an answer. */
export function resolve(thrown: unknown, facts: RequestFacts, plan: Plan): Resolution {
  let decided: Decided | undefined;
  try {
    const captured = capture({ thrown, facts }, plan);
    decided = decide(classify(captured, plan), plan);
    const problem = disclose(decided, plan);
    const { reply: draft, note } = render(problem, plan);
    const { reply, refused } = verify({ reply: draft, problem, captured }, plan);
    const replaced = refused ?? plan.failureOf(problem);
    if (note !== undefined) decided = { ...decided, notes: [...decided.notes, note] };
    return {
      reply,
      correlationId: captured.correlationId,
      decided,
      replaced,
      isGeneric: refused !== undefined,
      vetted: refused === undefined && tellsOwnMessage(problem, captured),
    };
  } catch (failure) {
    const correlationId = lastResortId(decided?.classified.captured.correlationId);
    const reply = lastResort(500, formatFor(facts, plan), correlationId, plan);
    const replaced = `a stage failed: ${nameOf(failure)}`;
    return { reply, correlationId, decided, replaced, isGeneric: true, vetted: false };
  }
}

/** Long ones are cut, with a mark. */
function tellsOwnMessage(problem: Problem, { view }: Captured): boolean {
  const { ownMessageVetted, detail, abandoned } = problem;
  if (!ownMessageVetted || abandoned || detail === undefined) return false;
  const { message } = view;
  return detail === message || (message.length > LONG && detail.startsWith(message.slice(0, LONG)));
}

const LONG = 1024;

/** Of our own failure only the kind is noted: its message, and a name that is none, may quote what was thrown. */
function nameOf(failure: unknown): string {
  try {
    if (!(failure instanceof Error)) return typeof failure;
    const name: unknown = failure.name;
    return typeof name === 'string' && /^\w{1,64}$/.test(name) ? name : 'Error';
  } catch {
    return 'unknown';
  }
}
