/** XML read by saxes: the parsers in wider use let illegal characters and wrong names pass. */

import { SaxesParser } from 'saxes';

export interface Element {
  readonly name: string;
  readonly uri: string;
  readonly children: Element[];
  text: string;
}

export interface Document {
  readonly root: Element;
  readonly instructions: readonly { readonly target: string; readonly body: string }[];
}

/** @throws on what is not well formed */
export function parseXml(xml: string): Document {
  const parser = new SaxesParser({ xmlns: true });
  const top: Element = { name: '', uri: '', children: [], text: '' };
  const open = [top];
  const instructions: { target: string; body: string }[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('processinginstruction', (instruction) => void instructions.push(instruction));
  parser.on('opentag', ({ name, uri }) => {
    const element: Element = { name, uri, children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => void (open.at(-1)!.text += text));
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return { root: top.children[0]!, instructions };
}

export function childOf(element: Element, name: string): Element | undefined {
  return element.children.find((child) => child.name === name);
}

/** An element as data: its text, a list where its children are `<i>`, else an object. */
export function dataOf({ children, text }: Element): unknown {
  if (children.length === 0) return text;
  if (children.every(({ name }) => name === 'i')) return children.map(dataOf);
  return Object.fromEntries(children.map((child) => [child.name, dataOf(child)]));
}

/** A text as XML 1.0 can hold it. */
export function held(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what it is for
  return text.replace(/[\0-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
}
