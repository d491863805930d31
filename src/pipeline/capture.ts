/**
 * Stage 1. A safe view of anything thrown: nothing, a string, a Proxy, a cyclic or frozen error, an error of
 * another realm. Properties are read through a guarded getter, once.
 */

import { isInboundId, newCorrelationId } from '../http/correlation.ts';
import type { Captured, ErrorView, Plan, RequestFacts, Stage } from '../model.ts';

export interface Thrown {
  readonly thrown: unknown;
  readonly facts: RequestFacts;
}

const MAX_CAUSES = 32;
const NO_CAUSES: readonly ErrorView[] = Object.freeze([]);

export const capture: Stage<Thrown, Captured> = ({ thrown, facts }, plan) => {
  const view = new View(thrown);
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

class View implements ErrorView {
  readonly value: unknown;
  readonly isError: boolean;
  readonly message: string;
  readonly #keys: PropertyKey[] = [];
  readonly #values: unknown[] = [];

  constructor(value: unknown) {
    this.value = value;
    this.isError = isError(value);
    const message = typeof value === 'string' ? value : this.#readNow('message');
    this.message = typeof message === 'string' ? message : '';
  }

  read(key: PropertyKey): unknown {
    const index = this.#keys.indexOf(key);
    if (index >= 0) return this.#values[index];
    const value = this.#readNow(key);
    this.#keys.push(key);
    this.#values.push(value);
    return value;
  }

  #readNow(key: PropertyKey): unknown {
    const value = this.value;
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
    try {
      return (value as Record<PropertyKey, unknown>)[key];
    } catch {
      return undefined;
    }
  }
}

function isError(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
  } catch {
    return false;
  }
}

/** Causes and aggregate parts, breadth first, each once, at most 32. */
function causesOf(view: ErrorView): readonly ErrorView[] {
  const first = beneath(view);
  if (first.length === 0) return NO_CAUSES;
  const seen = new Set<unknown>([view.value]);
  const causes: ErrorView[] = [];
  const queue = [...first];
  for (let index = 0; index < queue.length && causes.length < MAX_CAUSES; index++) {
    const value = queue[index];
    if (seen.has(value)) continue;
    seen.add(value);
    const cause = new View(value);
    causes.push(cause);
    if (queue.length < MAX_CAUSES * 4) queue.push(...beneath(cause));
  }
  return causes;
}

function beneath(view: ErrorView): readonly unknown[] {
  const cause = view.read('cause');
  const parts = view.read('errors');
  const own = cause === undefined || cause === null ? NO_CAUSES : [cause];
  return Array.isArray(parts) && isAggregate(view) ? [...own, ...partsOf(parts)] : own;
}

function isAggregate(view: ErrorView): boolean {
  return view.isError && (view.value instanceof AggregateError || view.read('name') === 'AggregateError');
}

function partsOf(parts: readonly unknown[]): readonly unknown[] {
  try {
    return Array.prototype.slice.call(parts, 0, MAX_CAUSES);
  } catch {
    return NO_CAUSES;
  }
}
