/** A time, cut into parts that are counted already and what is left of it. */

import type { Selection } from '../query.ts';
import { HOUR, MINUTE } from './time.ts';

/** `to` is excluded. In units since 1970. */
export interface CountedPart {
  readonly unit: 'hour' | 'minute';
  readonly from: number;
  readonly to: number;
}

/** What no minute counts: rows, by milliseconds. */
export interface RowPart {
  readonly unit: 'row';
  readonly from: number;
  readonly to: number;
}

export type TimePart = CountedPart | RowPart;

/** The bounds of time in JavaScript, to whole hours. */
const FIRST = -8.64e15;
const LAST = 8.64e15 + HOUR;
const MINUTES = HOUR / MINUTE;

/** To the millisecond. */
export function totalParts({ from = FIRST, to = LAST }: Pick<Selection, 'from' | 'to'>): readonly TimePart[] {
  const first = Math.ceil(from / MINUTE);
  const last = Math.floor(to / MINUTE);
  if (first > last) return rows(from, to);
  return [...rows(from, first * MINUTE), ...minutesAndHours(first, last), ...rows(last * MINUTE, to)];
}

/** Whole minutes. */
export function minuteParts(from: number, to: number): readonly CountedPart[] {
  return some('minute', Math.floor(from / MINUTE), Math.ceil(to / MINUTE));
}

/** Whole minutes, of which most are counted as hours. */
export function hourParts(from: number, to: number): readonly CountedPart[] {
  return minutesAndHours(Math.floor(from / MINUTE), Math.ceil(to / MINUTE));
}

/** Whole minutes, as coarse as what is told apart by steps of time may be. */
export function stepParts(from: number, to: number, step: number): readonly CountedPart[] {
  return step % HOUR === 0 ? hourParts(from, to) : minuteParts(from, to);
}

function minutesAndHours(from: number, to: number): readonly CountedPart[] {
  const first = Math.ceil(from / MINUTES);
  const last = Math.floor(to / MINUTES);
  if (first > last) return some('minute', from, to);
  return [
    ...some('minute', from, first * MINUTES),
    ...some('hour', first, last),
    ...some('minute', last * MINUTES, to),
  ];
}

function some(unit: CountedPart['unit'], from: number, to: number): readonly CountedPart[] {
  return from < to ? [{ unit, from, to }] : [];
}

function rows(from: number, to: number): readonly RowPart[] {
  return from < to ? [{ unit: 'row', from, to }] : [];
}
