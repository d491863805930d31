import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileBody } from '../../src/messages/body.ts';
import { anyText } from '../renderers/problems.ts';
import { bodyOf, contextOf, contextWith, faultsOf, place } from './contexts.ts';
import { xmlEvents } from './parsers.ts';

const XML = 'application/xml';
/** What templates are thrown together from. */
const UNITS: readonly string[] = (
  `<a|<b>|</b>|<a>|</a>|/>|>| |x="|"|y='|'|<!--|-->|--|<?p |?>|<![CDATA[|]]|&amp;|&|text|p:| xmlns:p="u"|` +
  '#{apiProxy.id}|#{apiProxy.id}|<a>#{apiProxy.id}</a>'
).split('|');

const render = (template: string): string => bodyOf(template, XML).render(contextWith());
const XHTML = 'http://www.w3.org/1999/xhtml';

describe('D32 positions in XML', () => {
  it.each([
    ['<e>#{apiProxy.name}</e>', '<e>Users &amp; co</e>'],
    ['<e a="#{apiProxy.name}"/>', '<e a="Users &amp; co"/>'],
    ['<e a=\'x#{apiProxy.id}y\' b = "#{apiProxy.id}" />', '<e a=\'xusers-apiy\' b = "users-api" />'],
    [
      '<e a="#FAULTMESSAGE#">#FAULTMESSAGE#</e>',
      '<e a="FINAL message&#10;and more">FINAL message\nand more</e>',
    ],
    [
      '<?xml version="1.0" encoding="UTF-8"?>\n<e>#{error.defaultHttpCode}</e>\n',
      '<?xml version="1.0" encoding="UTF-8"?>\n<e>500</e>\n',
    ],
    [
      "<?xml version='1.0' encoding='utf-8' standalone='yes'?><e/>",
      "<?xml version='1.0' encoding='utf-8' standalone='yes'?><e/>",
    ],
    ['<?xml-stylesheet href="a.xsl"?><e/>', '<?xml-stylesheet href="a.xsl"?><e/>'],
    ['<!-- a - b --><e><!----></e><!-- c -->', '<!-- a - b --><e><!----></e><!-- c -->'],
    ['<e><![CDATA[ <a> & ]] ]]>#{apiProxy.id}</e>', '<e><![CDATA[ <a> & ]] ]]>users-api</e>'],
    [
      '<e>&amp;&lt;&gt;&quot;&apos;&#38;&#x1F600;#{apiProxy.id}</e>',
      '<e>&amp;&lt;&gt;&quot;&apos;&#38;&#x1F600;users-api</e>',
    ],
    ['<e>a > b ]> ] #{apiProxy.id} ></e>', '<e>a > b ]> ] users-api ></e>'],
    ['<e>\ue000>#{apiProxy.id}</e>', '<e>\ue000>users-api</e>'],
    [
      '<p:e xmlns:p="urn:x"><p:f p:a="#{apiProxy.id}" xml:lang="en"/></p:e>',
      '<p:e xmlns:p="urn:x"><p:f p:a="users-api" xml:lang="en"/></p:e>',
    ],
    ['<e xmlns:p="u"><f xmlns:p="v"/><p:g/></e>', '<e xmlns:p="u"><f xmlns:p="v"/><p:g/></e>'],
    ['<größe ä="1">#{apiProxy.id}</größe>', '<größe ä="1">users-api</größe>'],
    [
      '<e href="#{apiProxy.id}" onclick="#{apiProxy.id}"><script>#{apiProxy.id}</script></e>',
      '<e href="users-api" onclick="users-api"><script>users-api</script></e>',
    ],
    [
      `<e xmlns="${XHTML}"><p title="#{apiProxy.id}">#{apiProxy.id}</p></e>`,
      `<e xmlns="${XHTML}"><p title="users-api">users-api</p></e>`,
    ],
  ])('%s', (template, rendered) => {
    expect(render(template)).toBe(rendered);
    expect(xmlEvents(rendered).length).toBeGreaterThan(0);
  });

  it.each([
    ['<#{apiProxy.id}/>', 'a tag', 2],
    ['<e#{apiProxy.id}/>', 'a tag', 3],
    ['<e #{apiProxy.id}="a"/>', 'a tag', 4],
    ['<e a#{apiProxy.id}="a"/>', 'a tag', 5],
    ['<e a=#{apiProxy.id}/>', 'a tag', 6],
    ['<e a="b" #{apiProxy.id}/>', 'a tag', 10],
    ['<e></#{apiProxy.id}>', 'a tag', 6],
    ['<e></e#{apiProxy.id}>', 'a tag', 7],
    ['<e><!-- #{apiProxy.id} --></e>', 'a comment', 9],
    ['<e><![CDATA[#{apiProxy.id}]]></e>', 'a CDATA section', 13],
    ['<?x #{apiProxy.id}?><e/>', 'a processing instruction', 5],
    ['<e xmlns="#{apiProxy.id}"/>', 'the name of a namespace', 11],
    ['<e xmlns:p="#{apiProxy.id}"/>', 'the name of a namespace', 13],
    [`<e xmlns="${XHTML}"><a href="#{apiProxy.id}"/></e>`, 'the attribute "href"', 50],
    [`<e xmlns="${XHTML}"><a onclick="#{apiProxy.id}"/></e>`, 'the attribute "onclick"', 53],
    [`<e xmlns="${XHTML}"><style>#{apiProxy.id}</style></e>`, 'the element "style"', 48],
    ['<s xmlns="http://www.w3.org/2000/svg"><set to="#{apiProxy.id}"/></s>', 'the attribute "to"', 48],
    [
      '<s xmlns:x="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg"><a x:href="#{apiProxy.id}"/></s>',
      'the attribute "x:href"',
      89,
    ],
  ])('refuses %s', (template, where, column) => {
    expect(faultsOf(template, XML).map(([, problem]) => problem)).toEqual([
      `has a placeholder in ${where} (line 1, column ${column})`,
    ]);
  });
});

describe('a template that is not well-formed is refused', () => {
  it.each([
    ['', 'has no element', 1],
    [' ', 'has no element', 2],
    ['<!-- a -->', 'has no element', 11],
    ['text', 'has text outside of an element', 1],
    ['#{apiProxy.id}', 'has text outside of an element', 1],
    ['<e/> #{apiProxy.id}', 'has text outside of an element', 6],
    ['\ufeff<e/>', 'has text outside of an element', 1],
    ['<e/><f/>', 'has a second root, "f"', 5],
    ['<e>', 'does not close "e"', 4],
    ['<e><f></e>', 'closes "e", which is not open', 7],
    ['</e>', 'closes "e", which is not open', 1],
    ['<e></E>', 'closes "E", which is not open', 4],
    ['<e a="1" a="2"/>', 'has a second attribute "a"', 10],
    ['<e a/>', 'has "/" in a tag', 5],
    ['<e a=1/>', 'has "1" in a tag', 6],
    ['<e a="1"b="2"/>', 'has "b" in a tag', 9],
    ['<e a="1', 'ends in a tag', 8],
    ['<e ', 'ends in a tag', 4],
    ['<', 'ends in a tag', 2],
    ['< e/>', 'has " " in a tag', 2],
    ['<1/>', 'has "1" in a tag', 2],
    ['<e / >', 'has "/" in a tag', 4],
    ['<e></e a="1">', 'has "a" in a tag', 8],
    ['<e></e/>', 'has "/" in a tag', 7],
    ['<e a="<"/>', 'has "<" in an attribute', 7],
    ['<e>&</e>', 'has "&" that begins no reference', 4],
    ['<e>&nbsp;</e>', 'has "&" that begins no reference', 4],
    ['<e>&amp</e>', 'has "&" that begins no reference', 4],
    ['<e>&#{apiProxy.id};</e>', 'has "&" that begins no reference', 4],
    ['<e>&#0;</e>', 'has "&" that begins no reference', 4],
    ['<e>&#xD800;</e>', 'has "&" that begins no reference', 4],
    ['<e>&#x110000;</e>', 'has "&" that begins no reference', 4],
    ['<e>&#xFFFE;</e>', 'has "&" that begins no reference', 4],
    ['<e a="&x;"/>', 'has "&" that begins no reference', 7],
    ['<e>a ]]> b</e>', 'has ">" behind "]]" or a placeholder', 8],
    ['<e>#{apiProxy.id}></e>', 'has ">" behind "]]" or a placeholder', 18],
    ['<e>#{apiProxy.id}]></e>', 'has ">" behind "]]" or a placeholder', 19],
    ['<e>]#{apiProxy.id}></e>', 'has ">" behind "]]" or a placeholder', 19],
    ['<e>\u0001</e>', 'has a character that XML cannot hold', 4],
    ['<e>\ud800</e>', 'has a character that XML cannot hold', 4],
    ['<e a="\ufffe"/>', 'has a character that XML cannot hold', 7],
    ['<!DOCTYPE e><e/>', 'has a declaration or a section', 1],
    ['<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/passwd">]><e>&x;</e>', 'has a declaration or a section', 1],
    ['<!ENTITY x "y"><e/>', 'has a declaration or a section', 1],
    ['<![CDATA[a]]><e/>', 'has a declaration or a section', 1],
    ['<e><![CDATA[a]]</e>', 'has a CDATA section without end', 4],
    ['<e><!-- a -- b --></e>', 'has a comment with ">" at its begin, "--" in it or without end', 4],
    ['<e><!-- a', 'has a comment with ">" at its begin, "--" in it or without end', 4],
    ['<e><!--></e>-->', 'has a comment with ">" at its begin, "--" in it or without end', 4],
    ['<?xml version="1.1"?><e/>', 'has another XML declaration', 1],
    ['<?xml version="1.0" encoding="ISO-8859-1"?><e/>', 'has another XML declaration', 1],
    ['<?xml encoding="UTF-8"?><e/>', 'has another XML declaration', 1],
    [' <?xml version="1.0"?><e/>', 'has no proper processing instruction', 2],
    ['<?xml Version="1.0"?><e/>', 'has another XML declaration', 1],
    ['<?XML x?><e/>', 'has no proper processing instruction', 1],
    ['<?x a><e/>', 'has no proper processing instruction', 1],
    ['<?a:b c?><e/>', 'has no proper processing instruction', 1],
    ['<?a', 'has no proper processing instruction', 1],
    ['<? a?><e/>', 'has no proper processing instruction', 1],
    ['<?a+b?><e/>', 'has no proper processing instruction', 1],
    ['<p:e/>', 'has the prefix "p"', 1],
    ['<e p:a="1"/>', 'has the prefix "p"', 1],
    ['<e><f xmlns:p="urn:x"/><p:g/></e>', 'has the prefix "p"', 24],
    ['<e><f xmlns:p="urn:x"></f><p:g/></e>', 'has the prefix "p"', 27],
    ['<a:b:c xmlns:a="urn:x"/>', 'has the name "a:b:c"', 1],
    ['<:a/>', 'has the name ":a"', 1],
    ['<e a:=""/>', 'has the name "a:"', 1],
    [`<e xmlns="${XHTML}"><script>1</script></e>`, 'has the element "script"', 41],
    [`<h:e xmlns:h="${XHTML}"><h:SCRIPT/></h:e>`, 'has the element "script"', 45],
  ])('%j', (template, problem, column) => {
    expect(faultsOf(template, XML).map((fault) => fault[1])).toEqual([
      `${problem} (line 1, column ${column})`,
    ]);
  });

  it('tells what is wrong in several places', () => {
    expect(
      faultsOf('<e a="#{x.y}">\n&nbsp;<!-- #{apiProxy.id} --></e>', XML).map(([, problem]) => problem),
    ).toEqual([
      'has "&" that begins no reference (line 2, column 1)',
      'has a placeholder in a comment (line 2, column 12)',
      'has the unknown placeholder "#{x.y}"',
    ]);
  });

  it('does not tell of more than 20', () =>
    expect(faultsOf(`<e>${'&'.repeat(50)}</e>`, XML)).toHaveLength(20));

  it('whatever is taken is well-formed, whatever the values', () => {
    const inner = fc.string({ unit: fc.constantFrom(...UNITS), maxLength: 12 });
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom('', '<r>'), inner, anyText, (root, middle, value) => {
        const template = `${root}${middle}${root && '</r>'}`;
        const body = compileBody(template, XML, place().at);
        if (body === undefined) return;
        taken++;
        const shape = (text: string): readonly string[] =>
          xmlEvents(body.render(contextOf(text))).map((event) => event.replace(/^(text|[xy]=).*/s, '$1'));
        expect(shape(value || 'x')).toEqual(shape('x'));
      }),
      { numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(500);
  });

  it.each(['<e>', '<e/>', '<!--', '&amp;', '&', ']', ']]>', '<e a="', '<e a="1" ', '<?a ', "'"])(
    'does not slow down in many of %j',
    (unit) => {
      expect(faultsOf(`<r>${unit.repeat(100_000)}`, XML).length).toBeGreaterThan(0);
    },
  );
});
