/** One tag of XML or HTML, read strictly: what parsers would have to repair, they would not all repair alike. */

import { show } from '../codes.ts';
import { pattern } from '../once.ts';
import { holesBetween, type Fault, type Shape } from './shape.ts';

export interface Tag {
  /** In lower case in HTML. */
  readonly name: string;
  readonly closing: boolean;
  readonly selfClosing: boolean;
  readonly attributes: readonly Attribute[];
  /** What follows it. */
  readonly end: number;
}

export interface Attribute {
  /** In lower case in HTML. */
  readonly name: string;
  /** Its value, without quotes. */
  readonly start: number;
  readonly end: number;
}

/** `Name` of XML 1.0. */
const NAME = pattern(
  String.raw`[:A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}][-.:\w\xb7\xc0-\xd6\xd8-\xf6\xf8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}]*`,
  'uy',
);

/** HTML has attributes without quotes or value, and names whatever their case. */
type Language = 'xml' | 'html';

/** The tag whose `<` is at `at`. Reports one that is not well-formed. */
export function readTag(shape: Shape, at: number, language: Language, fault: Fault): Tag | undefined {
  const { text } = shape;
  const nameOf = (given: string): string => (language === 'html' ? given.toLowerCase() : given);
  const closing = text[at + 1] === '/';
  const begin = at + (closing ? 2 : 1);
  const name = nameAt(text, begin);
  if (name === '') return stray(shape, begin, fault);
  const attributes: Attribute[] = [];
  const names = new Set<string>();
  let index = begin + name.length;
  for (;;) {
    const next = afterSpace(text, index);
    if (text[next] === '>')
      return { name: nameOf(name), closing, selfClosing: false, attributes, end: next + 1 };
    if (text.startsWith('/>', next) && !closing)
      return { name: nameOf(name), closing, selfClosing: true, attributes, end: next + 2 };
    const attribute = next > index && !closing ? readAttribute(text, next, language) : next;
    if (typeof attribute === 'number') return stray(shape, attribute, fault);
    const own = nameOf(attribute.name);
    if (names.has(own)) fault(next, `has a second attribute ${show(own)}`, 'leave one of them out');
    names.add(own);
    attributes.push({ ...attribute, name: own });
    index = attribute.after;
  }
}

interface Read extends Attribute {
  /** What follows it, quote included. */
  readonly after: number;
}

/** The attribute at `at`, or the place where it stops to be one. */
function readAttribute(text: string, at: number, language: Language): Read | number {
  const name = nameAt(text, at);
  if (name === '') return at;
  const bare = at + name.length;
  const equals = afterSpace(text, bare);
  if (text[equals] !== '=') {
    return language === 'html' ? { name, start: bare, end: bare, after: bare } : equals;
  }
  const value = afterSpace(text, equals + 1);
  const quote = text[value];
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, value + 1);
    return end === -1 ? text.length : { name, start: value + 1, end, after: end + 1 };
  }
  if (language === 'xml') return value;
  UNQUOTED.lastIndex = value;
  const end = UNQUOTED.test(text) ? UNQUOTED.lastIndex : value;
  return end === value ? value : { name, start: value, end, after: end };
}

/** A placeholder ends it too, and is stray then. */
const UNQUOTED = /[^\s"'=<>`\ue000]+/y;

function stray(shape: Shape, at: number, fault: Fault): undefined {
  const { text, holes } = shape;
  if (holes.has(at))
    fault(at, 'has a placeholder in a tag', 'put it into the text or the quoted value of an attribute');
  else if (at >= text.length) fault(at, 'ends in a tag', 'close the tag');
  else
    fault(at, `has ${show(text[at])} in a tag`, 'write the tag in full, and "<" that begins none as "&lt;"');
}

/** Reports placeholders where a value cannot stand. */
export function forbidHoles(shape: Shape, start: number, end: number, where: string, fault: Fault): void {
  for (const hole of holesBetween(shape, start, end))
    fault(hole, `has a placeholder in ${where}`, 'put it into the text or another attribute');
}

export function nameAt(text: string, at: number): string {
  const name = NAME();
  name.lastIndex = at;
  return name.exec(text)?.[0] ?? '';
}

function afterSpace(text: string, at: number): number {
  let index = at;
  while (SPACE.has(text[index]!)) index++;
  return index;
}

const SPACE: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r', '\f']);
