import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHeaderValue } from '../../src/http/syntax.ts';
import { compileHeader, compileText } from '../../src/messages/text.ts';
import { VALUES } from '../../src/messages/values.ts';
import { INJECTIONS } from '../renderers/injections.ts';
import { anyText } from '../renderers/problems.ts';
import { contextOf, contextWith, place, type Told } from './contexts.ts';

const COMPILERS = { compileText, compileHeader };
type Compiler = keyof typeof COMPILERS;

function render(compiler: Compiler, text: string, context = contextWith()): string {
  const { at, told } = place();
  const compiled = COMPILERS[compiler](text, at);
  expect(told).toEqual([]);
  return compiled(context);
}

function faults(compiler: Compiler, text: string): readonly Told[] {
  const { at, told } = place();
  expect(typeof COMPILERS[compiler](text, at)(contextWith())).toBe('string');
  return told;
}

describe.each<Compiler>(['compileText', 'compileHeader'])('R67 %s', (compiler) => {
  it.each([
    ['', ''],
    ['plain', 'plain'],
    ['#{request.method} #{request.uri} in ${REGION}', 'POST /api/v1/users in eu-central-1'],
    ['#{apiProxy.name}', 'Users & co'],
    ['##{apiProxy.name}', '#{apiProxy.name}'],
    ['#CORRELATIONID#', 'K7QF-2MXD-9TRB'],
    ['#{error.defaultHttpCode}', '500'],
    ['#{dateTime.month}', '04'],
  ])('%s', (text, rendered) => expect(render(compiler, text)).toBe(rendered));

  it.each([...VALUES().keys()].filter((written) => /FAULT|customized/.test(written)))(
    'D34 refuses %s, which it would be a part of',
    (written) => {
      const [[pointer, problem, cure] = [], ...others] = faults(compiler, `a ${written}`);
      expect(others).toEqual([]);
      expect([pointer, problem]).toEqual(['/here', `has "${written}", which this text is a part of`]);
      expect(cure).toMatch(/^use "#\{error\.default(?:Message|ErrorCode|HttpCode)\}"$/);
      expect(faults(compiler, cure!.slice(5, -1))).toEqual([]);
    },
  );

  it('takes every other placeholder', () => {
    const others = [...VALUES().keys()].filter((written) => !/FAULT|customized/.test(written));
    expect(others).toHaveLength(24);
    expect(faults(compiler, others.join(' '))).toEqual([]);
  });

  it('D33 refuses unknown ones', () => {
    const unknown = 'has the unknown placeholder "#{request.url}"';
    expect(faults(compiler, '#{request.url}')).toEqual([
      ['/here', unknown, 'did you mean "#{request.uri}"?'],
    ]);
  });
});

describe('R67 a text', () => {
  it('has values as they are', () => {
    for (const payload of INJECTIONS)
      expect(render('compileText', '<#{request.method}>', contextOf(payload))).toBe(`<${payload}>`);
  });

  it('is cut to 8,192 characters', () => {
    const text = '#{request.method}#{request.method}#RESPONSEFROMAPI#';
    expect(render('compileText', text, contextOf('x'.repeat(9000)))).toBe(
      `${'x'.repeat(2047)}…${'x'.repeat(2047)}…${'x'.repeat(4096)}`,
    );
    expect(faults('compileText', `${'x'.repeat(8192)}#{request.method}`)).toEqual([]);
    expect(faults('compileText', 'x'.repeat(8193))).toEqual([
      ['/here', 'is 8193 characters long', 'write at most 8192, besides placeholders'],
    ]);
  });
});

describe('D32 a header', () => {
  it.each([
    ['#{request.method}', 'a, b; c="d\\e" <f>(g)', 'a, b; c="d\\e" <f>(g)'],
    ['#{request.method}', 'a\r\nset-cookie: b', 'a%0D%0Aset-cookie: b'],
    ['#{request.method}', 'Größe 😀 \ud800\u0000\t\u007f', 'Gr%C3%B6%C3%9Fe %F0%9F%98%80 %EF%BF%BD%00%09%7F'],
    ['#{request.method}', 'a%20b', 'a%20b'],
    ['x #{request.method}', 'a, b; c="d\\e" <f>(g)', 'x a%2C b%3B c%3D%22d%5Ce%22 %3Cf%3E%28g%29'],
    ['</e?r=#{request.method}>; rel="help"', 'x>; rel="evil', '</e?r=x%3E%3B rel%3D%22evil>; rel="help"'],
    [
      'Bearer error="invalid_token", error_description="#{request.method}"',
      'Sorry, x; y" realm="z\\',
      'Bearer error="invalid_token", error_description="Sorry, x; y%22 realm=%22z%5C"',
    ],
    ['"a\\"b" #{request.method}', ',', '"a\\"b" %2C'],
    ['"a\\\\" #{request.method}', ',', '"a\\\\" %2C'],
    ['\\ "#{request.method}"', ',', '\\ ","'],
  ])('%s with %j', (text, value, rendered) => {
    expect(render('compileHeader', text, contextOf(value))).toBe(rendered);
  });

  it.each([
    ['größe', 'has "ö"', 'write visible ASCII, spaces and tabs only'],
    ['a\r\nb', 'has "\\r"', 'write visible ASCII, spaces and tabs only'],
    ['😀', 'has "😀"', 'write visible ASCII, spaces and tabs only'],
    ['a="#{request.method}', 'has a quotation mark without the one that ends it', 'write it there'],
    ['a="#{request.method}\\"', 'has a quotation mark without the one that ends it', 'write it there'],
    [
      'a="\\#{request.method}"',
      'has "\\" before "#{request.method}"',
      'double the backslash or leave it out',
    ],
  ])('refuses %j', (text, problem, cure) => {
    expect(faults('compileHeader', text)).toEqual([['/here', problem, cure]]);
  });

  it('may have an odd quotation mark where no value is', () => {
    expect(render('compileHeader', 'a screen of 5"')).toBe('a screen of 5"');
  });

  it('is at most 4,096 characters long, and no escape halved', () => {
    expect(faults('compileHeader', 'x'.repeat(2048))).toEqual([]);
    expect(faults('compileHeader', 'x'.repeat(2049))).toEqual([
      ['/here', 'is 2049 characters long', 'write at most 2048, besides placeholders'],
    ]);
    const text = `"${'x'.repeat(2040)}#{request.method}","#{request.method}"`;
    const header = render('compileHeader', text, contextOf('ä'.repeat(5000)));
    expect(header).toBe(`"${'x'.repeat(2040)}${'%C3%A4'.repeat(170)}","${'%C3%A4'.repeat(170)}"`);
    expect(render('compileHeader', '#{request.method}'.repeat(5000), contextOf('x'))).toBe('');
  });

  it('whatever the values, is a header, and has one structure', () => {
    const templates = fc.constantFrom('#', 'a #', 'a="#"', '</#>; rel="#"', 'x, #, y;z=#', '(#) # "\\\\#"');
    const structure = (header: string): string => header.replace(/[^",;<>()\\=]/g, '');
    fc.assert(
      fc.property(templates, fc.oneof(anyText, fc.constantFrom(...INJECTIONS)), (template, value) => {
        const header = render(
          'compileHeader',
          template.replaceAll('#', '#{request.method}'),
          contextOf(value),
        );
        expect(isHeaderValue(header)).toBe(true);
        if (template === '#') return;
        const bare = header.replace(/"(?:[^"\\]|\\.)*"/g, '""');
        expect(structure(bare)).toBe(structure(template.replace(/"(?:[^"\\]|\\.)*"/g, '""')));
      }),
      { numRuns: 3000 },
    );
  });
});
