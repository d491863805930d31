/** Lines that fit the terminal, and columns that stand below each other. */

import { widthOf } from './printable.ts';

/** Narrower terminals get lines that they must break themselves. */
const MIN_WIDTH = 24;

/** Breaks a text between words, and indents all lines but the first. */
export function wrap(text: string, columns: number | undefined, indent: number): string {
  const width = (columns ?? Number.POSITIVE_INFINITY) - indent;
  if (width < MIN_WIDTH || widthOf(text) <= width) return text;
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line === '') lines[lines.length - 1] = word;
    else if (widthOf(line) + 1 + widthOf(word) <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}

/** The width of the widest. */
export function widest(texts: readonly string[]): number {
  let width = 0;
  for (const text of texts) width = Math.max(width, widthOf(text));
  return width;
}

export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** For numbers. */
export function padLeft(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** The beginning of a text, and a mark where it was cut. No character is halved. */
export function clip(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += widthOf(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return width < 1 ? '' : `${kept}…`;
}
