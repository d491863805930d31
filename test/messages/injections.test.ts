/** No value leaves its place: every placeholder in every place of every format, read back by parsers of others. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VALUES } from '../../src/messages/values.ts';
import { printable } from '../../src/renderers/lines.ts';
import { INJECTIONS } from '../renderers/injections.ts';
import { anyText } from '../renderers/problems.ts';
import { bodyOf, contextOf } from './contexts.ts';
import { held, htmlEvents, xmlEvents } from './parsers.ts';

const WRITTEN: readonly string[] = [...VALUES().keys(), '${VALUE}'];

const PAYLOADS: readonly string[] = [
  ...INJECTIONS,
  '#{message.correlationId}',
  '#FAULTMESSAGE#',
  '${VALUE}',
  '##{message.correlationId}',
  '","admin":true,"x":"',
  '"}',
  '\\',
  '\\"',
  'null',
  '--><script>',
  '&lt;b&gt;',
  '&#60;b&#62;',
  'amp;',
  '?>',
  ']]',
  '>',
  '\t\n',
  '\r\n\r\n<p>',
  "' onclick='x()",
  '</title></textarea></style>',
  '\u0000',
  '\ue000',
];

interface Value {
  /** As the placeholder reads it. */
  readonly text: string;
  readonly number: number | undefined;
  render(template: string, contentType: string): string;
}

function valueOf(written: string, payload: string): Value {
  const context = contextOf(payload);
  const value = VALUES().get(written);
  return {
    text: value === undefined ? payload : value.text(context),
    number: value?.number?.(context),
    render: (template, contentType) => {
      const filled = template.replaceAll('@', written);
      return bodyOf(filled, contentType, new Map([['VALUE', payload]])).render(context);
    },
  };
}

function expectJson({ text, number, render }: Value): void {
  const rendered = render('{"a":"x@y","b":@,"c":["@@",@],"z":1}', 'application/json');
  expect(JSON.parse(rendered)).toEqual({
    a: `x${text}y`,
    b: number ?? text,
    c: [text + text, number ?? text],
    z: 1,
  });
  expect(rendered).not.toMatch(/[\u2028\u2029]|\p{Surrogate}/u);
}

function expectXml({ text, render }: Value): void {
  const rendered = render('<r a="@" b=\'x@y\'><c>x@y</c>x@</r>', 'application/xml');
  const value = held(text);
  const events = ['<r', `a=${value}`, `b=x${value}y`, '<c', `text x${value}y`, '>c', `text x${value}`, '>r'];
  expect(xmlEvents(rendered)).toEqual(events);
}

function expectHtml({ text, render }: Value): void {
  const template =
    '<!doctype html><html lang="en"><head><title>x@</title></head><body><p title="@" class=\'x@y\'>x@y</p>' +
    '<textarea>x@</textarea></body></html>';
  const value = held(text);
  expect(htmlEvents(render(template, 'text/html'))).toEqual([
    '<html',
    'lang=en',
    '<head',
    '<title',
    `text x${value}`,
    '>title',
    '>head',
    '<body',
    '<p',
    `title=${value}`,
    `class=x${value}y`,
    `text x${value}y`,
    '>p',
    '<textarea',
    `text x${value}`,
    '>textarea',
    '>body',
    '>html',
  ]);
}

function expectText({ text, render }: Value): void {
  expect(render('a\n@\nb @', 'text/plain').split(/[\n\r\u2028\u2029\u0085]/)).toEqual([
    'a',
    printable(text),
    `b ${printable(text)}`,
  ]);
}

const FORMATS = { JSON: expectJson, XML: expectXml, HTML: expectHtml, 'plain text': expectText };

describe.each(Object.entries(FORMATS))('D32 D33 in %s', (_format, expectHeld) => {
  it.each(WRITTEN)('%s holds every payload', (written) => {
    for (const payload of PAYLOADS) expectHeld(valueOf(written, payload));
  });

  it('any placeholder holds any text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...WRITTEN), anyText, (written, text) =>
        expectHeld(valueOf(written, text)),
      ),
      { numRuns: 2000 },
    );
  });
});
