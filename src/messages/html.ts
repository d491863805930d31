/** HTML as a template: values stand in text and in quoted attributes that browsers neither run nor follow. */

import { show } from '../codes.ts';
import { endOfComment } from './comment.ts';
import { isInert } from './inert.ts';
import { inMarkup, type Place } from './places.ts';
import { holesBetween, type Fault, type Shape } from './shape.ts';
import { forbidHoles, nameAt, readTag, type Tag } from './tag.ts';

/** Elements whose content is no markup; that of the last two may have references. */
const RAW: ReadonlySet<string> = new Set([
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'style',
  'xmp',
  'textarea',
  'title',
]);
const ESCAPABLE: ReadonlySet<string> = new Set(['textarea', 'title']);

/** What is in them is read by rules of its own. */
const FOREIGN: ReadonlySet<string> = new Set(['math', 'svg']);
const REFUSED: ReadonlySet<string> = new Set(['plaintext', 'script']);

/** How each placeholder is written. Stops at what is no tag. */
export function placesInHtml(shape: Shape, fault: Fault): ReadonlyMap<number, Place> {
  const { text, holes } = shape;
  /** Of how many foreign elements this is the inside. */
  let foreign = 0;
  let index: number | undefined = 0;
  while (index !== undefined && index < text.length) {
    if (text[index] !== '<') {
      const end: number = indexOrEnd(text, '<', index);
      checkText(shape, index, end, foreign > 0, fault);
      index = end;
    } else if (text[index + 1] === '!') {
      index = endOfDeclaration(shape, index, fault);
    } else {
      const tag = readTag(shape, index, 'html', fault);
      if (tag === undefined || isRefused(tag, index, fault)) break;
      checkAttributes(shape, tag, foreign > 0 || FOREIGN.has(tag.name), fault);
      if (FOREIGN.has(tag.name) && !tag.selfClosing) foreign = Math.max(0, foreign + (tag.closing ? -1 : 1));
      index = RAW.has(tag.name) && !tag.closing ? endOfRaw(shape, tag, foreign > 0, fault) : tag.end;
    }
  }
  return new Map([...holes].map((hole) => [hole, inMarkup]));
}

function isRefused({ name }: Tag, at: number, fault: Fault): boolean {
  if (!REFUSED.has(name)) return false;
  fault(
    at,
    `has the element ${show(name)}`,
    'leave it out: browsers are told to run no script of an error page',
  );
  return true;
}

function endOfDeclaration(shape: Shape, at: number, fault: Fault): number | undefined {
  if (shape.text.startsWith('<!--', at)) return endOfComment(shape, at, fault);
  const doctype = '<!doctype html>';
  if (shape.text.slice(at, at + doctype.length).toLowerCase() === doctype) return at + doctype.length;
  fault(at, 'has a declaration', 'write "<!doctype html>", or leave it out');
  return undefined;
}

/** Its content ends at the first tag: whether browsers read others in it depends on what is around it. */
function endOfRaw(shape: Shape, { name, end }: Tag, foreign: boolean, fault: Fault): number | undefined {
  const { text } = shape;
  const close = indexOrEnd(text, '<', end);
  if (text[close + 1] !== '/' || nameAt(text, close + 2).toLowerCase() !== name) {
    fault(close, `does not close ${show(name)}`, `write "</${name}>" behind its text, which has no markup`);
    return undefined;
  }
  if (ESCAPABLE.has(name)) checkText(shape, end, close, foreign, fault);
  else forbidHoles(shape, end, close, `the element ${show(name)}`, fault);
  return close;
}

function checkAttributes(shape: Shape, { attributes }: Tag, foreign: boolean, fault: Fault): void {
  for (const { name, start, end } of attributes) {
    if (foreign || !isInert(name)) forbidHoles(shape, start, end, `the attribute ${show(name)}`, fault);
    else checkReferences(shape, start, end, fault);
  }
}

function checkText(shape: Shape, start: number, end: number, foreign: boolean, fault: Fault): void {
  if (foreign) forbidHoles(shape, start, end, 'an element that is not of HTML', fault);
  else checkReferences(shape, start, end, fault);
}

/** A reference without its end would take the begin of a value as that. */
function checkReferences(shape: Shape, start: number, end: number, fault: Fault): void {
  for (const hole of holesBetween(shape, start, end)) {
    let before = hole - 1;
    while (before > start && /[\w#]/.test(shape.text[before]!)) before--;
    if (before >= start && shape.text[before] === '&')
      fault(before, 'has "&" before a placeholder', 'write "&amp;" for the character itself');
  }
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const index = text.indexOf(wanted, from);
  return index === -1 ? text.length : index;
}
