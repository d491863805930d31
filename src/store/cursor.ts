/** Where a page ended: two values of its last item, and the list that it is of. */

import { invalidCursor } from './check-query.ts';

export interface Position {
  /** What the list is sorted by. */
  readonly value: number;
  /** What tells equals apart. */
  readonly key: string;
}

export function cursorOf(list: string, { value, key }: Position): string {
  return `${list}~${value}~${key}`;
}

/** @throws FaultlineError: it is of another list, or made up */
export function positionOf(list: string, cursor: string): Position {
  const parts = /^([a-z]+)~(-?\d{1,16})~([\w.:-]{1,64})$/.exec(cursor);
  const [, of, value, key] = parts ?? [];
  if (of !== list || value === undefined || key === undefined) throw invalidCursor(cursor);
  return { value: Number(value), key };
}
