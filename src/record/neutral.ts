/** Text as a log may hold it: one line, nothing that forges another or fools a terminal. */

import { cut } from '../json.ts';

/** Line breaks, other controls, and marks that are invisible or turn text around. */
const UNSAFE = String.raw`[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]`;
const EVERY_UNSAFE = new RegExp(String.raw`${UNSAFE}|\p{Surrogate}`, 'gu');

/** Matches surrogates in pairs too, which are safe: a quick look that nearly all text passes. */
const SUSPICIOUS = new RegExp(String.raw`${UNSAFE}|[\ud800-\udfff]`);
/** The same without line feeds, of which a stack is made. */
const SUSPICIOUS_LINES = new RegExp(
  SUSPICIOUS.source.replace(String.raw`\u001f`, String.raw`\u0009\u000b-\u001f`),
);

/** Unsafe characters are written as their code point, `\u{a}`; what is longer than `limit` is cut with a mark. */
export function neutral(value: string, limit: number): string {
  const short = cut(value, limit);
  if (!SUSPICIOUS.test(short)) return short;
  // Cut again: what stands for a character is up to nine characters long.
  return cut(short.replace(EVERY_UNSAFE, codePointOf), limit + MARK_LENGTH);
}

/** Room for the mark of the first cut. */
const MARK_LENGTH = 32;

function codePointOf(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

/** The same for the frames of a stack, a line each. */
export function neutralLines(frames: string, limit: number): string {
  const short = cut(frames, limit);
  if (!SUSPICIOUS_LINES.test(short)) return short;
  const lines = short.split('\n').map((line) => neutral(line, MAX_LINE));
  return cut(lines.join('\n'), limit + MARK_LENGTH);
}

/**
 * The frames of a stack. A message must not pose as frames: the head, which repeats it, is left out.
 * @param message as it reads now; where it was changed after the error was made, the last run of frames counts
 */
export function framesOf(stack: string, message: string): string | undefined {
  const first = stack.indexOf(FRAME);
  if (first < 0) return undefined;
  const head = message === '' ? 0 : stack.indexOf(message);
  const from = head < 0 || head > first ? startOfLastRun(stack) : stack.indexOf(FRAME, head + message.length);
  return from < 0 ? undefined : stack.slice(from + 1);
}

const FRAME = '\n    at ';
const MAX_LINE = 512;

function startOfLastRun(stack: string): number {
  let from = stack.lastIndexOf(FRAME);
  for (;;) {
    const before = stack.lastIndexOf('\n', from - 1);
    if (from <= 0 || before < 0 || !stack.startsWith(FRAME, before)) return from;
    from = before;
  }
}
