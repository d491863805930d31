import { describe, expect, it } from 'vitest';
import { FaultlineError } from '../../src/codes.ts';
import type { Format } from '../../src/model.ts';
import { defineRenderer, type ProblemView, type RendererDefinition } from '../../src/renderers/define.ts';
import { renderers } from '../../src/renderers/index.ts';
import { revoked } from '../exceptions/wrong-options.ts';
import { everywhere, problemOf, shownWith } from './problems.ts';

const BASE: RendererDefinition = {
  format: 'json',
  contentType: 'application/vnd.acme.error+json',
  render: ({ code }) => JSON.stringify({ code }),
};

describe('defineRenderer', () => {
  it('R57 gives a frozen renderer that writes what it is told to', () => {
    const renderer = defineRenderer(BASE);
    expect(renderer.render(problemOf())).toBe('{"code":"STOCK_TOO_LOW"}');
    expect(renderer).toMatchObject({ format: 'json', contentType: BASE.contentType, headers: undefined });
    expect(Object.isFrozen(renderer)).toBe(true);
  });

  it('keeps the methods of an instance', () => {
    class Ours implements RendererDefinition {
      readonly format = 'text';
      readonly contentType = 'text/plain';
      readonly #greeting = 'Sorry';
      render({ code }: ProblemView): string {
        return `${this.#greeting}: ${code}`;
      }
      escape(text: string): string {
        return `${this.#greeting} ${text}`;
      }
    }
    const renderer = defineRenderer(new Ours());
    expect(renderer.render(problemOf())).toBe('Sorry: STOCK_TOO_LOW');
    expect(renderer.escape('a')).toBe('Sorry a');
  });

  it('may define a renderer that it has defined', () => {
    const renderer = defineRenderer(defineRenderer(BASE));
    expect(renderer.render(problemOf())).toBe('{"code":"STOCK_TOO_LOW"}');
  });

  it('uses what it has checked', () => {
    let reads = 0;
    const renderer = defineRenderer({
      ...BASE,
      get contentType() {
        return reads++ === 0 ? 'application/json' : 'text/html';
      },
    });
    expect(renderer.contentType).toBe('application/json');
    expect(reads).toBe(1);
  });
});

describe('what a renderer is given', () => {
  const seen = (parts = everywhere('a')): ProblemView => {
    let view: ProblemView | undefined;
    defineRenderer({ ...BASE, render: (problem) => ((view = problem), '') }).render(
      problemOf({ ...parts, shown: shownWith('a'), headers: { 'retry-after': '3' } }),
    );
    return view!;
  };

  it('is what the client may be told, and nothing that leads elsewhere', () => {
    const { errors, details, debug } = everywhere('a');
    expect(seen()).toEqual({
      status: 409,
      title: 'Conflict',
      detail: 'a',
      code: 'a',
      correlationId: 'K7QF-2MXD-9TRB',
      errors,
      details,
      retryable: undefined,
      language: undefined,
      shown: shownWith('a'),
      debug,
    });
    expect(Object.keys(seen())).not.toContain('facts');
  });

  it('cannot be changed, so that what the library falls back to is what it was', () => {
    const problem = problemOf({ ...everywhere('a'), shown: shownWith('a') });
    const before = renderers.json.render(problem);
    const changes: ((view: any) => unknown)[] = [
      (view) => (view.detail = 'b'),
      (view) => view.errors.push({ pointer: '', message: 'b' }),
      (view) => (view.errors[0].message = 'b'),
      (view) => (view.details.nested.na[0] = 'b'),
      (view) => delete view.details.ka,
      (view) => (view.shown.trail.steps[0].name = 'b'),
      (view) => (view.debug.causes.length = 0),
    ];
    for (const change of changes) {
      const renderer = defineRenderer({ ...BASE, render: (view) => String(change(view)) });
      expect(() => renderer.render(problem)).toThrow(TypeError);
    }
    expect(renderers.json.render(problem)).toBe(before);
  });
});

describe('its headers', () => {
  it('are in lower case', () => {
    const headers = { 'Content-Language': 'en', 'X-Acme': '1' };
    expect(defineRenderer({ ...BASE, headers }).headers).toEqual({ 'content-language': 'en', 'x-acme': '1' });
  });

  const PAGE: RendererDefinition = { format: 'html', contentType: 'text/html', render: () => '' };

  it('let HTML run and load nothing', () => {
    expect(defineRenderer(PAGE).headers).toEqual({
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    });
  });

  it('let HTML do what it says', () => {
    const headers = { 'Content-Security-Policy': "default-src 'self'" };
    expect(defineRenderer({ ...PAGE, headers }).headers).toMatchObject({
      'content-security-policy': "default-src 'self'",
    });
  });

  it('are read once', () => {
    const headers = { 'x-acme': '1' };
    const renderer = defineRenderer({ ...BASE, headers });
    headers['x-acme'] = 'a\r\nset-cookie: b=c';
    expect(renderer.headers).toEqual({ 'x-acme': '1' });
  });
});

describe('its escape', () => {
  it.each<[Format, string]>([
    ['json', 'application/json'],
    ['xml', 'application/xml'],
    ['text', 'text/plain'],
    ['html', 'text/html'],
  ])('of %s is the library’s by default', (format, contentType) => {
    const text = 'a "<b>\n';
    expect(defineRenderer({ ...BASE, format, contentType }).escape(text)).toBe(
      renderers[format].escape(text),
    );
  });

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('a');
      },
    ],
    ['returns nothing', () => undefined],
    ['returns a promise that is rejected', () => Promise.reject(new Error('a'))],
  ])('is the library’s where it %s', (_, escape) => {
    expect(defineRenderer({ ...BASE, escape: escape as never }).escape('"')).toBe('\\"');
  });
});

describe('content types', () => {
  it.each<[Format, string]>([
    ['json', 'application/json'],
    ['json', 'text/json; charset=utf-8'],
    ['json', 'application/problem+json;charset="UTF-8"'],
    ['json', 'application/vnd.api+json; profile="https://example.com/a"'],
    ['xml', 'application/xml'],
    ['xml', 'text/xml; charset=utf-8; q=1'],
    ['xml', 'application/soap+xml'],
    ['text', 'text/plain'],
    ['text', 'application/yaml'],
    ['html', 'text/html; charset=utf-8'],
    ['html', 'application/xhtml+xml'],
  ])('%s may be %s', (format, contentType) => {
    expect(defineRenderer({ ...BASE, format, contentType }).contentType).toBe(contentType);
  });

  it.each<[Format, unknown]>([
    ['json', 'text/html'],
    ['json', 'application/xml'],
    ['json', 'text/plain'],
    ['xml', 'application/xhtml+xml'],
    ['xml', 'image/svg+xml'],
    ['xml', 'application/json'],
    ['text', 'text/html;charset=utf-8'],
    ['text', 'application/json'],
    ['html', 'text/plain'],
    ['json', 'json'],
    ['json', 'application/json; charset=latin1'],
    ['json', 'application/json; charset=utf-16'],
    ['json', 'application/json; charset="iso-8859-1"'],
    ['json', 'application/json; charset=utf-8x'],
    ['json', 'application/json\r\nset-cookie: a=b'],
    ['json', 'application/json;'],
    ['json', ''],
    ['json', undefined],
    ['json', 4],
  ])('%s cannot be %j', (format, contentType) => {
    const define = (): unknown => defineRenderer({ ...BASE, format, contentType: contentType as never });
    expect(define).toThrow('as "contentType"; give a media type of the format');
  });
});

describe('what it refuses', () => {
  const trap = (): never => {
    throw new Error('canary');
  };

  it.each([
    ['nothing', undefined, 'received undefined; give { format, contentType, render }'],
    ['null', null, 'received null; give'],
    ['a revoked Proxy', revoked(), 'received a revoked Proxy; give'],
    [
      'a getter that throws',
      {
        get format() {
          return trap();
        },
      },
      'received an object; give',
    ],
    [
      'no format',
      { ...BASE, format: undefined },
      'received undefined as "format"; give "json", "xml", "text" or',
    ],
    ['an unknown format', { ...BASE, format: 'yaml' }, 'received "yaml" as "format"'],
    ['a property of objects', { ...BASE, format: 'toString' }, 'received "toString" as "format"'],
    ['no function', { ...BASE, render: '{}' }, 'received "{}" as "render"; give a function'],
    ['an escape that is none', { ...BASE, escape: 'a' }, 'received "a" as "escape"; give a function'],
    [
      'headers that are none',
      { ...BASE, headers: 'a: b' },
      'received "a: b" as "headers"; give texts by names',
    ],
    ['no headers', { ...BASE, headers: null }, 'received null as "headers"'],
    ['a list of headers', { ...BASE, headers: ['a'] }, 'received an array as "headers"'],
    ['the length', { ...BASE, headers: { 'Content-Length': '3' } }, 'received an object as "headers"'],
    ['a name that is none', { ...BASE, headers: { 'a b': '3' } }, 'received an object as "headers"'],
    ['a value that is none', { ...BASE, headers: { a: 'b\r\nc: d' } }, 'received an object as "headers"'],
    ['a value that is no text', { ...BASE, headers: { a: 3 } }, 'received an object as "headers"'],
  ])('%s', (_, given, message) => {
    const define = (): unknown => defineRenderer(given as never);
    expect(define).toThrow(FaultlineError);
    expect(define).toThrow(`defineRenderer ${message}`);
    expect(define).toThrow(expect.objectContaining({ code: 'FLT_RENDERER_INVALID' }));
  });
});
