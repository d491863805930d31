/** Nothing that is stored, and nobody who asks, makes the pages do what they should not. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import type { StoredOccurrence } from '../../src/record/stored-occurrence.ts';
import { anOccurrence, HOSTILE, hostileText } from '../store/occurrences.ts';
import { referenceOf } from './sample.ts';
import { boardOf, structureOf, textIn } from './visits.ts';

const NOW = Date.UTC(2026, 10, 21, 16, 29, 41);
const REFERENCE = referenceOf(1);
const PATHS = [
  '/',
  '/groups',
  '/groups/f1',
  '/occurrences',
  `/occurrences/${REFERENCE}`,
  '/report',
  '/health',
] as const;

/** Every text that a store may hold, being the same text. */
function told(text: string): StoredOccurrence {
  const error = {
    name: text,
    type: text,
    message: text,
    code: text,
    stack: `at ${text} (/srv/${text}.js:1:1)`,
    properties: { detail: text },
  };
  return anOccurrence({
    at: NOW - 1000,
    correlationId: REFERENCE,
    fingerprint: 'f1',
    code: text,
    family: text,
    error,
    causes: [error],
    internal: { [text]: text },
    notes: [text],
    decision: [text],
    trail: [text],
    api: { id: text, name: text },
    answer: { status: 500, contentType: text, language: text, body: text },
    host: text,
    release: text,
    request: {
      method: text,
      path: text,
      route: text,
      query: text,
      cookie: text,
      contentType: text,
      remoteAddress: text,
      server: text,
      traceparent: `00-${text}-b-01`,
      headers: { [text]: text },
    },
  });
}

async function pagesOf(text: string): Promise<readonly string[]> {
  const store = memoryStore();
  store.put(told(text));
  const name = text.trim().slice(0, 200) || 'x';
  await store.updateGroup('f1', { state: 'muted', note: text || 'x', by: name, at: NOW });
  const status = {
    ...store.status(),
    name: text,
    lost: { [text]: 1 },
    lastError: { at: NOW, message: text },
  };
  const board = boardOf(
    { ...store, status: () => status },
    { now: () => NOW, title: text || 'x', authorize: () => ({ name: text || 'x' }) },
  );
  const query = new URLSearchParams({ text: 'a', status: text, from: text, done: text }).toString();
  const addresses = [
    ...PATHS,
    `/groups?${query}`,
    `/lookup?reference=${encodeURIComponent(text.replace(/\p{Cs}/gu, 'x') || 'x')}`,
  ];
  return Promise.all(addresses.map(async (address) => (await board.visit(address)).body));
}

/** Texts of a stack are read: line breaks and brackets in them make other frames. */
function frameless(structure: string): string {
  const lines = structure.split('\n');
  const out: string[] = [];
  let depth = -1;
  for (const line of lines) {
    const indent = line.length - line.trimStart().length;
    if (depth >= 0 && indent > depth) continue;
    depth = -1;
    out.push(line);
    if (line.trim() === 'ol class') depth = indent;
  }
  return out.join('\n');
}

const TAGS =
  /<(?!\/?(?:!doctype|html|head|meta|title|link|script|body|a|header|div|svg|path|span|nav|ul|li|form|h1|h2|h3|label|input|button|p|section|small|main|footer|table|caption|thead|tbody|tr|th|td|time|b|strong|code|ol|details|summary|dl|dt|dd|pre|select|option|datalist|textarea|desc|line|text|rect|kbd|blockquote|br)\b)/i;

describe('a stored text', () => {
  it.each(HOSTILE.filter((text) => text !== ''))(
    'R44 %j is text on every page, and nothing else',
    async (text) => {
      const pages = await pagesOf(text);
      for (const page of pages) {
        expect(page).not.toMatch(TAGS);
        expect(page.match(/<script/g)).toHaveLength(1);
        expect(page).not.toMatch(/\son\w+\s*=\s*["']/i);
        expect(page).not.toMatch(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u);
      }
    },
  );

  it('R44 changes no element and no attribute, whatever it is', async () => {
    const plain = (await pagesOf('plain')).map(structureOf).map(frameless);
    await fc.assert(
      fc.asyncProperty(
        hostileText.filter((text) => text.trim() !== '' && !/[\n\r]/.test(text)),
        async (text) => {
          const pages = (await pagesOf(text)).map(structureOf).map(frameless);
          for (const index of PATHS.keys()) expect(pages[index]).toBe(plain[index]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('R44 is shown as it is', async () => {
    const pages = await pagesOf('<b>"bold"</b>');
    expect(textIn(pages[4]!)).toContain('<b>"bold"</b>');
    expect(textIn(pages[2]!)).toContain('<b>"bold"</b>');
  });
});

describe('an answer', () => {
  const board = boardOf(memoryStore(), { now: () => NOW });

  it.each([...PATHS.slice(0, 2), '/nowhere', '/report/file?format=json', '/lookup'])(
    'R44 of %s is kept by nobody, framed by nobody, and loads nothing of others',
    async (address) => {
      const { headers } = await board.visit(address);
      expect(headers).toMatchObject({
        'content-security-policy':
          "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cache-control': 'no-store',
      });
    },
  );

  it('R44 has no script and no style within it, and links nowhere else', async () => {
    for (const page of await pagesOf('plain')) {
      expect(page).not.toMatch(/\sstyle\s*=|<style|javascript:|<script(?![^>]*\ssrc=)/i);
      for (const [, address] of page.matchAll(/\s(?:href|src|action)="([^"]*)"/g))
        expect(address).toMatch(/^(?:\/(?!\/)|#main$|data:image\/svg\+xml,)/);
    }
  });

  it('lets browsers keep its files, which are named after what is in them', async () => {
    const { body } = await board.visit('/');
    const files = [...body.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(files).toHaveLength(2);
    const closed = boardOf(memoryStore(), { authorize: () => false });
    for (const file of files) {
      const { status, headers } = await closed.visit(file);
      expect(status).toBe(200);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
    expect((await board.visit('/assets/style-0.css')).status).toBe(404);
    expect((await closed.visit(files[0]!, { method: 'POST' })).status).toBe(403);
  });

  it.each(['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'get'])('405 to %s', async (method) => {
    const { status, headers } = await board.visit('/', { method });
    expect(status).toBe(405);
    expect(headers['allow']).toBe('GET, HEAD, POST');
  });

  it('is that of GET, where no method is known', async () => {
    expect((await board.visit('/', { method: undefined as never })).status).toBe(200);
  });

  it('405 to a form that a page does not take', async () => {
    const { status, headers } = await board.visit('/groups', { method: 'POST', form: { action: 'mute' } });
    expect(status).toBe(405);
    expect(headers['allow']).toBe('GET, HEAD');
  });

  it.each([
    '/nowhere',
    '//',
    '//groups',
    '/groups//f1',
    '/groups/f1/x',
    '/groups/..',
    '/groups/%2e%2e',
    '/groups/%2e%2e%2fhealth',
    '/groups/..%2f..%2fetc%2fpasswd',
    '/groups/f%00',
    '/groups/%ff',
    '/occurrences/%00',
    `/occurrences/${'a'.repeat(201)}`,
    `/groups/${'a'.repeat(65)}`,
    '/Groups',
    '/groups.',
    '/constructor',
    '/__proto__',
    '/assets/',
    '/assets/../health',
    '\\groups',
    '',
  ])('404 to %j', async (path) => {
    const { status, body } = await board.visit(path);
    expect(status).toBe(404);
    expect(body).toContain('</html>');
  });

  it.each(['/groups/', '/report/'])('has a page for %s, as people write it', async (path) => {
    expect((await board.visit(path)).status).toBe(200);
  });
});

describe('whoever is not let in', () => {
  it.each([
    '/',
    '/groups',
    '/groups/f1',
    `/occurrences/${REFERENCE}`,
    '/report/file',
    '/nowhere',
    `/lookup?reference=${REFERENCE}`,
  ])('R44 sees nothing at %s', async (address) => {
    const store = memoryStore();
    store.put(told('secret'));
    const { status, body, headers } = await boardOf(store, { authorize: () => false }).visit(address);
    expect(status).toBe(403);
    expect(headers['www-authenticate']).toBeUndefined();
    expect(body).not.toContain('secret');
    expect(body).not.toContain('<form');
    expect(body).not.toContain('<nav');
  });
});

describe('a store that fails', () => {
  const failing = new Proxy(memoryStore(), {
    get: (store, key) =>
      key === 'status' || key === 'name'
        ? store[key]
        : () => {
            throw new Error('postgres://admin:hunter2@db');
          },
  });

  it.each([...PATHS.filter((path) => path !== '/health'), `/lookup?reference=${REFERENCE}`, '/report/file'])(
    'makes %s a page that says so, and nothing else',
    async (address) => {
      const { status, body } = await boardOf(failing).visit(address);
      expect(status).toBe(503);
      expect(textIn(body)).toContain('The store failed.');
      expect(body).not.toContain('hunter2');
    },
  );

  it('leaves what can be told', async () => {
    const store = memoryStore();
    store.put(told('plain'));
    const half: Store = { ...store, series: () => Promise.reject(new Error('down')) };
    for (const path of ['/', '/groups/f1', '/groups', '/report', '/occurrences']) {
      const { status, body } = await boardOf(half, { now: () => NOW }).visit(path);
      expect(status, path).toBe(200);
      expect(body).toContain('plain');
    }
    const groupless: Store = { ...store, group: () => Promise.reject(new Error('down')) };
    expect((await boardOf(groupless).visit(`/occurrences/${REFERENCE}`)).status).toBe(200);
  });

  it.each([
    ['nonsense', { find: async () => [{}] }],
    ['nothing', { find: async () => undefined }],
  ])('may answer with %s, and the page is one that says so', async (_what, part) => {
    const store = { ...memoryStore(), ...part } as unknown as Store;
    const { status, body } = await boardOf(store).visit(`/occurrences/${REFERENCE}`);
    expect(status).toBeGreaterThanOrEqual(500);
    expect(body).toContain('</html>');
  });
});

describe('the clock', () => {
  it.each([
    () => NaN,
    () => Infinity,
    () => 9e15,
    () => 'now' as never,
    () => {
      throw new Error('no');
    },
  ])('may be wrong: %s', async (now) => {
    expect((await boardOf(memoryStore(), { now }).visit('/')).status).toBe(200);
  });
});
