import { describe, expect, it } from 'vitest';
import { FaultlineError } from '../../src/codes.ts';
import { renderers } from '../../src/renderers/index.ts';
import { withStylesheet } from '../../src/renderers/stylesheet.ts';
import { problemOf } from './problems.ts';
import { parseXml } from './xml.ts';

const given = renderers.xml;

describe('withStylesheet', () => {
  it('D19 links to it after the declaration', () => {
    const body = withStylesheet(given, '/errors.xsl').render(problemOf());
    expect(body).toBe(
      given
        .render(problemOf())
        .replace('?>\n', '?>\n<?xml-stylesheet type="text/xsl" href="/errors.xsl"?>\n'),
    );
    expect(withStylesheet(given, '/a').contentType).toBe(given.contentType);
  });

  it.each([
    '/a.xsl',
    'a.xsl',
    '../a.xsl',
    '//cdn.example.com/a',
    'https://example.com/a?b=c&d=%20#e',
    'HTTP://a/b',
    "/a'b",
  ])('D19 may find it at %s', (href) => {
    const { instructions } = parseXml(withStylesheet(given, href).render(problemOf()));
    const escaped = href.replaceAll('&', '&amp;').replaceAll("'", '&#39;');
    expect(instructions).toEqual([{ target: 'xml-stylesheet', body: `type="text/xsl" href="${escaped}"` }]);
  });

  it.each([
    '',
    ' ',
    '/a b',
    '"?><a>',
    '/a"b',
    '/a?>',
    '/a\nb',
    '/ä',
    'javascript:alert(1)',
    'data:text/xml,a',
    'JavaScript:alert(1)',
    'ftp://a/b',
    `/${'a'.repeat(2048)}`,
    undefined,
    4,
    {},
  ])('D19 refuses %j', (href) => {
    const define = (): unknown => withStylesheet(given, href as never);
    expect(define).toThrow(FaultlineError);
    expect(define).toThrow('A stylesheet cannot be found at ');
    expect(define).toThrow(expect.objectContaining({ code: 'FLT_RENDERER_INVALID' }));
  });

  it.each([
    ['<a/>', '<?xml-stylesheet type="text/xsl" href="/s"?>\n<a/>'],
    ['', '<?xml-stylesheet type="text/xsl" href="/s"?>\n'],
    ['<?xml version="1.0"?><a/>', '<?xml version="1.0"?>\n<?xml-stylesheet type="text/xsl" href="/s"?><a/>'],
    ['<?xml version="1.0"', '<?xml-stylesheet type="text/xsl" href="/s"?>\n<?xml version="1.0"'],
  ])('goes into %j', (xml, expected) => {
    expect(withStylesheet({ ...given, render: () => xml }, '/s').render(problemOf())).toBe(expected);
  });
});
