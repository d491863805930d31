/** Namespaces of XML: what a name with a prefix needs. */

import { show } from '../codes.ts';
import type { Fault, Shape } from './shape.ts';
import { forbidHoles, type Attribute, type Tag } from './tag.ts';

/** How many of the open elements declare each prefix. */
export type Prefixes = Map<string, number>;

/** Known everywhere. */
export function firstPrefixes(): Prefixes {
  return new Map([['xml', 1]]);
}

/** The prefixes that an element declares, for it and what is in it. */
export function declare(tag: Tag, prefixes: Prefixes, shape: Shape, fault: Fault): readonly string[] {
  const declarations = tag.attributes.filter(isDeclaration);
  for (const { start, end } of declarations) forbidHoles(shape, start, end, 'the name of a namespace', fault);
  const declared = declarations.map(({ name }) => name.slice('xmlns:'.length));
  for (const prefix of declared) prefixes.set(prefix, (prefixes.get(prefix) ?? 0) + 1);
  return declared;
}

/** Where the element ends that declared them. */
export function forget(declared: readonly string[], prefixes: Prefixes): void {
  for (const prefix of declared) prefixes.set(prefix, prefixes.get(prefix)! - 1);
}

/** Reports names of the element and its attributes whose prefix is unknown. */
export function checkNames(tag: Tag, prefixes: Prefixes, at: number, fault: Fault): void {
  checkName(tag.name, prefixes, at, fault);
  for (const attribute of tag.attributes) {
    if (!isDeclaration(attribute)) checkName(attribute.name, prefixes, at, fault);
  }
}

function isDeclaration({ name }: Attribute): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:');
}

function checkName(name: string, prefixes: Prefixes, at: number, fault: Fault): void {
  const [prefix = '', local, more] = name.split(':');
  if (local === undefined) return;
  if (prefix === '' || local === '' || more !== undefined)
    fault(at, `has the name ${show(name)}`, 'write one colon at most, between a prefix and a name');
  else if ((prefixes.get(prefix) ?? 0) === 0)
    fault(at, `has the prefix ${show(prefix)}`, `declare it by the attribute "xmlns:${prefix}"`);
}
