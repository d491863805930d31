import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokensOf } from '../../src/messages/tokens.ts';

/** Placeholders in arrays, so that a case is one line. */
const split = (template: string): readonly (string | readonly [string])[] =>
  tokensOf(template).map(({ text, placeholder }) => (placeholder ? [text] : text));

describe('R73-R78 what is a placeholder', () => {
  it.each<[string, ReturnType<typeof split>]>([
    ['', []],
    ['plain', ['plain']],
    ['#{request.uri}', [['#{request.uri}']]],
    ['a #{request.uri} b', ['a ', ['#{request.uri}'], ' b']],
    ['#FAULTCODE#', [['#FAULTCODE#']]],
    ['#FAULTMESSAGE_FIRSTLINE#', [['#FAULTMESSAGE_FIRSTLINE#']]],
    ['${REGION}', [['${REGION}']]],
    ['#FAULTCODE##FAULTMESSAGE#', [['#FAULTCODE#'], ['#FAULTMESSAGE#']]],
    ['#{a.b}#{c.d}${E}', [['#{a.b}'], ['#{c.d}'], ['${E}']]],
    ['#FAULTCODE#FAULTMESSAGE#', [['#FAULTCODE#'], 'FAULTMESSAGE#']],
    ['#{}', [['#{}']]],
    ['${}', [['${}']]],
    ['without end: #{request.uri', ['without end: ', ['#{request.uri']]],
    ['{"a":"#{request.uri","b":"}"}', ['{"a":"', ['#{request.uri'], '","b":"}"}']],
    ['#{a#{b.c}', [['#{a#'], '{b.c}']],
    ['without end: ${', ['without end: ', ['${']]],
  ])('in %j', (template, tokens) => expect(split(template)).toEqual(tokens));

  it.each([
    '#',
    '$',
    '##',
    '$$',
    '5 $ each, # 7',
    '#FFF',
    'color:#FFF;background:#A0B',
    '#ab#',
    '#AB#',
    '#123#',
    '#lower_case#',
    '# NOT ONE #',
    '#_NAME#',
    '$NAME',
    '$(NAME)',
    '{name}',
    '{{name}}',
    '%s',
    '## heading',
  ])('none in %j', (template) => expect(split(template)).toEqual(template === '' ? [] : [template]));
});

describe('R78 signs that are themselves', () => {
  it.each<[string, ReturnType<typeof split>]>([
    ['##{request.uri}', ['#{request.uri}']],
    ['a ##{request.uri} b', ['a ', '#{request.uri}', ' b']],
    ['###{request.uri}', ['#', ['#{request.uri}']]],
    ['####{request.uri}', ['#', '#{request.uri}']],
    ['#####{request.uri}', ['##', ['#{request.uri}']]],
    ['##FAULTCODE#', ['#FAULTCODE#']],
    ['##FAULTCODE##FAULTCODE#', ['#FAULTCODE#', ['#FAULTCODE#']]],
    ['$${REGION}', ['${REGION}']],
    ['$$${REGION}', ['$', ['${REGION}']]],
    ['$#{a.b}', ['$', ['#{a.b}']]],
    ['#${A}', ['#', ['${A}']]],
  ])('in %j', (template, tokens) => expect(split(template)).toEqual(tokens));

  it('any text can be written so that it is itself', () => {
    const unit = fc.constantFrom('#', '$', '{', '}', 'A', 'AAA', '_', 'a', '.', ' ', '"', '\n');
    const placeholder =
      /(?:#+(?=\{|[A-Z][A-Z0-9_]{2,}#)|\$+(?=\{))(?:\{[^{}<>"'\r\n]*\}?|[A-Z][A-Z0-9_]{2,}#)?/g;
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        const doubled = text.replace(placeholder, (found) => {
          const signs = /^(?:#+|\$+)/.exec(found)![0];
          return signs + found;
        });
        const tokens = tokensOf(doubled);
        expect(tokens.filter((token) => token.placeholder)).toEqual([]);
        expect(tokens.map((token) => token.text).join('')).toBe(text);
      }),
      { numRuns: 5000 },
    );
  });

  it('tells where each begins', () => {
    const template = 'a###{b.c}d##{e.f}';
    for (const { text, start } of tokensOf(template)) expect(template.startsWith(text, start)).toBe(true);
  });
});

it.each(['#', '$', '#{', '${', '#A', '#AAA', '{#', '#{#', '${"'])(
  'does not slow down in many of %j',
  (unit) => {
    const tokens = tokensOf(unit.repeat(200_000));
    expect(tokens.map(({ text }) => text.length).reduce((sum, length) => sum + length)).toBeGreaterThan(0);
  },
);
