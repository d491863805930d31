/** Secrets in prose, in paths, and behind the options of a command: a name, and nothing but a blank or a slash. */

import { pattern } from '../once.ts';
import { openingQuote } from './assigned.ts';
import { conceal } from './conceal.ts';
import { MAX_NAME, type Name } from './names.ts';
import { HIDDEN, type Span } from './spans.ts';
import { endOfBare, endOfQuoted, looksLikeToken } from './values.ts';

const GAP = /[ \t]{1,4}(?:\(|is: )?/y;

/** "with password 'x'", "--token x", "token x8Jk2 is not valid". Returns where to go on. */
export function hideInSentence(name: Name, spans: Span[]): number {
  const { text, start, end, verdict } = name;
  if (verdict === 'cookie') return end;
  GAP.lastIndex = end;
  if (!GAP.test(text)) return end;
  const from = GAP.lastIndex;
  const isOption = /(?:^|\s)--?$/.test(text.slice(Math.max(0, start - 3), start));
  const quoted = openingQuote(text, from);
  if (quoted !== undefined) {
    const close = endOfSentenceQuote(text, quoted.open, quoted.quote);
    if (verdict !== 'secret' && !isOption && !isToken(text.slice(quoted.open, close))) return end;
    return conceal(spans, name, quoted.open, close) + quoted.quote.length;
  }
  const value = text.slice(from, endOfBare(text, from, false)).replace(/[,.;:)]{1,4}$/, '');
  const isCode = /^\d{3,8}$/.test(value) && CODES.test(text.slice(start, end));
  if (!(isOption && !value.startsWith('-')) && !isCode && !isToken(value)) return end;
  return conceal(spans, name, from, from + value.length);
}

/** Secrets that are short numbers: of others, a number is a line or an amount. */
const CODES = /(?:pin|otp|cv[vcn]2?|csc|codes?|ssn)$/i;

function isToken(value: string): boolean {
  return looksLikeToken(value) && !value.includes('://') && !value.includes(HIDDEN);
}

/** An apostrophe inside a word does not close. */
function endOfSentenceQuote(text: string, from: number, quote: string): number {
  let close = endOfQuoted(text, from, quote);
  if (quote !== "'") return close;
  while (
    close - from < MAX_NAME &&
    LETTER_OR_DIGIT().test(text[close + 1] ?? '') &&
    text.includes("'", close + 1)
  )
    close = endOfQuoted(text, close + 1, quote);
  return close;
}

/** `/reset-password/x8Jk2...`: a link that somebody was sent. */
export function hideSegment({ text, end }: Name, spans: Span[]): number {
  SEGMENT.lastIndex = end;
  const value = SEGMENT.exec(text)?.[1];
  if (value === undefined || !looksLikeToken(value) || WORDS.test(value)) return end;
  spans.push({ start: end + 1, end: end + 1 + value.length, shown: HIDDEN });
  return end + 1 + value.length;
}

const SEGMENT = /\/([^/?#&\s"'<>.:]{16,512})(?=[/?#&\s"'<>]|$)/y;
const WORDS = /^[a-z]+(?:[-_][a-z\d]+)*$/;

const LETTER_OR_DIGIT = pattern(String.raw`[\p{L}\d]`, 'u');
