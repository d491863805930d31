/** What stands behind a name and a sign: quoted, in brackets, or bare. */

import { pattern } from '../once.ts';
import { reduceCookies } from './cookies.ts';
import { conceal } from './conceal.ts';
import { holdsMembers } from './keys.ts';
import { beginsLine, type Name } from './names.ts';
import { HIDDEN, type Span } from './spans.ts';
import {
  endOfBare,
  endOfBracketed,
  endOfHeader,
  endOfQuoted,
  looksLikeToken,
  saysNothing,
} from './values.ts';

/** A quote, also in a call or behind a letter as SQL and Python have it. */
const OPENING_QUOTE = /(?:[A-Za-z_]\w{0,31}\(\s?|[NEBbr]?\(?)(\\*["'`])/y;

/** The quote that opens at `from`, with where its text begins. */
export function openingQuote(
  text: string,
  from: number,
): { readonly open: number; readonly quote: string } | undefined {
  OPENING_QUOTE.lastIndex = from;
  const found = OPENING_QUOTE.exec(text);
  return found === null ? undefined : { open: OPENING_QUOTE.lastIndex, quote: found[1]! };
}

/**
 * @param isAssigned whether the sign is one of a language, not a word of a sentence
 * @returns where to go on
 */
export function hideAssigned(name: Name, from: number, isAssigned: boolean, spans: Span[]): number {
  const { text, verdict } = name;
  const quoted = openingQuote(text, from);
  if (quoted !== undefined) {
    const { open, quote } = quoted;
    const close = endOfQuoted(text, open, quote);
    if (!isAssigned && verdict !== 'secret' && !looksLikeToken(text.slice(open, close))) return from;
    return conceal(spans, name, open, close) + quote.length;
  }
  if (text[from] === '[' || text[from] === '{') return hideBracketed(name, from, spans);
  return hideBare(name, from, isAssigned, spans);
}

const MEMBERS = /^\{[^{}]*[:=]/;

function hideBracketed(name: Name, from: number, spans: Span[]): number {
  const { text, start, verdict } = name;
  // Of an object under a name like `session`, the members tell.
  if (
    verdict === 'query' ||
    (verdict === 'noun' &&
      text[from] === '{' &&
      holdsMembers(text.slice(start, name.end)) &&
      MEMBERS.test(text.slice(from, from + 200)))
  )
    return from;
  const end = endOfBracketed(text, from);
  if (beginsLine(text, start) && !/^\s*(?:[\],}]|$)/.test(text.slice(end, end + 2)))
    return conceal(spans, name, from, endOfBare(text, from, true));
  const inside = text.slice(from + 1, end - 1).trim();
  if (saysNothing(inside) || saysNothing(inside.replaceAll(/^\\*["']|\\*["']$/g, ''))) return end;
  if (verdict === 'cookie') hideCookies(text, from, end, spans);
  else spans.push({ start: from, end: Math.max(end, endOfBare(text, end, false)), shown: HIDDEN });
  return end;
}

const COOKIE = /([:[,=]>?\s{0,4}\\*["'])(?:[^"'\\]|\\(?!["'])){1,4096}(?=\\*["']\s{0,4}[,}\]])/g;

/** An object or array of cookies: the values of the one, the items of the other. */
function hideCookies(text: string, from: number, end: number, spans: Span[]): void {
  for (const { 0: found, 1: lead = '', index } of text.slice(from, end).matchAll(COOKIE)) {
    const value = found.slice(lead.length);
    spans.push({
      start: from + index + lead.length,
      end: from + index + found.length,
      shown: reduceCookies(value),
    });
  }
}

function hideBare(name: Name, from: number, isAssigned: boolean, spans: Span[]): number {
  const { text, start, verdict } = name;
  const word = text.slice(from, endOfBare(text, from, false));
  if (verdict === 'cookie' && !word.includes('=')) return from;
  if (!isAssigned && !looksLikeToken(word)) return from;
  if (verdict === 'query' && !(word.length >= 16 && looksLikeToken(word))) return from;
  const closing = isAssigned ? endOfOuterQuote(text, start, from) : -1;
  if (closing >= 0) return conceal(spans, name, from, closing);
  if (verdict === 'cookie') return conceal(spans, name, from, endOfHeader(text, from));
  const isLine = isAssigned && (isAuthorization(text, name) || beginsLine(text, start));
  const end = isLine ? endOfBare(text, from, true) : endOfBare(text, behindScheme(text, from), false);
  if (verdict === 'noun' && !isSecretNoun(name, from, end)) return from;
  PARAMETERS.lastIndex = end;
  return conceal(
    spans,
    name,
    from,
    isAuthorization(text, name) && PARAMETERS.test(text) ? PARAMETERS.lastIndex : end,
  );
}

/** `Bearer` alone is no value. */
function behindScheme(text: string, from: number): number {
  SCHEME.lastIndex = from;
  return SCHEME.test(text) ? SCHEME.lastIndex : from;
}

const SCHEME = /(?:Bearer|Basic) {1,8}(?=\S)/iy;

function isAuthorization(text: string, { start, end }: Name): boolean {
  return /authorization$/i.test(text.slice(start, end));
}

/** Of `Digest username="jane", response="..."` and the like. */
const PARAMETERS = /(?:[ \t]{0,4}\w[\w-]{0,32}=(?:\\?"[^"\\]{0,1024}\\?"|[^\s,"]{1,1024}),?)+/y;

/** Of a whole header in quotes, `'Authorization: x y'`, the quote behind it, on the same line; -1 where there is none. */
function endOfOuterQuote(text: string, start: number, from: number): number {
  const quote = text[start - 1] ?? '';
  if (!/["'`]/.test(quote) || text[from - 1] !== ' ') return -1;
  const close = text.indexOf(quote, from);
  return close >= 0 && !text.slice(from, close).includes('\n')
    ? text[close - 1] === '\\'
      ? close - 1
      : close
    : -1;
}

/** "token: jwt malformed" is a sentence, `token: x8Jk2` and `token=abc` are not. */
function isSecretNoun({ text, start }: Name, from: number, end: number): boolean {
  const value = text.slice(from, end);
  if (/^\d{1,2}$/.test(value)) return false;
  if (!/[:>]\s$/.test(text.slice(from - 2, from))) return !saysNothing(value);
  const [first = ''] = value.split(/\s/, 1);
  if (looksLikeToken(first.replace(/[,.;:]$/, ''))) return true;
  if (/^(?:bearer|basic|digest|token|apikey)\s+\S{6}/i.test(value)) return true;
  // Alone on its line, and no word.
  return first === value.trim() && !LETTERS().test(first) && beginsLine(text, start);
}

const LETTERS = pattern(String.raw`^[\p{L}-]*$`, 'u');
