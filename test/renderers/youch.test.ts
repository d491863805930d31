import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, openSync, closeSync, rmSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, defaultTreeAdapter, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, it } from 'vitest';
import { renderYouch } from '../../src/renderers/youch.ts';

const ID = 'K7QF-2MXD-9TRB';

function elementsOf(body: string): readonly DefaultTreeAdapterTypes.Element[] {
  const elements: DefaultTreeAdapterTypes.Element[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if (defaultTreeAdapter.isElementNode(node)) elements.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(body));
  return elements;
}

describe("R17 the developer's page by youch", () => {
  it('shows the error and its cause', async () => {
    const page = await renderYouch(
      new TypeError('what failed', { cause: new Error('what lay beneath') }),
      ID,
    );
    expect(page?.body).toContain('what failed');
    expect(page?.body).toContain('what lay beneath');
    expect(page?.body).toContain('TypeError');
  });

  it('carries nothing that its policy forbids, so that it works in a browser', async () => {
    const page = (await renderYouch(new Error('x', { cause: { a: 1 } }), ID))!;
    const directives = new Map(
      page.contentSecurityPolicy.split('; ').map((directive) => {
        const [name, ...sources] = directive.split(' ');
        return [name!, sources];
      }),
    );
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('script-src')).toEqual([`'nonce-${ID}'`]);
    expect(directives.get('style-src')).toEqual([`'nonce-${ID}'`]);
    const elements = elementsOf(page.body);
    const inline = elements.filter(({ tagName }) => tagName === 'script' || tagName === 'style');
    expect(inline.length).toBeGreaterThan(2);
    for (const { attrs } of inline) {
      expect(attrs).toContainEqual({ name: 'nonce', value: ID });
      expect(attrs.map(({ name }) => name)).not.toContain('src');
    }
    const attributes = elements.flatMap(({ attrs }) => attrs);
    const handlers = attributes.filter(({ name }) => name.startsWith('on')).map(({ value }) => value);
    expect(handlers.length).toBeGreaterThan(0);
    for (const handler of handlers) {
      const hash = createHash('sha256').update(handler).digest('base64');
      expect(directives.get('script-src-attr')).toEqual(["'unsafe-hashes'", `'sha256-${hash}'`]);
    }
    expect(attributes.some(({ name }) => name === 'style')).toBe(true);
    expect(directives.get('style-src-attr')).toEqual(["'unsafe-inline'"]);
    expect(elements.map(({ tagName }) => tagName)).not.toContain('link');
  });

  it('shows markup in a message as text', async () => {
    const payload = '</script></pre><img src=x onerror=x()>';
    const page = (await renderYouch(new Error(payload), ID))!;
    expect(elementsOf(page.body).map(({ tagName }) => tagName)).not.toContain('img');
  });

  it('makes a nonce of an ID that has characters a nonce cannot have', async () => {
    const page = (await renderYouch(new Error('x'), 'a.b_c"d'))!;
    expect(page.contentSecurityPolicy).toContain("script-src 'nonce-a-b_c-d'");
    expect(page.body).toContain('nonce="a-b_c-d"');
  });

  const cyclic: Error & { cause?: unknown } = new Error('cyclic');
  cyclic.cause = cyclic;
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const fail = (): never => {
    throw new Error('trap');
  };

  it.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a string', 'x'],
    ['a symbol', Symbol('x')],
    ['a bigint', 1n],
    ['a function', fail],
    ['a promise', Promise.resolve(1)],
    // oxlint-disable-next-line unicorn/no-thenable -- a trap for whoever awaits it
    ['a thenable that throws', { then: fail }],
    ['a cyclic error', cyclic],
    ['a frozen error', Object.freeze(new Error('x'))],
    ['an error without a stack', Object.assign(new Error('x'), { stack: undefined })],
    ['a getter that throws', Object.defineProperty(new Error('x'), 'message', { get: fail })],
    ['a proxy that throws', new Proxy(new Error('x'), { get: fail, getPrototypeOf: fail, ownKeys: fail })],
    ['a revoked proxy', revoked.proxy],
    ['an object without a prototype', Object.create(null)],
  ])('never rejects: %s', async (_what, thrown) => {
    const page = await renderYouch(thrown, ID);
    if (page !== undefined) expect(page.body).toContain('</html>');
  });

  it('gives up on a page of absurd size', async () => {
    expect(await renderYouch(new Error('x'.repeat(2_000_000)), ID)).toBeUndefined();
  });

  it('gives up when a source file cannot be read in three seconds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'faultline-'));
    const pipe = join(folder, 'pipe.js');
    try {
      // Reading a pipe that nobody writes to waits for ever.
      execFileSync('mkfifo', [pipe]);
      const error = Object.assign(new Error('x'), { stack: `Error: x\n    at f (${pipe}:1:1)` });
      const start = performance.now();
      const page = await renderYouch(error, ID);
      expect(page).toBeUndefined();
      expect(performance.now() - start).toBeGreaterThan(2900);
    } finally {
      closeSync(openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK));
      rmSync(folder, { recursive: true });
    }
  });
});
