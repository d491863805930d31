/**
 * The trail of a request: the names of the middleware and hooks that ran, in order, the last one being the one that
 * failed. Adapters record it only where the instance `traces`.
 */

import type { RequestFacts } from '../model.ts';

export interface Trail {
  readonly names: string[];
  /** What is at work since the last of `names` was done: it is listed only if it fails. */
  resumed: string | undefined;
  /** Until another step is entered, whatever a failure passes on its way out did not cause it. */
  failed: boolean;
}

/** For a step that has no name of its own. */
export const ANONYMOUS = '<anonymous>';

const MAX_NAMES = 100;
const MAX_NAME = 200;

const trails = new WeakMap<RequestFacts, Trail>();

/** The trail of a request, begun at the first call. */
export function beginTrail(facts: RequestFacts): Trail {
  let trail = trails.get(facts);
  if (trail === undefined) trails.set(facts, (trail = { names: [], resumed: undefined, failed: false }));
  return trail;
}

/** `undefined` where none was begun. */
export function findTrail(facts: RequestFacts): Trail | undefined {
  return trails.get(facts);
}

const missing = new WeakSet<RequestFacts>();

/** Of a request that has steps, which nothing was there to record; does nothing where a trail was begun. */
export function missTrail(facts: RequestFacts): void {
  if (!trails.has(facts)) missing.add(facts);
}

export function isTrailMissing(facts: RequestFacts): boolean {
  return missing.has(facts);
}

/** The names so far, the last being the one that failed; `undefined` when nothing was recorded. */
export function stepsOf(facts: RequestFacts): readonly string[] | undefined {
  const trail = trails.get(facts);
  if (trail === undefined) return undefined;
  const { names, resumed } = trail;
  if (resumed !== undefined) return [...names, resumed];
  return names.length === 0 ? undefined : [...names];
}

/** A step begins. Does nothing without a trail, as all of these. */
export function enterStep(trail: Trail | undefined, name: string): void {
  if (trail === undefined) return;
  const { names } = trail;
  trail.resumed = undefined;
  trail.failed = false;
  if (names.length < MAX_NAMES) {
    names.push(name.slice(0, MAX_NAME));
  } else {
    // The first tell how it came about, the last one what failed.
    names[MAX_NAMES - 2] = '…';
    names[MAX_NAMES - 1] = name.slice(0, MAX_NAME);
  }
}

/** The last step is done, and `name` is at work again: an earlier step, or the framework itself. */
export function resumeStep(trail: Trail | undefined, name: string): void {
  if (trail !== undefined && !trail.failed) trail.resumed = name.slice(0, MAX_NAME);
}

/** @param name of an earlier step, where not the last one failed */
export function failStep(trail: Trail, name?: string): void {
  if (name !== undefined) resumeStep(trail, name);
  trail.failed = true;
}

/** `fl.step`: a step of the application's own. Whatever it is given, it does not throw. */
export function recordStep(facts: RequestFacts | undefined, name: unknown): void {
  const isRequest = typeof facts === 'object' && facts !== null;
  if (isRequest && typeof name === 'string' && name !== '') enterStep(beginTrail(facts), name);
}

/** A function's own name, also of one that was bound; `undefined` where it has none. */
export function nameOf(step: unknown): string | undefined {
  try {
    const name: unknown = (step as { name?: unknown }).name;
    return typeof name === 'string' ? name.replace(/^(?:bound )+/, '') || undefined : undefined;
  } catch {
    return undefined;
  }
}
