/** The cure for a name that nobody knows. */

import { nearest } from '../near.ts';

/** `otherwise`: what to say where none of them is near. */
export function suggest(name: string, known: readonly string[], otherwise?: string): string {
  const near = nearest(name, known);
  return near === undefined ? (otherwise ?? `use ${known.join(', ')}`) : `did you mean "${near}"?`;
}

/** Names that are compared between two yields: a millisecond or two. */
const STRIDE = 500;

/** The same for thousands of names. */
export function* suggestInSteps(
  name: string,
  known: readonly string[],
  otherwise: string,
): Generator<void, string> {
  const best: string[] = [];
  for (let from = 0; from < known.length; from += STRIDE) {
    const near = nearest(name, known.slice(from, from + STRIDE));
    if (near !== undefined) best.push(near);
    yield;
  }
  return suggest(name, best, otherwise);
}
