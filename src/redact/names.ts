/** Where a name begins and ends that a look at the text has hit, and what it says about its value. */

import { pattern } from '../once.ts';
import { holdsMembers, type KeyJudge, type Verdict } from './keys.ts';

export interface Name {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** `query`: `key` and `code`, which are secrets in a URL only. */
  readonly verdict: Exclude<Verdict, 'harmless'> | 'query';
}

export const MAX_NAME = 64;

/** The last of several words that are a name only together: "API key", "card number", "mot de passe". */
const LAST_WORD = /^(?:keys?|codes?|phrase|number|passe)$/i;
const WORDS_BEFORE = pattern(String.raw`(?:[\p{L}\p{N}-]{1,20} ){1,2}$`, 'u');

export function verdictAt(
  text: string,
  start: number,
  end: number,
  verdictOf: KeyJudge['verdictOf'],
): Name['verdict'] | 'harmless' {
  const name = text.slice(start, end);
  const verdict = verdictOf(name);
  if (verdict === 'noun' && COMPOUND().test(name) && !OF_ERRORS.test(name) && !holdsMembers(name))
    return 'secret';
  if (verdict !== 'harmless') return verdict;
  if (isQueryKey(text, start, end)) return 'query';
  if (text[start - 1] !== ' ' || !LAST_WORD.test(name)) return verdict;
  const before = WORDS_BEFORE().exec(text.slice(Math.max(0, start - 42), start))?.[0] ?? '';
  return verdictOf(before + name);
}

/** No word of a sentence: `accessToken`, `x-auth-token`. */
const COMPOUND = pattern(String.raw`\p{L}[_-]\p{L}|\p{Ll}\p{Lu}`, 'u');
/** `invalid_token: the token has expired` */
const OF_ERRORS = /invalid|missing|expired|bad|wrong|unexpected|unknown|err|fail/i;

/** `?key=`, `&code=`: in a URL, where they are given to whoever may act. */
function isQueryKey(text: string, start: number, end: number): boolean {
  return (
    /[?&#]/.test(text[start - 1] ?? '') && text[end] === '=' && /^(?:key|code)$/i.test(text.slice(start, end))
  );
}

export function startOfName(text: string, from: number, least: number): number {
  const limit = Math.max(least, from - MAX_NAME);
  let start = from;
  while (start > limit && isNameCode(text.charCodeAt(start - 1))) start--;
  while (start < from && isJoint(text.charCodeAt(start))) start++;
  // The letter of an escaped line break or tab is not part of a name.
  return start < from && text[start - 1] === '\\' && /[nrt]/.test(text[start]!) ? start + 1 : start;
}

export function endOfName(text: string, from: number): number {
  const limit = Math.min(text.length, from + MAX_NAME);
  let end = from;
  while (end < limit && isNameCode(text.charCodeAt(end))) end++;
  while (end > from && isJoint(text.charCodeAt(end - 1))) end--;
  return Math.max(end, from + 1);
}

/** `-` and `.`, with which no name begins or ends. */
function isJoint(code: number): boolean {
  return code === 0x2d || code === 0x2e;
}

/** Letters of any script, digits, and `_`, `-`, `.`, `$`. */
function isNameCode(code: number): boolean {
  if (code < 0x80) return NAME_CODES[code] === 1;
  return (
    code >= 0xc0 &&
    !(code >= 0x2000 && code <= 0x2bff) &&
    !(code >= 0x3000 && code <= 0x303f) &&
    code < 0xfb00
  );
}

const NAME_CODES = Uint8Array.from({ length: 0x80 }, (_, code) =>
  /[\w.$-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** Whether a name begins its line, or an item in YAML or a shell. */
export function beginsLine(text: string, start: number): boolean {
  const from = Math.max(0, start - MAX_LEAD);
  const found = LEAD.exec(text.slice(from, start))!;
  return found[1] !== undefined || (found.index === 0 && from === 0);
}

const MAX_LEAD = 24;
const LEAD = /([\n\r]|\\n)?[ \t]*(?:(?:- |export |set |\$env:|ENV |> |\+ )["']?|["']?)$/;
