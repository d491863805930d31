/** Character data of XML: which characters and references it may have. */

import { pattern } from '../once.ts';
import type { Fault, Shape } from './shape.ts';

/** What XML 1.0 cannot hold. */
const ILLEGAL = pattern(String.raw`[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]`, 'u');

export function hasIllegal({ text }: Shape, fault: Fault): boolean {
  const at = text.search(ILLEGAL());
  if (at !== -1) fault(at, 'has a character that XML cannot hold', 'leave it out');
  return at !== -1;
}

const REFERENCE = /&(?:amp|lt|gt|quot|apos|#(\d{1,7})|#x([\dA-Fa-f]{1,6}));/y;

/** Reports entities, which XML knows five of, and "&" that is none. */
export function checkReferences({ text }: Shape, start: number, end: number, fault: Fault): void {
  for (const { index } of text.slice(start, end).matchAll(/&/g)) {
    REFERENCE.lastIndex = start + index;
    if (!isReference(REFERENCE.exec(text)))
      fault(
        start + index,
        'has "&" that begins no reference',
        'write "&amp;", or one of "&lt;", "&gt;", "&quot;", "&apos;"',
      );
  }
}

function isReference(found: RegExpExecArray | null): boolean {
  if (found === null) return false;
  const [, decimal, hexadecimal] = found;
  if (decimal === undefined && hexadecimal === undefined) return true;
  const code = decimal === undefined ? Number(`0x${hexadecimal}`) : Number(decimal);
  return code <= 0x10ffff && !ILLEGAL().test(String.fromCodePoint(code));
}

/** `]]>` must not stand in text, and its begin may come from a value. */
export function checkBrackets({ text, holes }: Shape, start: number, end: number, fault: Fault): void {
  for (const { index, 0: found } of text.slice(start, end).matchAll(/[\]\ue000]{1,2}>/g)) {
    const first = start + index;
    const last = first + found.length - 1;
    if (found === ']]>' || holes.has(first) || holes.has(last - 1))
      fault(last, 'has ">" behind "]]" or a placeholder', 'write "&gt;"');
  }
}
