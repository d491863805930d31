import * as fc from 'fast-check';
import { parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { html, join, trusted, type Content } from '../../src/dashboard/markup.ts';
import { HOSTILE, hostileText } from '../store/occurrences.ts';

interface Parsed {
  readonly childNodes: readonly { readonly value?: string; readonly childNodes?: readonly unknown[] }[];
}

describe('html', () => {
  it.each<[what: string, value: Content, expected: string]>([
    ['text', 'a < b & "c"', 'a &lt; b &amp; &quot;c&quot;'],
    ['a number', 7, '7'],
    ['nothing', undefined, ''],
    ['what does not hold', false, ''],
    ['markup of its own', html`<b>${'<'}</b>`, '<b>&lt;</b>'],
    ['markup that is trusted', trusted('<svg></svg>'), '<svg></svg>'],
    ['a list', ['<', html`<i></i>`, [1, undefined]], '&lt;<i></i>1'],
    ['line breaks and tabs', 'a\n\tb', 'a\n\tb'],
    ['a carriage return', 'a\rb', 'a\\u000db'],
    ['what commands terminals', '\u001b[31m\u0007', '\\u001b[31m\\u0007'],
    ['text that would run backwards', '\u202eabc\u2066', '\\u202eabc\\u2066'],
    ['halves of characters', '\ud800a\udfff', '\\ud800a\\udfff'],
    ['what is not seen', 'a\u200bb\u2060\u00ad\u{e0041}', 'a\\u200bb\\u2060\\u00ad\\udb40\\udc41'],
    [
      'what joins letters, and chooses signs',
      'می\u200cخواهم 👩\u200d💻❤\ufe0f',
      'می\u200cخواهم 👩\u200d💻❤\ufe0f',
    ],
    ['whole characters', '🧯é日', '🧯é日'],
  ])('takes %s', (_what, value, expected) => {
    expect(html`${value}`.text).toBe(expected);
  });

  it('joins with what stands between', () => {
    expect(join(['<', html`<i></i>`], ' · ').text).toBe('&lt; · <i></i>');
  });

  it.each(HOSTILE)('R44 keeps %j in its place, as text and in an attribute', (text) => {
    expectOne(text);
  });

  it('R44 keeps any text in its place', () => {
    fc.assert(fc.property(hostileText, expectOne));
  });
});

function expectOne(text: string): void {
  const fragment = parseFragment(html`<p title="${text}">${text}</p>`.text);
  expect(fragment.childNodes).toHaveLength(1);
  const [paragraph] = fragment.childNodes as unknown as [
    Parsed & { tagName: string; attrs: { name: string }[] },
  ];
  expect(paragraph.tagName).toBe('p');
  expect(paragraph.attrs.map(({ name }) => name)).toEqual(['title']);
  expect(paragraph.childNodes.length).toBeLessThanOrEqual(1);
  for (const child of paragraph.childNodes) expect(typeof child.value).toBe('string');
}
