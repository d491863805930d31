/** XML as a template: it must be well-formed whatever the values are, which stand in text and in attributes. */

import { show } from '../codes.ts';
import { isInert } from './inert.ts';
import { checkNames, declare, firstPrefixes, forget, type Prefixes } from './namespaces.ts';
import { inMarkup, inXmlAttribute, type Place } from './places.ts';
import { holesBetween, type Fault, type Shape } from './shape.ts';
import { forbidHoles, readTag, type Tag } from './tag.ts';
import { afterDeclaration, afterSpecial } from './xml-declarations.ts';
import { checkBrackets, checkReferences, hasIllegal } from './xml-text.ts';

/** An element that is open. */
interface Open {
  readonly name: string;
  /** Prefixes of namespaces. */
  readonly declared: readonly string[];
}

interface Reading extends Shape {
  readonly fault: Fault;
  readonly open: Open[];
  readonly prefixes: Prefixes;
  readonly places: Map<number, Place>;
  /** It has a namespace that browsers show as a page, with scripts and links, by whatever media type. */
  readonly active: boolean;
  rooted: boolean;
}

/** How each placeholder is written. Stops at what is not well-formed. */
export function placesInXml(shape: Shape, fault: Fault): ReadonlyMap<number, Place> {
  const active = /www\.w3\.org\/(?:1999\/xhtml|2000\/svg|1998\/math\/mathml)/i.test(shape.text);
  const reading: Reading = {
    ...shape,
    fault,
    open: [],
    prefixes: firstPrefixes(),
    places: new Map(),
    active,
    rooted: false,
  };
  let index = hasIllegal(shape, fault) ? undefined : afterDeclaration(shape, fault);
  while (index !== undefined && index < shape.text.length) index = next(reading, index);
  if (index !== undefined) checkEnd(reading);
  return reading.places;
}

function next(reading: Reading, at: number): number | undefined {
  const { text, open, fault } = reading;
  if (text[at] !== '<') return afterText(reading, at);
  if (text[at + 1] === '!' || text[at + 1] === '?') return afterSpecial(reading, at, open.length > 0, fault);
  const tag = readTag(reading, at, 'xml', fault);
  if (tag === undefined) return undefined;
  return (tag.closing ? close(reading, tag, at) : begin(reading, tag, at)) ? tag.end : undefined;
}

function begin(reading: Reading, tag: Tag, at: number): boolean {
  const { open, prefixes, active, rooted, fault } = reading;
  if (rooted && open.length === 0) {
    fault(at, `has a second root, ${show(tag.name)}`, 'put all elements into one');
    return false;
  }
  if (active && localName(tag.name) === 'script')
    fault(at, 'has the element "script"', 'leave it out: an error page runs no script');
  const declared = declare(tag, prefixes, reading, fault);
  checkNames(tag, prefixes, at, fault);
  for (const { name, start, end } of tag.attributes) checkAttribute(reading, name, start, end);
  if (tag.selfClosing) forget(declared, prefixes);
  else open.push({ name: tag.name, declared });
  reading.rooted = true;
  return true;
}

function checkAttribute(reading: Reading, name: string, start: number, end: number): void {
  const { text, places, active, fault } = reading;
  checkReferences(reading, start, end, fault);
  const less = text.slice(start, end).indexOf('<');
  if (less !== -1) fault(start + less, 'has "<" in an attribute', 'write "&lt;"');
  if (active && !isInert(localName(name)))
    forbidHoles(reading, start, end, `the attribute ${show(name)}`, fault);
  for (const hole of holesBetween(reading, start, end)) places.set(hole, inXmlAttribute);
}

function close({ open, prefixes, fault }: Reading, { name }: Tag, at: number): boolean {
  const last = open.pop();
  if (last === undefined || last.name !== name) {
    const cure = last === undefined ? 'leave it out' : `close ${show(last.name)} first`;
    fault(at, `closes ${show(name)}, which is not open`, cure);
    return false;
  }
  forget(last.declared, prefixes);
  return true;
}

function afterText(reading: Reading, start: number): number | undefined {
  const { text, open, places, active, fault } = reading;
  const less = text.indexOf('<', start);
  const end = less === -1 ? text.length : less;
  if (open.length === 0) {
    const content = text.slice(start, end).search(/[^ \t\r\n]/);
    if (content === -1) return end;
    fault(start + content, 'has text outside of an element', 'put all text into one root element');
    return undefined;
  }
  checkReferences(reading, start, end, fault);
  checkBrackets(reading, start, end, fault);
  if (active && localName(open.at(-1)!.name) === 'style')
    forbidHoles(reading, start, end, 'the element "style"', fault);
  for (const hole of holesBetween(reading, start, end)) places.set(hole, inMarkup);
  return end;
}

function checkEnd({ text, open, rooted, fault }: Reading): void {
  const last = open.at(-1);
  if (last !== undefined) fault(text.length, `does not close ${show(last.name)}`, `write "</${last.name}>"`);
  else if (!rooted) fault(text.length, 'has no element', 'put all text into one root element');
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}
