/**
 * Reads a regular expression: the part of JavaScript's syntax, without flags, that can be matched in linear time.
 * What the language takes for reasons of its past (a lone brace, unknown escapes) is refused: it is a mistake.
 */

import { NO_LINE_END, only } from './char-set.ts';
import { readClass, readEscape } from './escape.ts';
import { peek, take, takeMatch, type Reader } from './reader.ts';
import { Refusal, type Assertion, type Node } from './syntax.ts';

const ASSERTIONS: readonly (readonly [text: string, kind: Assertion])[] = [
  ['^', 'start'],
  ['$', 'end'],
  ['\\b', 'boundary'],
  ['\\B', 'inside'],
];

/** Reading calls itself for a group. */
const MAX_GROUPS = 100;

/** @throws Refusal */
export function parse(source: string): Node {
  if (/[\ud800-\udfff]/.test(source)) {
    throw new Refusal('has a character beyond U+FFFF', 'write the value itself in place of {"matches": …}');
  }
  const reader: Reader = { source, at: 0, depth: 0 };
  const node = readChoice(reader);
  if (take(reader, ')')) throw new Refusal('has a ")" without "("', 'write "\\)" for the parenthesis itself');
  return node;
}

/** Alternatives, up to the end or to a closing parenthesis. */
function readChoice(reader: Reader): Node {
  const items = [readSequence(reader)];
  while (take(reader, '|')) items.push(readSequence(reader));
  return items.length === 1 ? items[0]! : { type: 'choice', items };
}

function readSequence(reader: Reader): Node {
  const items: Node[] = [];
  while (!/^[|)]?$/.test(peek(reader))) {
    const kind = ASSERTIONS.find(([text]) => take(reader, text))?.[1];
    items.push(kind === undefined ? readRepeat(reader) : { type: 'assertion', kind });
  }
  return { type: 'sequence', items };
}

function readRepeat(reader: Reader): Node {
  const item = readAtom(reader);
  const counts = takeMatch(reader, /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y);
  if (counts === undefined) return item;
  const [, sign, least, comma, most] = counts;
  if (sign !== undefined) {
    return { type: 'repeat', item, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
  }
  const min = Number(least);
  const max = comma === undefined ? min : most === '' ? Infinity : Number(most);
  if (min > max)
    throw new Refusal('has counts in the wrong order', 'write the lesser count first, as in "{2,4}"');
  return { type: 'repeat', item, min, max };
}

function readAtom(reader: Reader): Node {
  if (take(reader, '(')) return readGroup(reader);
  if (take(reader, '[')) return { type: 'set', set: readClass(reader) };
  if (take(reader, '\\')) return { type: 'set', set: readEscape(reader) };
  if (take(reader, '.')) return { type: 'set', set: NO_LINE_END };
  const character = peek(reader);
  if (/[*+?]/.test(character)) {
    throw new Refusal(
      `has a "${character}" with nothing to repeat`,
      `write "\\${character}" for the character itself`,
    );
  }
  if (/[{}\]]/.test(character)) {
    throw new Refusal(
      `has a "${character}" that means nothing`,
      `write "\\${character}" for the character itself`,
    );
  }
  reader.at += 1;
  return { type: 'set', set: only(character.charCodeAt(0)) };
}

/** A group whose parenthesis is already read; all kinds are the same, as only whether there is a match matters. */
function readGroup(reader: Reader): Node {
  if (takeMatch(reader, /\?<?[=!]/y) !== undefined) {
    throw new Refusal(
      'has a look-around, which cannot be matched in bounded time',
      'use several conditions under "all" and "not"',
    );
  }
  if (peek(reader) === '?' && takeMatch(reader, /\?(?::|<[A-Za-z_$][\w$]*>)/y) === undefined) {
    throw new Refusal(
      'has a group of an unknown kind',
      'write "(?:…)", and both cases in place of flags, as in "[Aa]"',
    );
  }
  reader.depth += 1;
  if (reader.depth > MAX_GROUPS)
    throw new Refusal('has too many groups within each other', 'leave out those that are not needed');
  const node = readChoice(reader);
  reader.depth -= 1;
  if (!take(reader, ')'))
    throw new Refusal('has a "(" without ")"', 'write "\\(" for the parenthesis itself');
  return node;
}
