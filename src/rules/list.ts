/** Members of a condition that may be one value or several. */

import type { OneOrMore } from '../config/shapes.ts';

export interface Item<T> {
  readonly value: T;
  /** Where it stands in the file. */
  readonly pointer: string;
}

export function itemsOf<T extends string | number>(
  values: OneOrMore<T>,
  pointer: string,
): readonly Item<T>[] {
  return typeof values === 'object'
    ? values.map((value, index) => ({ value, pointer: `${pointer}/${index}` }))
    : [{ value: values, pointer }];
}

export function listOf<T>(values: T | readonly T[]): readonly T[] {
  return Array.isArray(values) ? (values as readonly T[]) : [values as T];
}
