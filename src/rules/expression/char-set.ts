/** Sets of UTF-16 code units, as a regular expression without flags has them. */

/** Ranges in order, apart from each other: from, to, from, to … both included. */
export type CharSet = readonly number[];

const MAX_UNIT = 0xffff;

export const DIGIT: CharSet = [0x30, 0x39];
export const WORD: CharSet = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a];

/** `WhiteSpace` and `LineTerminator` of ECMAScript. */
export const SPACE: CharSet = [
  0x09, 0x0d, 0x20, 0x20, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f,
  0x205f, 0x3000, 0x3000, 0xfeff, 0xfeff,
];

/** What `.` is. */
export const NO_LINE_END: CharSet = invert([0x0a, 0x0a, 0x0d, 0x0d, 0x2028, 0x2029]);

export function only(unit: number): CharSet {
  return [unit, unit];
}

/** @param set in order, apart from each other */
export function invert(set: CharSet): CharSet {
  const inverted: number[] = [];
  let from = 0;
  for (let i = 0; i < set.length; i += 2) {
    if (set[i]! > from) inverted.push(from, set[i]! - 1);
    from = set[i + 1]! + 1;
  }
  if (from <= MAX_UNIT) inverted.push(from, MAX_UNIT);
  return inverted;
}

/** @param ranges from, to, from, to … in any order, with any overlap */
export function unite(ranges: readonly number[]): CharSet {
  const pairs = ranges.flatMap((from, i) => (i % 2 === 0 ? [[from, ranges[i + 1]!] as const] : []));
  const united: number[] = [];
  for (const [from, to] of pairs.toSorted(([a], [b]) => a - b)) {
    const end = united.at(-1);
    if (end === undefined || from > end + 1) united.push(from, to);
    else if (to > end) united[united.length - 1] = to;
  }
  return united;
}

export function contains(set: CharSet, unit: number): boolean {
  for (let i = 0; i < set.length; i += 2) if (unit >= set[i]! && unit <= set[i + 1]!) return true;
  return false;
}
