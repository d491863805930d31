/**
 * Stage 1. A safe view of anything thrown: nothing, a string, a Proxy, a cyclic or frozen error, an error of
 * another realm. Properties are read through a guarded getter, once.
 */

import { viewOf } from '../error-view.ts';
import { isInboundId, newCorrelationId } from '../http/correlation.ts';
import type { Captured, ErrorView, Plan, RequestFacts, Stage } from '../model.ts';

export interface Thrown {
  readonly thrown: unknown;
  readonly facts: RequestFacts;
}

const MAX_CAUSES = 32;
const NOTHING: readonly never[] = Object.freeze([]);

export const capture: Stage<Thrown, Captured> = ({ thrown, facts }, plan) => {
  const view = viewOf(thrown);
  return { view, causes: causesOf(view), facts, correlationId: correlationIdOf(facts, plan) };
};

/** The request's ID, made at the first read; a trusted caller's own if it has a safe form. */
export function correlationIdOf(facts: RequestFacts, plan: Plan): string {
  return (facts.correlationId ??= inboundId(facts, plan) ?? newCorrelationId());
}

function inboundId(facts: RequestFacts, { correlation }: Plan): string | undefined {
  if (correlation.trusts === undefined) return undefined;
  const id = facts.header(correlation.header);
  return isInboundId(id) && correlation.trusts(facts) ? id : undefined;
}

/** Causes and aggregate parts, breadth first, each once, at most 32. */
function causesOf(view: ErrorView): readonly ErrorView[] {
  const queue = [...beneath(view)];
  if (queue.length === 0) return NOTHING;
  const seen = new Set<unknown>([view.value]);
  const causes: ErrorView[] = [];
  for (let index = 0; index < queue.length && causes.length < MAX_CAUSES; index++) {
    const value = queue[index];
    if (seen.has(value)) continue;
    seen.add(value);
    const cause = viewOf(value);
    causes.push(cause);
    if (queue.length < MAX_CAUSES * 4) queue.push(...beneath(cause));
  }
  return causes;
}

function beneath(view: ErrorView): readonly unknown[] {
  const cause = view.read('cause');
  const own = cause === undefined || cause === null ? NOTHING : [cause];
  return view.read('name') === 'AggregateError' ? [...own, ...partsOf(view.read('errors'))] : own;
}

function partsOf(parts: unknown): readonly unknown[] {
  try {
    return Array.isArray(parts) ? Array.prototype.slice.call(parts, 0, MAX_CAUSES) : NOTHING;
  } catch {
    return NOTHING;
  }
}
