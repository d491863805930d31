/** Markup as a browser reads it. */

import { defaultTreeAdapter, parseFragment, parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

export interface Read {
  readonly elements: readonly Element[];
  /** Every element with the names of its attributes, and the values of those that no text decides. */
  readonly outline: readonly string[];
  /** What the parser had to mend; characters that a document should not hold are not counted. */
  readonly errors: readonly string[];
  /** Texts of all elements with this name. */
  readonly all: (tag: string) => readonly string[];
}

const KEPT = new Set([
  'control-character-in-input-stream',
  'noncharacter-in-input-stream',
  'control-character-reference',
]);
/** Whose values are made of stored texts, or measured from counts. */
const FREE = new Set(['href', 'datetime', 'title']);

export function readFragment(html: string): Read {
  const errors: string[] = [];
  return read(parseFragment(html, { onParseError: ({ code }) => errors.push(code) }), errors);
}

export function readPage(html: string): Read {
  const errors: string[] = [];
  return read(parse(html, { onParseError: ({ code }) => errors.push(code) }), errors);
}

function read(root: Node, errors: readonly string[]): Read {
  const elements: Element[] = [];
  const visit = (node: Node): void => {
    if (defaultTreeAdapter.isElementNode(node)) elements.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(root);
  return {
    elements,
    outline: elements.map(({ tagName, attrs }) =>
      [tagName, ...attrs.map(({ name, value }) => (FREE.has(name) ? name : `${name}=${value}`))].join(' '),
    ),
    errors: errors.filter((code) => !KEPT.has(code)),
    all: (tag) => elements.filter(({ tagName }) => tagName === tag).map(textOf),
  };
}

export function textOf(node: Node): string {
  if (defaultTreeAdapter.isTextNode(node)) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

export function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value;
}
