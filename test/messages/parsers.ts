/** Reads bodies back with parsers that are not ours. */

import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { SaxesParser } from 'saxes';

/** Tags, attributes and texts in order; strict, and aware of namespaces. */
export function xmlEvents(xml: string): readonly string[] {
  const parser = new SaxesParser({ xmlns: true });
  const events: string[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => events.push('doctype'));
  parser.on('comment', (text) => events.push(`comment ${text}`));
  parser.on('cdata', (text) => events.push(`cdata ${text}`));
  parser.on('processinginstruction', ({ target, body }) => events.push(`instruction ${target} ${body}`));
  parser.on('opentag', ({ name, attributes }) => {
    events.push(`<${name}`);
    for (const [attribute, { value }] of Object.entries(attributes)) events.push(`${attribute}=${value}`);
  });
  parser.on('text', (text) => events.push(`text ${text}`));
  parser.on('closetag', ({ name }) => events.push(`>${name}`));
  parser.write(xml).close();
  return events;
}

/** The same of HTML, with an event for each text of its own. */
export function htmlEvents(html: string): readonly string[] {
  const events: string[] = [];
  walk(parse(html), events);
  return events;
}

function walk(node: DefaultTreeAdapterTypes.Node, events: string[]): void {
  if ('value' in node) events.push(`text ${node.value}`);
  else if ('data' in node) events.push(`comment ${node.data}`);
  if ('attrs' in node) {
    events.push(`<${node.tagName}`);
    for (const { name, value } of node.attrs) events.push(`${name}=${value}`);
  }
  if ('childNodes' in node) for (const child of node.childNodes) walk(child, events);
  if ('tagName' in node) events.push(`>${node.tagName}`);
}

/** A text as XML and our HTML hold it. */
export function held(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what it is for
  return text.replace(/[\0-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
}
