/** Spans of time that are counted, and how any time is made of them. */

import { MINUTE } from '../check-query.ts';

export const HOUR: number = 60 * MINUTE;
export const DAY: number = 24 * HOUR;

/** From fine to coarse; each a multiple of the one before. */
export const SPANS: readonly number[] = [MINUTE, HOUR, DAY];

/** Single occurrences, where a minute is divided. */
export const SINGLE = 1;

export interface Part {
  readonly span: number;
  readonly from: number;
  readonly to: number;
}

/** Before and behind all times: multiples of a day. */
const FIRST = -8.64e15;
const LAST: number = 8.64e15 + DAY;

/** Exactly what is between, to the millisecond. */
export function partsOf(from: number = FIRST, to: number = LAST): readonly Part[] {
  return split(from, to, [SINGLE, ...SPANS]);
}

/** Whole minutes, as coarse as what is told apart by steps of time may be. */
export function minutePartsOf(from: number, to: number, step: number): readonly Part[] {
  return split(
    Math.floor(from / MINUTE) * MINUTE,
    Math.ceil(to / MINUTE) * MINUTE,
    SPANS.filter((span) => step % span === 0),
  );
}

/** @param spans from fine to coarse; `from` and `to` are multiples of the first */
export function split(from: number, to: number, [span, ...coarser]: readonly number[]): readonly Part[] {
  const next = coarser[0] ?? Infinity;
  const [first, last] = [Math.ceil(from / next) * next, Math.floor(to / next) * next];
  const parts =
    first < last
      ? [{ span: span!, from, to: first }, ...split(first, last, coarser), { span: span!, from: last, to }]
      : [{ span: span!, from, to }];
  return parts.filter((part) => part.from < part.to);
}
