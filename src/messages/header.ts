/** What a value may be in a header, by where it stands there. */

import { show } from '../codes.ts';
import type { At } from './at.ts';
import type { Token } from './tokens.ts';

/** As long as a header may be. What it says itself may be half of it. */
export const MAX_HEADER = 4096;

/** What is percent-encoded in a value that is all of the header, in one in quotes, and in any other. */
const ALONE = /[^ -~]/gu;
const QUOTED = /[^ !#-[\]-~]/gu;
const BARE = /[^ !#-'*+\-./-:?-[\]-~]/gu;

/** What makes the values of each placeholder fit: into its place, and all of them into the length. */
export function headerEscapes(
  tokens: readonly Token[],
  at: At,
): ReadonlyMap<Token, (value: string) => string> {
  const unsafe = unsafeIn(tokens, at);
  const said = tokens.reduce((length, token) => length + (unsafe.has(token) ? 0 : token.text.length), 0);
  const most = Math.floor((MAX_HEADER - said) / unsafe.size);
  return new Map([...unsafe].map(([token, pattern]) => [token, (value) => encoded(value, pattern, most)]));
}

/** Reports what no header can have, and quotes that do not enclose a value whatever it is. */
function unsafeIn(tokens: readonly Token[], at: At): ReadonlyMap<Token, RegExp> {
  const unsafe = new Map<Token, RegExp>();
  let quoted = false;
  let escaped = false;
  for (const token of tokens) {
    if (token.placeholder) {
      unsafe.set(token, tokens.length === 1 ? ALONE : quoted ? QUOTED : BARE);
      if (escaped)
        at.report(at.pointer, `has "\\" before ${show(token.text)}`, 'double the backslash or leave it out');
      escaped = false;
      continue;
    }
    const wrong = /[^\t -~]/u.exec(token.text);
    if (wrong !== null)
      at.report(at.pointer, `has ${show(wrong[0])}`, 'write visible ASCII, spaces and tabs only');
    for (const character of token.text) {
      if (character === '"' && !escaped) quoted = !quoted;
      escaped = quoted && !escaped && character === '\\';
    }
  }
  if (quoted && unsafe.size > 0)
    at.report(at.pointer, 'has a quotation mark without the one that ends it', 'write it there');
  return unsafe;
}

function encoded(value: string, unsafe: RegExp, most: number): string {
  const whole = value.replace(unsafe, percent);
  if (whole.length <= most) return whole;
  // Cut between characters: half an escape would be another value.
  let text = '';
  for (const character of value) {
    const next = text + character.replace(unsafe, percent);
    if (next.length > most) break;
    text = next;
  }
  return text;
}

function percent(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x80) return `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
  return encodeURIComponent(code >= 0xd800 && code <= 0xdfff ? '\ufffd' : character);
}
