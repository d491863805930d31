import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/model.ts';
import { problemXml } from '../../src/renderers/problem-xml.ts';
import { INJECTIONS } from './injections.ts';
import { anyJson, anyParts, everywhere, problemOf } from './problems.ts';
import { held, parseXml, type Element } from './xml.ts';

const parse = (xml: string): Element => parseXml(xml).root;

function expectShape(element: Element, value: JsonValue): void {
  if (typeof value !== 'object' || value === null) {
    expect(element.children).toEqual([]);
    expect(element.text).toBe(value === null ? '' : held(String(value)));
    return;
  }
  const members: [string, JsonValue][] = Array.isArray(value)
    ? value.map((item: JsonValue) => ['i', item])
    : Object.entries(value);
  expect(element.text).toBe('');
  expect(element.children.length).toBe(members.length);
  members.forEach(([name, member], index) => {
    const child = element.children[index]!;
    expect(child.uri).toBe('urn:ietf:rfc:7807');
    expect(child.name).toMatch(/^(?!xml)[A-Za-z_][A-Za-z0-9_.-]*$/i);
    if (/^(?!xml)[A-Za-z_][A-Za-z0-9_.-]*$/i.test(name)) expect(child.name).toBe(name);
    expectShape(child, member);
  });
}

const membersOf = (parts: Parameters<typeof problemOf>[0]): JsonValue => {
  const { status, title, detail, code, correlationId, errors, details, retryable, debug } = problemOf(parts);
  const members = {
    type: 'about:blank',
    title,
    status,
    detail,
    code,
    correlationId,
    errors,
    details,
    retryable,
    debug,
  };
  return JSON.parse(JSON.stringify(members, (_key, value: unknown) => value)) as JsonValue;
};

describe('application/problem+xml', () => {
  it('R84 is typed with its character set', () => {
    expect(problemXml.contentType).toBe('application/problem+xml; charset=utf-8');
  });

  it('is well formed and has the shape of RFC 9457 appendix B, whatever the texts and keys', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const problem = parse(problemXml.render(problemOf(parts)));
        expect([problem.name, problem.uri]).toEqual(['problem', 'urn:ietf:rfc:7807']);
        expectShape(problem, membersOf(parts));
      }),
      { numRuns: 500 },
    );
  });

  it('holds any JSON as details', () => {
    fc.assert(
      fc.property(anyJson, (details) => {
        const problem = parse(problemXml.render(problemOf({ details })));
        expectShape(
          problem.children.find(({ name }) => name === 'details')!,
          details,
        );
      }),
    );
  });

  it.each(INJECTIONS)('holds %j as one string wherever it stands', (text) => {
    const parts = everywhere(text);
    expectShape(parse(problemXml.render(problemOf(parts))), membersOf(parts));
  });

  it('declares itself, and writes arrays as <i>', () => {
    const details = { skus: ['A1', 'B2'], none: [], nothing: null };
    expect(problemXml.render(problemOf({ details, errors: [{ pointer: '/a', message: 'is <b>' }] }))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807"><type>about:blank</type>' +
        '<title>Conflict</title><status>409</status><detail>Only 3 of A1 are left</detail>' +
        '<code>STOCK_TOO_LOW</code><correlationId>K7QF-2MXD-9TRB</correlationId>' +
        '<errors><i><pointer>/a</pointer><message>is &lt;b&gt;</message></i></errors>' +
        '<details><skus><i>A1</i><i>B2</i></skus><none></none><nothing></nothing></details></problem>',
    );
  });

  it.each([
    ['left', 'left'],
    ['_x', '_x'],
    ['a b', 'a_b'],
    ['1st', '_1st'],
    ['-x', '_-x'],
    ['xmlThing', '_xmlThing'],
    ['XML', '_XML'],
    ['', '_'],
    ['a:b', 'a_b'],
    ['größe', 'gr__e'],
    ['a><b', 'a__b'],
  ])('respells the key %j as %s', (key, name) => {
    expect(problemXml.render(problemOf({ details: { [key]: 1 } }))).toContain(
      `<details><${name}>1</${name}></details>`,
    );
  });
});
