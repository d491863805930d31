/** What stands for a character or a set of them: escapes and classes. */

import { DIGIT, invert, only, SPACE, unite, WORD, type CharSet } from './char-set.ts';
import { peek, take, takeMatch, type Reader } from './reader.ts';
import { Refusal } from './syntax.ts';

const SETS: ReadonlyMap<string, CharSet> = new Map([
  ['d', DIGIT],
  ['D', invert(DIGIT)],
  ['w', WORD],
  ['W', invert(WORD)],
  ['s', SPACE],
  ['S', invert(SPACE)],
]);

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['t', 0x09],
  ['n', 0x0a],
  ['v', 0x0b],
  ['f', 0x0c],
  ['r', 0x0d],
]);

/** What stands behind a backslash that is already read. */
export function readEscape(reader: Reader): CharSet {
  const hex = takeMatch(reader, /x([\da-f]{2})|u([\da-f]{4})/iy);
  if (hex !== undefined) return only(Number.parseInt((hex[1] ?? hex[2])!, 16));
  if (takeMatch(reader, /0(?!\d)/y) !== undefined) return only(0);
  const character = peek(reader);
  refuse(character);
  reader.at += 1;
  const control = CONTROLS.get(character);
  return SETS.get(character) ?? only(control ?? character.charCodeAt(0));
}

function refuse(character: string): void {
  if (character === '') throw new Refusal('ends with a backslash', 'write "\\\\" for the backslash itself');
  if (/[1-9k]/.test(character)) {
    throw new Refusal(
      'has a back-reference, which cannot be matched in bounded time',
      'repeat what the group says, or use several conditions under "all"',
    );
  }
  if (/p/i.test(character)) {
    throw new Refusal(`has a class of Unicode properties`, 'name the characters, as in "[a-zäöüß]"');
  }
  if (/[0xu]/.test(character)) {
    throw new Refusal(
      `has an incomplete escape "\\${character}"`,
      'write two digits as in "\\x41", or four as in "\\u0041"',
    );
  }
  if (/[A-Za-z]/.test(character) && !SETS.has(character) && !CONTROLS.has(character)) {
    throw new Refusal(`has an unknown escape "\\${character}"`, `write "${character}" for the letter itself`);
  }
}

/** A class whose opening bracket is already read. */
export function readClass(reader: Reader): CharSet {
  const inverted = take(reader, '^');
  const ranges: number[] = [];
  while (!take(reader, ']')) {
    const from = readMember(reader);
    if (!/^-[^\]]/.test(reader.source.slice(reader.at, reader.at + 2))) {
      ranges.push(...from);
      continue;
    }
    reader.at += 1;
    ranges.push(...rangeOf(from, readMember(reader)));
  }
  const set = unite(ranges);
  return inverted ? invert(set) : set;
}

function readMember(reader: Reader): CharSet {
  if (take(reader, '\\b')) return only(0x08);
  if (take(reader, '\\')) return readEscape(reader);
  const character = peek(reader);
  if (character === '')
    throw new Refusal('has a class without end', 'write "]" at its end, or "\\[" for the bracket itself');
  reader.at += 1;
  return only(character.charCodeAt(0));
}

function rangeOf(from: CharSet, to: CharSet): CharSet {
  const [first, firstEnd] = from;
  const [last, lastEnd] = to;
  if (first !== firstEnd || last !== lastEnd) {
    throw new Refusal('has a range from or to a set of characters', 'write "\\-" for the hyphen itself');
  }
  if (first! > last!)
    throw new Refusal('has a range in the wrong order', 'write the lesser character first, as in "[a-z]"');
  return [first!, last!];
}
