/** Payment card numbers: a known issuer, a length it uses, a right check digit. */

import { once } from '../once.ts';
import type { Span } from './spans.ts';

/** First digits and lengths. Of ranges that only some issuers use, no more than those use: order numbers look alike. */
const ISSUERS: readonly (readonly [from: string, to: string, ...lengths: number[]])[] = [
  ['4', '4', 13, 16, 19],
  ['51', '55', 16],
  ['2221', '2720', 16],
  ['34', '34', 15],
  ['37', '37', 15],
  ['300', '305', 14, 16, 19],
  ['3095', '3095', 14, 16, 19],
  ['36', '36', 14, 16, 19],
  ['38', '39', 14, 16, 19],
  ['3528', '3589', 16, 17, 18, 19],
  ['6011', '6011', 16, 17, 18, 19],
  ['644', '659', 16, 17, 18, 19],
  ['62', '62', 16, 17, 18, 19],
  ['81', '82', 16, 17, 18, 19],
  ['2200', '2205', 16, 17, 18, 19],
  ['50', '50', 16, 17, 18, 19],
  ['56', '58', 16, 17, 18, 19],
  ['60', '60', 16, 17, 18, 19],
  ['63', '63', 16, 17, 18, 19],
  ['67', '67', 16, 17, 18, 19],
  ['9792', '9792', 16],
  ['5018', '5018', 12, 13, 14, 15],
  ['5020', '5020', 12, 13, 14, 15],
  ['5038', '5038', 12, 13, 14, 15],
  ['5893', '5893', 12, 13, 14, 15],
  ['6304', '6304', 12, 13, 14, 15],
  ['6759', '6759', 12, 13, 14, 15],
  ['6761', '6763', 12, 13, 14, 15],
];

/** Lengths by the first four digits, a bit each. */
const lengthsByPrefix = once(() => {
  const table = new Uint32Array(10_000);
  for (const [from, to, ...lengths] of ISSUERS) {
    const last = Number(to.padEnd(4, '9'));
    for (let prefix = Number(from.padEnd(4, '0')); prefix <= last; prefix++)
      for (const length of lengths) table[prefix]! |= 1 << length;
  }
  return table;
});

/**
 * Nine digits or more with a few separators between them, of which one may be a card's number or another one. Digits and
 * separators share no character: it is linear.
 */
export const NUMBERS: RegExp = /\d(?:[ ._/+|:·•*\t\r\n-]{0,3}\d){8,}/g;

const FEWEST = 12;
const MOST = 19;

/** @param numbers a match of `NUMBERS` that begins at `offset` */
export function findCards(text: string, numbers: string, offset: number, spans: Span[]): void {
  if (numbers.length >= FEWEST) findInCluster(numbers, offset, text, spans);
}

interface Group {
  readonly start: number;
  readonly end: number;
  /** How many digits of the cluster stand before it. */
  readonly before: number;
}

function findInCluster(cluster: string, offset: number, text: string, spans: Span[]): void {
  const luhn = new Luhn();
  const groups = groupsOf(cluster, luhn);
  for (let first = 0; first < groups.length; first++) {
    const last = lastGroup(cluster, groups, first, luhn);
    if (last < 0 || !isFree(text, offset + groups[first]!.start, offset + groups[last]!.end)) continue;
    const end = groups[last]!.end;
    const tail = cluster.slice(groups[first]!.start, end).replaceAll(/\D/g, '').slice(-4);
    spans.push({
      start: offset + groups[first]!.start,
      end: offset + end,
      shown: `[card ending in ${tail}]`,
    });
    first = last;
  }
}

function groupsOf(cluster: string, luhn: Luhn): Group[] {
  const groups: Group[] = [];
  let start = -1;
  for (let index = 0; index <= cluster.length; index++) {
    const digit = cluster.charCodeAt(index) - 48;
    if (digit >= 0 && digit <= 9) {
      if (start < 0) start = index;
      luhn.push(digit);
    } else if (start >= 0) {
      groups.push({ start, end: index, before: luhn.count - (index - start) });
      start = -1;
    }
  }
  return groups;
}

/** The group with which a card number ends that begins with group `first`; -1 when none does. */
function lastGroup(cluster: string, groups: readonly Group[], first: number, luhn: Luhn): number {
  const { start, end, before } = groups[first]!;
  const lengths = lengthsByPrefix()[luhn.prefix(before)]!;
  if (lengths === 0) return -1;
  const size = end - start;
  let separator: string | undefined;
  for (let last = first; last < groups.length; last++) {
    const group = groups[last]!;
    const count = group.before + group.end - group.start - before;
    if (count > MOST) return -1;
    if (last > first) {
      const between = cluster.slice(groups[last - 1]!.end, group.start);
      separator ??= between;
      if (between !== separator || !isGrouped(groups, first, last, size)) return -1;
    }
    const next = last + 1 < groups.length ? cluster.slice(group.end, groups[last + 1]!.start) : undefined;
    const continues =
      separator !== undefined &&
      next === separator &&
      groups[last + 1]!.end - groups[last + 1]!.start === size;
    if (((lengths >>> count) & 1) === 1 && luhn.isRight(before, count) && !(continues && size < 4))
      return last;
  }
  return -1;
}

/** Printed in equal groups of which the last may be shorter, or as Amex and Diners do: 4-6-5, 4-6-4. */
function isGrouped(groups: readonly Group[], first: number, last: number, size: number): boolean {
  const sizeOf = (index: number): number => groups[index]!.end - groups[index]!.start;
  const own = sizeOf(last);
  if (last - first === 1) return size === 4 ? own === 4 || own === 6 : own <= size;
  if (sizeOf(first + 1) === size) return sizeOf(last - 1) === size && own <= size;
  return last - first === 2 && size === 4 && (own === 4 || own === 5);
}

/** Not the fraction of a number, an international phone number, or a part of a hash. */
function isFree(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_HASH), start);
  if (/(?:\d[.,]|\+|\d)$/.test(before) || /^(?:\d|\.\d)/.test(text.slice(end, end + 2))) return false;
  const head = /[\da-z]*$/i.exec(before)![0];
  const tail = /^[\da-z]*/i.exec(text.slice(end, end + LONGEST_HASH))![0];
  return head + tail === '' || /[g-z]/i.test(head + tail);
}

const LONGEST_HASH = 128;

/** Check digits of any stretch of a row of digits, each in constant time. */
class Luhn {
  private readonly digits: number[] = [];
  /** Sums of the digits so far, those at even and at odd places doubled. */
  private readonly sums: [number[], number[]] = [[0], [0]];

  get count(): number {
    return this.digits.length;
  }

  push(digit: number): void {
    const [even, odd] = this.sums;
    const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
    const place = this.digits.push(digit) - 1;
    const isEven = place % 2 === 0;
    even.push(even[place]! + (isEven ? doubled : digit));
    odd.push(odd[place]! + (isEven ? digit : doubled));
  }

  prefix(from: number): number {
    const { digits } = this;
    return from + 4 > digits.length
      ? 0
      : digits[from]! * 1000 + digits[from + 1]! * 100 + digits[from + 2]! * 10 + digits[from + 3]!;
  }

  /** Every second digit counts double, from the last but one leftwards. */
  isRight(from: number, count: number): boolean {
    const sums = this.sums[(from + count) % 2 === 0 ? 0 : 1];
    return (sums[from + count]! - sums[from]!) % 10 === 0;
  }
}
