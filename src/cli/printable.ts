/** Text of files and answers for a terminal: nothing in it may command one, or begin a line of its own. */

import { pattern } from '../once.ts';

const UNPRINTABLE = pattern(String.raw`[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]`, 'gu');
const BROKEN = pattern(String.raw`(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]`, 'gu');
const WIDE = pattern(
  String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]`,
  'gu',
);
const NARROW = pattern(String.raw`\p{M}`, 'gu');

/** On one line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE(), escaped);
}

/** With its line breaks and tabs. */
export function printableLines(text: string): string {
  return text.replace(BROKEN(), escaped);
}

/** Data as JSON on several lines, in which JSON's own escapes stand for what a terminal must not see. */
export function printableJson(data: unknown): string {
  return printableLines(JSON.stringify(data, undefined, 2));
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}

/** Columns that a terminal gives a text that is printable. */
export function widthOf(text: string): number {
  const wide = text.match(WIDE())?.length ?? 0;
  const narrow = text.match(NARROW())?.length ?? 0;
  return Array.from(text).length + wide - narrow;
}
