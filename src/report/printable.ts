/** Text of anybody as it is read: nothing in it commands a terminal, turns around what is read, or begins a line. */

import { pattern } from '../once.ts';

/** What most texts are: nothing else has to be looked for. */
const PLAIN = /^[ -~]*$/;
const UNPRINTABLE = pattern(String.raw`[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]`, 'gu');
const BROKEN = pattern(String.raw`(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]`, 'gu');
const WIDE = pattern(
  String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]`,
  'gu',
);
const NARROW = pattern(String.raw`\p{M}`, 'gu');

/** On one line, with escapes as JSON has them in place of what is not seen. */
export function printable(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNPRINTABLE(), spelled);
}

/** The same with its line breaks and tabs. */
export function printableLines(text: string): string {
  return text.replace(BROKEN(), spelled);
}

/** As JSON escapes it: a character of one unit, as all are that are not seen, halves of others included. */
export function spelled(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Columns that printable text takes. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  const wide = text.match(WIDE())?.length ?? 0;
  const narrow = text.match(NARROW())?.length ?? 0;
  return Array.from(text).length + wide - narrow;
}

/** Text in lines of at most `width` columns, broken behind a space, `/`, `&` or `;` where one is near the end. */
export function folded(text: string, width: number): readonly string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  for (const character of text) {
    const own = widthOf(character);
    if (columns + own > width) {
      const kept = line.slice(0, breakOf(line));
      lines.push(kept.trimEnd());
      line = line.slice(kept.length);
      columns = widthOf(line);
    }
    line += character;
    columns += own;
  }
  return [...lines, line];
}

function breakOf(line: string): number {
  const last = Math.max(...[' ', '/', '&', ';'].map((mark) => line.lastIndexOf(mark)));
  return last >= line.length / 2 ? last + 1 : line.length;
}
