/** The cure for a name that nobody knows. */

import { nearest } from '../near.ts';

/** `otherwise`: what to say where none of them is near. */
export function suggest(name: string, known: readonly string[], otherwise?: string): string {
  const near = nearest(name, known);
  return near === undefined ? (otherwise ?? `use ${known.join(', ')}`) : `did you mean "${near}"?`;
}
