/** What a regular expression is made of, and what refuses one. */

import type { CharSet } from './char-set.ts';

export type Node =
  | { readonly type: 'set'; readonly set: CharSet }
  | { readonly type: 'assertion'; readonly kind: Assertion }
  | { readonly type: 'sequence'; readonly items: readonly Node[] }
  | { readonly type: 'choice'; readonly items: readonly Node[] }
  | Repeat;

export interface Repeat {
  readonly type: 'repeat';
  readonly item: Node;
  readonly min: number;
  /** Infinite where there is no bound. */
  readonly max: number;
}

/** `^`, `$`, `\b` and `\B`. */
export type Assertion = 'start' | 'end' | 'boundary' | 'inside';

/** Thrown while an expression is read, and reported with its place. */
export class Refusal extends Error {
  readonly cure: string;

  constructor(problem: string, cure: string) {
    super(problem);
    this.cure = cure;
  }
}
