/** Visits of a dashboard without a socket, and pages as parsers see them. */

import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Store } from '../../src/store/store.ts';
import { createResponder } from '../../src/dashboard/answer.ts';
import type { DashboardOptions } from '../../src/dashboard/options.ts';
import type { Answer } from '../../src/dashboard/page.ts';

export interface Visiting {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly base?: string;
}

export interface Board {
  visit(address: string, visiting?: Visiting): Promise<Answer>;
  /** Opens a page and sends one of its forms. */
  send(address: string, form: Readonly<Record<string, string>>, visiting?: Visiting): Promise<Answer>;
}

export function boardOf(store: Store, options: Partial<DashboardOptions> = {}): Board {
  const respond = createResponder(store, { authorize: () => true, ...options });
  const board: Board = {
    visit(address, visiting = {}) {
      const { headers = {}, form, base = '' } = visiting;
      const method = 'method' in visiting ? visiting.method : 'GET';
      const [path = '', query = ''] = address.split('?', 2);
      return respond({ raw: rawOf(method, headers, form), context: {}, base, path, query, body: undefined });
    },
    async send(address, form, visiting = {}) {
      const { body } = await board.visit(address);
      return board.visit(address, { method: 'POST', form: { token: tokenIn(body), ...form }, ...visiting });
    },
  };
  return board;
}

export function tokenIn(body: string): string {
  return /name="token"\s+value="([0-9a-f]+)"/.exec(body)?.[1] ?? '';
}

export function rawOf(
  method: string | undefined,
  headers: Readonly<Record<string, string>> = {},
  form?: Readonly<Record<string, string>>,
): IncomingMessage {
  const text = form === undefined ? [] : [Buffer.from(new URLSearchParams(form).toString())];
  const type = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  return Object.assign(Readable.from(text), {
    method,
    headers: { host: 'shop.example', ...type, ...headers },
  }) as unknown as IncomingMessage;
}

type Node = DefaultTreeAdapterTypes.Node;

/** Elements and names of attributes: all that a text must not change. */
export function structureOf(page: string): string {
  const lines: string[] = [];
  walk(parse(page), 0, (node, depth) => {
    if ('tagName' in node)
      lines.push(`${' '.repeat(depth)}${node.tagName} ${node.attrs.map(({ name }) => name).join(' ')}`);
    if (node.nodeName === '#comment') lines.push('comment');
  });
  return lines.join('\n');
}

/** What readers see, with single spaces. */
export function textIn(page: string): string {
  const texts: string[] = [];
  walk(parse(page), 0, (node) => {
    if ('value' in node) texts.push(node.value);
  });
  return texts.join(' ').replace(/\s+/g, ' ');
}

/** Values of an attribute, in the order of the page. */
export function valuesOf(page: string, tag: string, attribute: string): readonly string[] {
  const values: string[] = [];
  walk(parse(page), 0, (node) => {
    if (!('tagName' in node) || node.tagName !== tag) return;
    for (const { name, value } of node.attrs) if (name === attribute) values.push(value);
  });
  return values;
}

function walk(node: Node, depth: number, see: (node: Node, depth: number) => void): void {
  see(node, depth);
  if ('childNodes' in node) for (const child of node.childNodes) walk(child, depth + 1, see);
}
