import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes, type ParserError } from 'parse5';
import { describe, expect, it } from 'vitest';
import { html, STYLE, STYLE_HASH } from '../../src/renderers/html.ts';
import { INJECTIONS } from './injections.ts';
import { anyParts, anyText, everywhere, problemOf, type Parts } from './problems.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** What a text may hold though a document should not: the parser keeps each of them as a character. */
const HARMLESS = new Set([
  'control-character-in-input-stream',
  'noncharacter-in-input-stream',
  'control-character-reference',
]);

interface Page {
  readonly elements: readonly Element[];
  readonly errors: readonly ParserError[];
}

function pageOf(parts: Partial<Parts>): Page {
  const errors: ParserError[] = [];
  const document = parse(html.render(problemOf(parts)), { onParseError: (error) => errors.push(error) });
  const elements: Element[] = [];
  const visit = (node: Node): void => {
    if (defaultTreeAdapter.isElementNode(node)) elements.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(document);
  return { elements, errors: errors.filter(({ code }) => !HARMLESS.has(code)) };
}

function textOf(node: Node): string {
  if (defaultTreeAdapter.isTextNode(node)) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

/** Every element with its attributes: what must not depend on any value. */
const outline = ({ elements }: Page): readonly string[] =>
  elements.map(
    ({ tagName, attrs }) => `${tagName} ${attrs.map(({ name, value }) => `${name}=${value}`).join(' ')}`,
  );

const all = ({ elements }: Page, tag: string): readonly string[] =>
  elements.filter(({ tagName }) => tagName === tag).map(textOf);

/** A text as a document can hold it. */
const held = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are what it is for
  text.replace(/[\0-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');

describe('text/html', () => {
  const FULL: Partial<Parts> = {
    retryable: false,
    errors: [
      { pointer: '/a', message: 'is missing' },
      { pointer: '', message: 'is empty' },
    ],
    details: { left: 3, sku: 'A1', slots: ['08:00'] },
    debug: {
      name: 'Error',
      message: 'a',
      stack: ['', 'Error: a', '    at f'],
      causes: [{ name: 'TypeError', message: 'c' }],
    },
  };

  it('R84 is typed with its character set', () => {
    expect(html.contentType).toBe('text/html; charset=utf-8');
  });

  it('allows its own style and nothing else', () => {
    expect(STYLE_HASH).toBe(`sha256-${createHash('sha256').update(STYLE).digest('base64')}`);
    expect(html.headers).toEqual({
      'content-security-policy': `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'referrer-policy': 'no-referrer',
    });
    expect(all(pageOf(FULL), 'style')).toEqual([STYLE]);
  });

  it('has no script, link, image, form, or attribute that could run or load anything', () => {
    const { elements } = pageOf(FULL);
    const tags = new Set(elements.map(({ tagName }) => tagName));
    for (const tag of ['script', 'link', 'img', 'iframe', 'form', 'a', 'svg', 'base', 'object'])
      expect(tags).not.toContain(tag);
    const names = new Set(elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
    expect([...names].toSorted()).toEqual(['charset', 'class', 'content', 'lang', 'name', 'tabindex']);
  });

  it('is a valid document with language, title, one main, and headings in order', () => {
    const page = pageOf(FULL);
    expect(page.errors).toEqual([]);
    expect(outline(page)[0]).toBe('html lang=en');
    expect(all(page, 'title')).toEqual(['409 Conflict']);
    expect(all(page, 'main').length).toBe(1);
    expect(page.elements.map(({ tagName }) => tagName).filter((tag) => /^h\d$/.test(tag))).toEqual([
      'h1',
      'h2',
      'h2',
    ]);
    expect(outline(page)).toContain('meta name=viewport content=width=device-width, initial-scale=1');
    expect(outline(page)).toContain('meta name=robots content=noindex');
  });

  it('R43 shows the reference, selected as a whole by one click', () => {
    const reference = pageOf({}).elements.find(({ attrs }) =>
      attrs.some(({ value }) => value === 'reference'),
    );
    expect(textOf(reference!)).toBe('K7QF-2MXD-9TRB');
    expect(STYLE).toMatch(/\.reference\{[^}]*user-select:all/);
  });

  it('shows every value', () => {
    const page = pageOf(FULL);
    expect(all(page, 'dt')).toEqual(['Reference', 'Code', 'Trying again', 'left', 'sku', 'slots']);
    expect(all(page, 'dd')).toEqual([
      'K7QF-2MXD-9TRB',
      'STOCK_TOO_LOW',
      'will not help',
      '3',
      'A1',
      '["08:00"]',
    ]);
    expect(all(page, 'li')).toEqual(['/a is missing', 'is empty', 'TypeError: c']);
    expect(all(page, 'pre')).toEqual(['\nError: a\n    at f']);
    expect(all(pageOf({ retryable: true }), 'dd')).toContain('may help');
    expect(all(pageOf({ detail: undefined }), 'p')).toEqual(['Error 409']);
    expect(all(pageOf({ debug: { name: 'E', message: 'm', causes: [] } }), 'pre')).toEqual(['E: m']);
  });

  it.each([[['a', '<b>']], ['<b>'], [3], [null]])('shows details that are %j', (details) => {
    const page = pageOf({ details });
    expect(all(page, 'dt').at(-1)).toBe('Details');
    expect(all(page, 'dd').at(-1)).toBe(JSON.stringify(details));
  });

  it('has the same elements and attributes whatever the texts, and no parse error', () => {
    fc.assert(
      fc.property(
        anyParts,
        anyText.map((text) => text || 'y'),
        (parts, text) => {
          const { details: _details, ...rest } = parts;
          const page = pageOf({ ...rest, ...everywhere(text) });
          expect(page.errors).toEqual([]);
          expect(outline(page)).toEqual(outline(pageOf({ ...rest, ...everywhere('x') })));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('holds any details as text', () => {
    fc.assert(
      fc.property(anyParts, ({ details = {} }) => {
        const page = pageOf({ details });
        expect(page.errors).toEqual([]);
        if (typeof details !== 'object' || details === null || Array.isArray(details)) return;
        const shown = Object.values(details).map((value: unknown) =>
          typeof value === 'string' ? value : JSON.stringify(value),
        );
        expect(all(page, 'dt').slice(2)).toEqual(Object.keys(details).map(held));
        expect(all(page, 'dd').slice(2)).toEqual(shown.map(held));
      }),
    );
  });

  it.each(INJECTIONS)('holds %j as one string wherever it stands', (text) => {
    const page = pageOf(everywhere(text));
    expect(page.errors).toEqual([]);
    expect(outline(page)).toEqual(outline(pageOf(everywhere('x'))));
    const shown = held(text);
    expect(all(page, 'li')).toEqual([`${shown} ${shown}`, `${shown}: ${shown}`]);
    expect(all(page, 'dt').slice(2)).toEqual([held(`k${text}`), 'nested']);
    expect(all(page, 'dd').slice(1, 3)).toEqual([shown, shown]);
    expect(all(page, 'pre')).toEqual([shown]);
    expect(all(page, 'p')).toEqual(['Error 409', shown]);
  });
});

describe('the colours can be read (WCAG 2.2, 1.4.3 and 1.4.11)', () => {
  const colours = (block: string): Record<string, string> =>
    Object.fromEntries(Array.from(block.matchAll(/--(\w+):(#\w+)/g), ([, name, value]) => [name!, value!]));
  const [light, dark] = STYLE.split('@media(prefers-color-scheme:dark)', 2) as [string, string];

  function luminance(colour: string): number {
    const digits = colour.length === 4 ? colour.slice(1).replace(/./g, '$&$&') : colour.slice(1);
    const [red, green, blue] = [0, 2, 4].map((at) => {
      const channel = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
      return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  const contrast = (a: string, b: string): number => {
    const [dim, bright] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
    return (bright + 0.05) / (dim + 0.05);
  };

  it.each([
    ['light', colours(light)],
    ['dark', colours(dark.slice(0, dark.indexOf('}}')))],
  ])('in %s', (_scheme, { ink, soft, card, tint, mark }) => {
    for (const ground of [card!, tint!]) expect(contrast(ink!, ground)).toBeGreaterThan(7);
    expect(contrast(soft!, card!)).toBeGreaterThan(4.5);
    expect(contrast(mark!, card!)).toBeGreaterThan(3);
  });
});
