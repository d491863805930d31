import { viewOf } from '../error-view.ts';
import type { ErrorView, Recognition, RequestFacts } from '../model.ts';
import type { Family } from './family.ts';

/** What the family says about the error, if it is one that it may be asked about. */
export function askFamily(family: Family, view: ErrorView, facts: RequestFacts): Recognition | undefined {
  return isPlain(family) || hasOwnClass(view) ? family.recognize(view, facts) : undefined;
}

function isPlain(family: Family): boolean {
  return Object.hasOwn(family, 'plain') && family.plain === true;
}

/** The family as the index asks it. */
export function guarded(family: Family): Family {
  if (isPlain(family)) return family;
  return { ...family, recognize: (view, facts) => askFamily(family, view, facts) };
}

/** An error whose class is more than `Error` itself, in any realm. Neither JSON nor an assignment gives it one. */
export function hasOwnClass(view: ErrorView): boolean {
  if (!view.isError) return false;
  try {
    const prototype: unknown = Object.getPrototypeOf(view.value);
    return depthOf(prototype) >= 3;
  } catch {
    return false;
  }
}

/** Whether its class gives it the property; JSON that is assigned to an error brings it along. */
export function inherits(view: ErrorView, key: string): boolean {
  if (!hasOwnClass(view) || view.read(key) === undefined) return false;
  try {
    return !Object.hasOwn(view.value as object, key);
  } catch {
    return false;
  }
}

/**
 * The class by which it was made, to look for what a library leaves on it. JSON may have a member of that name,
 * but never a function.
 */
export function classOf(view: ErrorView): ErrorView | undefined {
  const made = view.read('constructor');
  return view.isError && typeof made === 'function' ? viewOf(made) : undefined;
}

/** Prototypes from this one on: 1 for `Object.prototype`, 2 for `Error.prototype`, of any realm. */
function depthOf(prototype: unknown): number {
  let depth = 0;
  for (let next = prototype; next !== null && depth < 3; depth++)
    next = Object.getPrototypeOf(next) as unknown;
  return depth;
}
