/** Where the strings, numbers and words of a JSON text end (RFC 8259), and what breaks them. */

import { show } from '../codes.ts';

/** Where a text stops being JSON. */
export class Malformed extends Error {
  readonly offset: number;
  readonly cure: string;

  constructor(offset: number, problem: string, cure: string) {
    super(problem);
    this.offset = offset;
    this.cure = cure;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const WORDS: readonly string[] = ['true', 'false', 'null'];
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/** The next character that is no white space. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break;
  }
  return at;
}

/** `start` is that of the opening quote. A loop, since a pattern would need memory for each escape. */
export function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at = endOfEscape(text, at);
    else if (code < 0x20) {
      const escaped = JSON.stringify(text[at]).slice(1, -1);
      throw new Malformed(at, 'has a control character in a text', `write it as ${escaped}`);
    } else at += 1;
  }
  throw new Malformed(start, 'has a text without an end', 'close it by a double quote');
}

function endOfEscape(text: string, start: number): number {
  const next = text.charAt(start + 1);
  if (next !== '' && '"\\/bfnrt'.includes(next)) return start + 2;
  if (/^u[0-9a-fA-F]{4}$/.test(text.slice(start + 1, start + 6))) return start + 6;
  const shown = `\\${next === '' ? '' : show(next).slice(1, -1)}`;
  throw new Malformed(start, `has the unknown escape "${shown}"`, 'write a backslash as two');
}

/** A number or a word. */
export function endOfScalar(text: string, start: number): number {
  const word = WORDS.find((known) => text.startsWith(known, start));
  if (word !== undefined) return start + word.length;
  NUMBER.lastIndex = start;
  const number = NUMBER.exec(text)?.[0];
  if (number === undefined) throw noValue(text, start);
  if (!Number.isFinite(Number(number)))
    throw new Malformed(
      start,
      `has the number ${number.slice(0, 40)}, which is too large`,
      'give a smaller one',
    );
  return start + number.length;
}

function noValue(text: string, at: number): Malformed {
  const problem = `has ${characterAt(text, at)} where a value should be`;
  switch (text.charAt(at)) {
    case '/':
      return new Malformed(at, problem, 'remove the comment: JSON has none');
    case "'":
      return new Malformed(at, problem, 'put texts in double quotes');
    case '':
      return new Malformed(at, problem, 'complete it');
    default:
      return new Malformed(
        at,
        problem,
        'give a text in double quotes, a number, true, false, null, [] or {}',
      );
  }
}

/** What stands there, for error messages. */
export function characterAt(text: string, at: number): string {
  return at >= text.length ? 'its end' : show(String.fromCodePoint(text.codePointAt(at)!));
}
