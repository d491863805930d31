/**
 * One look at every character, some nanoseconds each, which proves the absence of anything suspicious in most texts and
 * tells the detectors where to look in the others. Every detector starts from what is found here.
 */

import { once } from '../once.ts';

/** What a text has, and so which detectors have work. */
export const HAS = {
  /** Nine digits or more. */
  digits: 1,
  at: 2,
  /** `://` */
  url: 4,
  /** Percent, backslash or ampersand escapes. */
  escapes: 8,
  /** Beyond Latin letters: other scripts, invisible characters, wide digits, terminal codes. */
  unusual: 16,
  /** Five dashes in a row. */
  dashes: 32,
  /** A dash behind a blank, as in ` -u`. */
  options: 64,
  /** Two letters that begin a word and a digit after them, as an IBAN begins. */
  account: 128,
} as const;

export interface Scan {
  readonly flags: number;
  /** Where a word that names secrets may begin, ascending. */
  readonly keys: readonly number[];
  /** Where a provider's token may begin, ascending. */
  readonly tokens: readonly number[];
  /** Where sixteen letters and digits in a row begin, or more, ascending. */
  readonly runs: readonly number[];
}

/** The openings that `scan` looks for: four characters each, a bit for each combination. */
export interface Openings {
  readonly bits: Uint32Array;
  readonly ofToken: Uint32Array;
}

const LATIN_END = 0x180;
const DIGIT = 27;
const OTHER = 30;
const NON_LATIN = 31;

/** Letters without case and accents 1-26, then digits, joints, dots, the rest. */
function foldCode(code: number): number {
  const letter = fold(String.fromCharCode(code)).charCodeAt(0) - 96;
  if (letter >= 1 && letter <= 26) return letter;
  if (code >= 48 && code <= 57) return DIGIT;
  if (code === 0x2d || code === 0x5f) return 28;
  return code === 0x2e ? 29 : OTHER;
}

/** What a character folds to, and above that what it tells of its text. */
const entriesOfLatin = once(() =>
  new Uint16Array(LATIN_END).map((_, code) => foldCode(code) | (flagsOfCode(code) << 5)),
);
const BEYOND_LATIN = NON_LATIN | (HAS.unusual << 5);

function flagsOfCode(code: number): number {
  if (code === 0x40) return HAS.at;
  if (code === 0x25 || code === 0x26 || code === 0x5c) return HAS.escapes;
  const isControl =
    (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) || (code >= 0x7f && code < 0xc0);
  return isControl ? HAS.unusual : 0;
}

/** Lower case, without accents. */
export function fold(text: string): string {
  return (
    text
      .toLowerCase()
      .normalize('NFD')
      // The accents of Latin; a class of Unicode properties would cost its time at every start.
      .replaceAll(/[\u0300-\u036f]/g, '')
      .replaceAll('ł', 'l')
      .replaceAll('ı', 'i')
  );
}

/** @param words in folded form; of a token, its constant prefix */
export function compileOpenings(words: Iterable<string>, tokens: Iterable<string>): Openings {
  const bits = new Uint32Array(1 << 15);
  const ofToken = new Uint32Array(1 << 15);
  for (const word of words) mark(word, [bits]);
  for (const token of tokens) mark(token, [bits, ofToken]);
  return { bits, ofToken };
}

/** A word of three letters is followed by anything, one of two by what is no letter. */
function mark(word: string, tables: readonly Uint32Array[]): void {
  const [a = OTHER, b = OTHER, c, d] = word
    .split('')
    .slice(0, 4)
    .map((character) => foldOf(character.charCodeAt(0)));
  const thirds = c === undefined ? [DIGIT, 28, 29, OTHER, NON_LATIN] : [c];
  for (const table of tables)
    for (const third of thirds) table[(a << 10) | (b << 5) | third]! |= d === undefined ? ~0 : 1 << d;
}

function foldOf(code: number): number {
  return code < LATIN_END ? entriesOfLatin()[code]! & 31 : NON_LATIN;
}

const NONE: readonly number[] = [];

export function scan(text: string, { bits, ofToken }: Openings): Scan {
  const entries = entriesOfLatin();
  let flags = 0;
  let window = 0;
  let digits = 0;
  let run = 0;
  let keys: number[] | undefined;
  let tokens: number[] | undefined;
  let runs: number[] | undefined;
  const { length } = text;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    const entry = code < LATIN_END ? entries[code]! : BEYOND_LATIN;
    const folded = entry & 31;
    window = ((window << 5) | folded) & 0xfffff;
    const bit = 1 << folded;
    if ((bits[window >>> 5]! & bit) !== 0) {
      if ((ofToken[window >>> 5]! & bit) !== 0) (tokens ??= []).push(index - 3);
      (keys ??= []).push(index - 3);
    }
    if (folded <= DIGIT) {
      run++;
      if (folded === DIGIT) {
        digits++;
        if (run === 3 && (window & 0x7c00) < 0x6c00 && (window & 0x3e0) < 0x360) flags |= HAS.account;
      }
      continue;
    }
    if (run >= LONG_RUN) (runs ??= []).push(index - run);
    run = 0;
    flags |= entry >>> 5;
    if (code === 0x2f || code === 0x2d) flags |= flagsOf(code, text, index);
  }
  if (run >= LONG_RUN) (runs ??= []).push(length - run);
  if (digits >= 9) flags |= HAS.digits;
  return { flags, keys: keys ?? NONE, tokens: tokens ?? NONE, runs: runs ?? NONE };
}

const LONG_RUN = 16;

/** `://`, ` -`, `-----` */
function flagsOf(code: number, text: string, index: number): number {
  const before = text.charCodeAt(index - 1);
  if (code === 0x2f) return before === 0x3a && text.charCodeAt(index + 1) === 0x2f ? HAS.url : 0;
  if (before === 0x20) return HAS.options;
  return before === 0x2d && text.startsWith('---', index + 1) ? HAS.dashes : 0;
}
