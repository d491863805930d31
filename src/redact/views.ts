/** A text as its reader would take it, one level deep, with the way back to where each character stands. */

import { pattern } from '../once.ts';
import type { Span } from './spans.ts';

export interface View {
  readonly text: string;
  /** A span of the view, as one of the text it was made from. */
  readonly toSource: (span: Span) => Span;
}

/**
 * Colours and other commands to a terminal. A letter behind an escape is one of them only where no word can be meant: an
 * escape must not take the first letter of `password`.
 */
const COMMAND =
  // oxlint-disable-next-line no-control-regex
  /(?:\u001b\[|\u009b)(?:[\d;:?]{1,32}[A-Za-z]|[mKJH](?![a-z]))|\u001b\][^\u0007\u001b]{0,256}(?:\u0007|\u001b\\)/y;
// oxlint-disable-next-line no-control-regex, no-misleading-character-class
const INVISIBLE = pattern(
  String.raw`[\0-\u001f\u007f-\u009f\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u3164\ufe00-\ufe0f\uffa0]`,
  'u',
);

const BLANK = pattern(String.raw`\p{Zs}`, 'u');
const DECIMAL = pattern(String.raw`\p{Nd}`, 'u');
const DASH = pattern(String.raw`[\p{Pd}\u2212]`, 'u');

/** Without what cannot be seen, and with the digits, blanks, dashes and quotes of ASCII. */
export function plainView(text: string): View | undefined {
  const view = new Changes(text);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x7f && (code >= 0x20 || code === 0x0a || code === 0x0d || code === 0x09)) continue;
    if (code === 0x1b || code === 0x9b) {
      COMMAND.lastIndex = index;
      const end = COMMAND.test(text) ? COMMAND.lastIndex : index + 1;
      view.replace(index, end, '');
      index = end - 1;
      continue;
    }
    const point = text.codePointAt(index)!;
    const length = point > 0xffff ? 2 : 1;
    const shown = plain(point);
    if (shown !== undefined) view.replace(index, index + length, shown);
    index += length - 1;
  }
  return view.finish();
}

const remembered = new Map<number, string | undefined>();
const MAX_REMEMBERED = 4096;

/** What a character reads as; `undefined` for itself. */
function plain(point: number): string | undefined {
  if (remembered.has(point)) return remembered.get(point);
  const character = String.fromCodePoint(point);
  const shown = readAs(character);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(point, shown === character ? undefined : shown);
  return remembered.get(point);
}

function readAs(character: string): string {
  if (INVISIBLE().test(character)) return '';
  if (BLANK().test(character)) return ' ';
  if (/[\u2028\u2029]/.test(character)) return '\n';
  if (DECIMAL().test(character)) return String(digitOf(character.codePointAt(0)!));
  if (DASH().test(character)) return '-';
  if (/[‘’‚‛′´]/.test(character)) return "'";
  if (/[“”„‟″«»]/.test(character)) return '"';
  const compatible = character.normalize('NFKC');
  return /^[ -~]+$/.test(compatible) ? compatible : character;
}

/** Decimal digits stand in tens, and every ten begins with its zero. */
function digitOf(code: number): number {
  let zero = code;
  while (zero > code - 10 && DECIMAL().test(String.fromCodePoint(zero - 1))) zero--;
  // Mathematical digits follow each other in five tens.
  return code >= 0x1d7ce && code <= 0x1d7ff ? (code - 0x1d7ce) % 10 : code - zero;
}

const ESCAPED =
  /%(?:[2-7][\da-f]|0[ad9]|[c-f][\da-f](?:%[89ab][\da-f]){1,3})|\\u00[\da-f]{2}|\\x[2-7][\da-f]|&(?:quot|apos|amp|lt|gt|colon|equals|commat|nbsp|#\d{2,3}|#x[\da-f]{2,3});/gi;

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  colon: ':',
  equals: '=',
  commat: '@',
  nbsp: ' ',
};

/** With percent, JSON, JavaScript and HTML escapes decoded. */
export function decodedView(text: string): View | undefined {
  return viewOf(text, ESCAPED, decodeEscape);
}

function decodeEscape(found: string): string {
  if (found[0] === '%') return decodePercent(found);
  if (found[0] === '\\') return String.fromCharCode(Number.parseInt(found.slice(2), 16));
  const name = found.slice(1, -1).toLowerCase();
  if (name[0] !== '#') return ENTITIES[name]!;
  return String.fromCharCode(name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
}

function decodePercent(found: string): string {
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}

function viewOf(text: string, escapes: RegExp, read: (found: string) => string): View | undefined {
  const view = new Changes(text);
  for (const { 0: found, index } of text.matchAll(escapes)) {
    const shown = read(found);
    if (shown !== found) view.replace(index, index + found.length, shown);
  }
  return view.finish();
}

interface Change {
  /** In the view. */
  readonly at: number;
  readonly length: number;
  /** In the text. */
  readonly from: number;
  readonly to: number;
}

/** A text in the making, out of another one. */
class Changes {
  private readonly changes: Change[] = [];
  private shown = '';
  private done = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  replace(from: number, to: number, shown: string): void {
    const last = this.changes.at(-1);
    this.shown += this.text.slice(this.done, from);
    const at = this.shown.length;
    // Neighbours that are both left out are one change.
    if (last?.to === from && last.length === 0 && shown === '')
      this.changes[this.changes.length - 1] = { ...last, to };
    else this.changes.push({ at, length: shown.length, from, to });
    this.shown += shown;
    this.done = to;
  }

  /** `undefined` when nothing reads otherwise. */
  finish(): View | undefined {
    const { changes, text, shown, done } = this;
    if (changes.length === 0) return undefined;
    return { text: shown + text.slice(done), toSource: (span) => toSource(span, changes) };
  }
}

function toSource({ start, end, shown }: Span, changes: readonly Change[]): Span {
  return { start: sourceOf(start, changes, false), end: sourceOf(end - 1, changes, true), shown };
}

/** Where the character at `position` of a view begins or ends in the text. */
function sourceOf(position: number, changes: readonly Change[], isEnd: boolean): number {
  const change = changes[lastBefore(position, changes)];
  if (change === undefined) return isEnd ? position + 1 : position;
  const beyond = position - change.at - change.length;
  if (beyond < 0) return isEnd ? change.to : change.from;
  return change.to + beyond + (isEnd ? 1 : 0);
}

/** The last change at or before `position`; -1 when there is none. */
function lastBefore(position: number, changes: readonly Change[]): number {
  let low = -1;
  let high = changes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (changes[middle]!.at <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
