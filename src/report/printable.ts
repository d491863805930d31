/** Text of anybody as it is read: nothing in it commands a terminal, turns around what is read, or begins a line. */

import { pattern } from '../once.ts';

/** What most texts are: nothing else has to be looked for. */
const PLAIN = /^[ -~]*$/;
/** Turns or breaks text, or hides in it; but for what joins letters, and what chooses among the forms of one sign. */
const HIDING = String.raw`(?![\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}])[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]`;
const UNSEEN = String.raw`(?:${HIDING}|[\p{Cc}\p{Cs}\ufffe\uffff])`;
export const hiding: () => RegExp = pattern(HIDING, 'gu');
const UNPRINTABLE = pattern(UNSEEN, 'gu');
const BROKEN = pattern(String.raw`(?![\n\t])${UNSEEN}`, 'gu');
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
  return PLAIN.test(text) ? text : text.replace(BROKEN(), spelled);
}

/** As JSON escapes it: each half of those of two. */
export function spelled(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
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
