import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileBody } from '../../src/messages/body.ts';
import { anyText } from '../renderers/problems.ts';
import { bodyOf, contextOf, contextWith, faultsOf, place } from './contexts.ts';
import { htmlEvents } from './parsers.ts';

const HTML = 'text/html';
/** Attributes that a browser may run or follow, or that have a meaning for a page. */
const NOT_INERT: readonly string[] = (
  'onclick OnError style srcdoc href HREF src srcset action formaction data poster xlink:href xml:base background ' +
  'cite ping manifest content http-equiv to values codebase longdesc target is slot nonce integrity type rel xmlns ' +
  'accesskey unknown'
).split(' ');

/** What templates are thrown together from. */
const UNITS: readonly string[] = (
  `<p|<b>|</b>|<p>|</p>|/>|>| |title="|"|alt='|'|<!--|-->|--|<title>|</title>|<style>|</style>|<svg>|</svg>|<desc>|` +
  '<textarea>|</textarea>|<noscript>|</noscript>|&|&lt|;|text|x=y|#{apiProxy.id}|#{apiProxy.id}|' +
  '<i title="#{apiProxy.id}">#{apiProxy.id}</i>'
).split('|');

const render = (template: string): string => bodyOf(template, HTML).render(contextWith());
const problemsOf = (template: string): readonly string[] =>
  faultsOf(template, HTML).map(([, problem]) => problem);

describe('D32 positions in HTML', () => {
  it.each([
    ['#{apiProxy.name}', 'Users &amp; co'],
    ['<!DOCTYPE html>\n<p>#{apiProxy.name}', '<!DOCTYPE html>\n<p>Users &amp; co'],
    ['<p title="#{apiProxy.name}" class=plain hidden>', '<p title="Users &amp; co" class=plain hidden>'],
    ["<P TITLE = '#{apiProxy.name}'><br/><br /></P >", "<P TITLE = 'Users &amp; co'><br/><br /></P >"],
    ['<title>#{apiProxy.name}</title>', '<title>Users &amp; co</title>'],
    ['<TEXTAREA>#{apiProxy.name} > </TextArea\n>', '<TEXTAREA>Users &amp; co > </TextArea\n>'],
    [
      '<input value="#{apiProxy.id}" placeholder="#{apiProxy.id}">',
      '<input value="users-api" placeholder="users-api">',
    ],
    [
      '<p data-x="#{apiProxy.id}" aria-label="#{apiProxy.id}">',
      '<p data-x="users-api" aria-label="users-api">',
    ],
    [
      '<style>p>a{color:#FFF}</style><a href="/x" onclick="y">#{apiProxy.id}</a>',
      '<style>p>a{color:#FFF}</style><a href="/x" onclick="y">users-api</a>',
    ],
    [
      '<!-- a --><p>&nbsp;&copy #{apiProxy.id}; & #{apiProxy.id}',
      '<!-- a --><p>&nbsp;&copy users-api; & users-api',
    ],
    [
      '<svg><title>a</title><style>b</style><g/></svg>#{apiProxy.id}',
      '<svg><title>a</title><style>b</style><g/></svg>users-api',
    ],
    ['<svg/>#{apiProxy.id}', '<svg/>users-api'],
    ['</svg>#{apiProxy.id}', '</svg>users-api'],
    ['a > b #{apiProxy.id}', 'a > b users-api'],
  ])('%s', (template, rendered) => expect(render(template)).toBe(rendered));

  it.each([
    ['<#{apiProxy.id}>', 'a tag', 2],
    ['<p#{apiProxy.id}>', 'a tag', 3],
    ['<p #{apiProxy.id}>', 'a tag', 4],
    ['<p a#{apiProxy.id}="1">', 'a tag', 5],
    ['<p title=#{apiProxy.id}>', 'a tag', 10],
    ['<p title=a#{apiProxy.id}>', 'a tag', 11],
    ['<p title="a" #{apiProxy.id}>', 'a tag', 14],
    ['</p#{apiProxy.id}>', 'a tag', 4],
    ['<!-- #{apiProxy.id} -->', 'a comment', 6],
    ['<style>#{apiProxy.id}</style>', 'the element "style"', 8],
    ['<STYLE >#{apiProxy.id}</style >', 'the element "style"', 9],
    ['<noscript>#{apiProxy.id}</noscript>', 'the element "noscript"', 11],
    ['<iframe>#{apiProxy.id}</iframe>', 'the element "iframe"', 9],
    ['<xmp>#{apiProxy.id}</xmp>', 'the element "xmp"', 6],
    ['<svg><text>#{apiProxy.id}</text></svg>', 'an element that is not of HTML', 12],
    ['<svg><title>#{apiProxy.id}</title></svg>', 'an element that is not of HTML', 13],
    ['<svg><svg></svg>#{apiProxy.id}</svg>', 'an element that is not of HTML', 17],
    ['<math>#{apiProxy.id}</math>', 'an element that is not of HTML', 7],
    ['<svg><g class="#{apiProxy.id}"/></svg>', 'the attribute "class"', 16],
    ['<svg class="#{apiProxy.id}"/>', 'the attribute "class"', 13],
    ...NOT_INERT.map((name): [string, string, number] => [
      `<a ${name}="#{apiProxy.id}">`,
      `the attribute "${name.toLowerCase()}"`,
      name.length + 6,
    ]),
  ])('refuses %s', (template, where, column) => {
    expect(problemsOf(template)).toEqual([`has a placeholder in ${where} (line 1, column ${column})`]);
  });
});

describe('a template that parsers would have to repair is refused', () => {
  const COMMENT = 'has a comment with ">" at its begin, "--" in it or without end';
  it.each([
    ['<script>1</script>', 'has the element "script"', 1],
    ['<p>a<SCRIPT src="/x">', 'has the element "script"', 5],
    ['<svg><script/></svg>', 'has the element "script"', 6],
    ['</script>', 'has the element "script"', 1],
    ['<plaintext>', 'has the element "plaintext"', 1],
    ['a < b', 'has " " in a tag', 4],
    ['a <', 'ends in a tag', 4],
    ['</ p>', 'has " " in a tag', 3],
    ['<?xml version="1.0"?>', 'has "?" in a tag', 2],
    ['<p title="a', 'ends in a tag', 12],
    ['<p title=>', 'has ">" in a tag', 10],
    ['<p title="a"class="b">', 'has "c" in a tag', 13],
    ['<p "a">', 'has "\\"" in a tag', 4],
    ['<p title=a"b">', 'has "\\"" in a tag', 11],
    ['<p / title="a">', 'has "/" in a tag', 4],
    ['<p title="a" TITLE="b">', 'has a second attribute "title"', 14],
    ['</p title="a">', 'has "t" in a tag', 5],
    ['<!doctype html PUBLIC "x">', 'has a declaration', 1],
    ['<![CDATA[a]]>', 'has a declaration', 1],
    ['<!-->', COMMENT, 1],
    ['<!--->', COMMENT, 1],
    ['<!--> a -->', COMMENT, 1],
    ['<!--a--!>', COMMENT, 1],
    ['<!-- a -- b -->', COMMENT, 1],
    ['<!-- a', COMMENT, 1],
    ['<title>a', 'does not close "title"', 9],
    ['<title/>a', 'does not close "title"', 10],
    ['<title>a</titl', 'does not close "title"', 9],
    ['<title>a</title', 'ends in a tag', 16],
    ['<style>a</styles>', 'does not close "style"', 9],
    ['<textarea><b></textarea>', 'does not close "textarea"', 11],
    ['<noscript><p title="</noscript>">', 'does not close "noscript"', 11],
    ['<svg><style><a></style></svg>', 'does not close "style"', 13],
    ['<p>&#{apiProxy.id}', 'has "&" before a placeholder', 4],
    ['<p>&#x3#{apiProxy.id}', 'has "&" before a placeholder', 4],
    ['&lt#{apiProxy.id}', 'has "&" before a placeholder', 1],
    ['<p title="&a#{apiProxy.id}">', 'has "&" before a placeholder', 11],
    ['<title>&#{apiProxy.id}</title>', 'has "&" before a placeholder', 8],
  ])('%j', (template, problem, column) => {
    expect(problemsOf(template)).toEqual([`${problem} (line 1, column ${column})`]);
  });

  it('whatever is taken has one structure, whatever the values', () => {
    let taken = 0;
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...UNITS), maxLength: 12 }),
        anyText,
        (template, value) => {
          const body = compileBody(template, HTML, place().at);
          if (body === undefined) return;
          taken++;
          const shape = (text: string): readonly string[] =>
            htmlEvents(body.render(contextOf(text))).map((event) =>
              event.replace(/^(text|title=|alt=).*/s, '$1'),
            );
          expect(shape(`x${value}x`)).toEqual(shape('x'));
        },
      ),
      { numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(500);
  });

  it.each([
    '<p>',
    '<p title="',
    '<p title="1" ',
    '<!--',
    '&',
    '&a',
    '<svg>',
    '<title>',
    '<style></style>',
    "'",
  ])('does not slow down in many of %j', (unit) => {
    expect(problemsOf(`${unit.repeat(100_000)}<script>`).length).toBeGreaterThan(0);
  });
});
