import { describe, expect, it } from 'vitest';
import { placeholdersIn } from '../../src/messages/placeholders.ts';
import { VALUES } from '../../src/messages/values.ts';
import type { RequestFacts } from '../../src/model.ts';
import type { TemplateContext } from '../../src/policy.ts';
import { bodyOf, contextWith, facts, faultsOf } from './contexts.ts';

/** Requirement, placeholder, its value as text, and where it differs in XML, in plain text and as a value of JSON. */
interface Case {
  readonly id: string;
  readonly written: string;
  readonly value: string;
  readonly xml?: string;
  readonly plain?: string;
  readonly number?: number;
}

const CASES: readonly Case[] = [
  { id: 'R73', written: '#CORRELATIONID#', value: 'K7QF-2MXD-9TRB' },
  { id: 'R73', written: '#FAULTCODE#', value: 'FINAL_CODE' },
  {
    id: 'R73',
    written: '#FAULTMESSAGE#',
    value: 'FINAL message\nand more',
    plain: 'FINAL message and more',
  },
  { id: 'R73', written: '#FAULTMESSAGE_FIRSTLINE#', value: 'FINAL message' },
  { id: 'R73', written: '#FAULTSTATUSCODE#', value: '429', number: 429 },
  {
    id: 'R73',
    written: '#RESPONSEFROMAPI#',
    value: 'upstream said\r\nno',
    xml: 'upstream said&#13;\nno',
    plain: 'upstream said  no',
  },
  { id: 'R73', written: '#RESPONSEFROMAPI_FIRSTLINE#', value: 'upstream said' },
  { id: 'R74', written: '#{error.customizedErrorCode}', value: 'CUSTOMIZED_CODE' },
  { id: 'R74', written: '#{error.customizedHttpCode}', value: '503', number: 503 },
  {
    id: 'R74',
    written: '#{error.customizedMessage}',
    value: 'CUSTOMIZED message\nand more',
    plain: 'CUSTOMIZED message and more',
  },
  { id: 'R74', written: '#{error.defaultErrorCode}', value: 'DEFAULT_CODE' },
  {
    id: 'R74',
    written: '#{error.defaultMessage}',
    value: 'DEFAULT message\nand more',
    plain: 'DEFAULT message and more',
  },
  { id: 'R74', written: '#{error.defaultHttpCode}', value: '500', number: 500 },
  { id: 'R75', written: '#{request.method}', value: 'POST' },
  { id: 'R75', written: '#{request.uri}', value: '/api/v1/users' },
  { id: 'R75', written: '#{request.contentType}', value: 'application/json; charset=utf-8' },
  { id: 'R75', written: '#{request.remoteAddress}', value: '203.0.113.7' },
  { id: 'R75', written: '#{request.queryString}', value: 'page=2&q=a%20b', xml: 'page=2&amp;q=a%20b' },
  { id: 'R75', written: '#{request.pathInfo}', value: '/v1/users' },
  { id: 'R75', written: '#{request.contextPath}', value: '/api' },
  { id: 'R76', written: '#{message.correlationId}', value: 'K7QF-2MXD-9TRB' },
  { id: 'R76', written: '#{apiProxy.id}', value: 'users-api' },
  { id: 'R76', written: '#{apiProxy.name}', value: 'Users & co', xml: 'Users &amp; co' },
  { id: 'R77', written: '#{dateTime.year}', value: '2026', number: 2026 },
  { id: 'R77', written: '#{dateTime.month}', value: '04', number: 4 },
  { id: 'R77', written: '#{dateTime.dayOfMonth}', value: '05', number: 5 },
  { id: 'R77', written: '#{dateTime.hour}', value: '14', number: 14 },
  { id: 'R77', written: '#{dateTime.minute}', value: '30', number: 30 },
  { id: 'R77', written: '#{dateTime.second}', value: '45', number: 45 },
  { id: 'R77', written: '#{dateTime.timestamp}', value: '1775399445', number: 1775399445 },
  { id: 'R77', written: '#{dateTime.formattedText}', value: '2026-04-05 14:30:45' },
];

const titles = CASES.map((row) => [row.id, row.written, row] as const);
const context = contextWith();

it('R73-R77 there are 31 placeholders', () => {
  expect(CASES.map(({ written }) => written)).toEqual([...VALUES().keys()]);
  expect(CASES).toHaveLength(31);
});

describe('R87 each placeholder in each format', () => {
  it.each(titles)('%s %s in a string of JSON', (_id, written, { value }) => {
    const body = bodyOf(`{"value": "<${written}>"}`);
    expect(JSON.parse(body.render(context))).toEqual({ value: `<${value}>` });
  });

  it.each(titles)('D32 %s %s as a value of JSON', (_id, written, { value, number }) => {
    const body = bodyOf(`{"value": ${written}}`);
    expect(body.render(context)).toBe(`{"value": ${JSON.stringify(number ?? value)}}`);
  });

  it.each(titles)('%s %s in XML', (_id, written, { value, xml }) => {
    const body = bodyOf(`<value>${written}</value>`, 'application/xml');
    expect(body.render(context)).toBe(`<value>${xml ?? value}</value>`);
  });

  it.each(titles)('%s %s in plain text', (_id, written, { value, plain }) => {
    expect(bodyOf(`"${written}"`, 'text/plain').render(context)).toBe(`"${plain ?? value}"`);
  });

  it.each(['application/json', 'application/xml', 'text/plain', 'text/html'])(
    'R78 ${VARIABLE} in %s',
    (type) => {
      const template = type === 'application/json' ? '"${REGION}${MISSING}"' : '<p>${REGION}${MISSING}</p>';
      expect(bodyOf(template, type).render(context)).toBe(
        template.replace('${REGION}${MISSING}', 'eu-central-1'),
      );
    },
  );
});

const NOTHING: TemplateContext = contextWith({
  facts: { method: 'GET', url: '', header: () => undefined },
  api: undefined,
  responseFromApi: '',
});

describe('D33 a missing value', () => {
  it.each([
    '#RESPONSEFROMAPI#',
    '#RESPONSEFROMAPI_FIRSTLINE#',
    '#{request.uri}',
    '#{request.contentType}',
    '#{request.remoteAddress}',
    '#{request.queryString}',
    '#{request.contextPath}',
    '#{apiProxy.id}',
    '#{apiProxy.name}',
  ])('%s is empty', (written) => {
    expect(bodyOf(`["${written}",${written}]`).render(NOTHING)).toBe('["",""]');
  });

  it.each([...VALUES().keys()])(
    '%s is empty when reading it fails, or gives what it cannot be',
    (written) => {
      const fails = (): never => {
        throw new Error('gone');
      };
      const broken = new Proxy({}, { get: fails }) as TemplateContext;
      const wrong = new Proxy({}, { get: () => Symbol('wrong') }) as TemplateContext;
      const nested = new Proxy(
        {},
        { get: () => new Proxy(() => 7n, { get: () => ({}) }) },
      ) as TemplateContext;
      const nothing = VALUES().get(written)!.number === undefined ? '""' : 'null';
      for (const hostile of [
        broken,
        wrong,
        nested,
        { ...contextWith(), now: Number.NaN, final: undefined },
      ]) {
        const rendered = bodyOf(`["${written}",${written}]`).render(hostile as TemplateContext);
        if (hostile === broken || hostile === wrong || hostile === nested)
          expect(rendered).toBe(`["",${nothing}]`);
        else expect(JSON.parse(rendered)).toHaveLength(2);
      }
    },
  );

  it.each([Number.NaN, Infinity, 8.64e15 + 1])('the time %d', (now) => {
    const template = '#{dateTime.formattedText}|#{dateTime.year}|#{dateTime.hour}|';
    expect(bodyOf(template, 'text/plain').render(contextWith({ now }))).toBe('|||');
  });
});

const withFacts = (change: Partial<RequestFacts>): TemplateContext =>
  contextWith({ facts: { ...facts, ...change } });

describe('D37 parts of a request', () => {
  it.each<[url: string, mount: string | undefined, uri: string, query: string, pathInfo: string]>([
    ['/a/b', undefined, '/a/b', '', '/a/b'],
    ['/a/b?', '/a', '/a/b', '', '/b'],
    ['/a/b?c?d', '/a', '/a/b', 'c?d', '/b'],
    ['/a/b', '/a/', '/a/b', '', '/b'],
    ['/a/b', '/', '/a/b', '', '/a/b'],
    ['/a/b', '', '/a/b', '', '/a/b'],
    ['/a', '/a', '/a', '', '/'],
    ['/a?b', '/a', '/a', 'b', '/'],
    ['/ab/c', '/a', '/ab/c', '', '/ab/c'],
    ['/x', '/a', '/x', '', '/x'],
    ['?x', undefined, '/', 'x', '/'],
    // As conditions see it: no authority, which may hold a password, and no fragment.
    ['http://user:pw@host/a/b?c=1', '/a', '/a/b', 'c=1', '/b'],
    ['HTTPS://user:pw@host', '/a', '/', '', '/'],
    ['http://user:pw@host?c', undefined, '/', 'c', '/'],
    ['/a/b#c?d', '/a', '/a/b', '', '/b'],
    ['/a?b#c', '/a', '/a', 'b', '/'],
    ['/http://host/a', undefined, '/http://host/a', '', '/http://host/a'],
    ['/a%2Fb/ä', undefined, '/a%2Fb/ä', '', '/a%2Fb/ä'],
    ['*', '/a', '*', '', '*'],
  ])('of %s below %s', (url, mount, ...expected) => {
    const template = '#{request.uri}|#{request.queryString}|#{request.pathInfo}';
    expect(bodyOf(template, 'text/plain').render(withFacts({ url, mount }))).toBe(expected.join('|'));
  });
});

describe('R73 the first line', () => {
  it.each([
    ['', ''],
    ['one', 'one'],
    ['one\ntwo', 'one'],
    ['one\r\ntwo', 'one'],
    ['one\rtwo', 'one'],
    ['\r\ntwo', ''],
    ['\n', ''],
  ])('of %j', (text, first) => {
    const template = '["#FAULTMESSAGE_FIRSTLINE#","#RESPONSEFROMAPI_FIRSTLINE#"]';
    const final = { status: 500, code: 'X', message: text };
    const rendered = bodyOf(template).render(contextWith({ final, responseFromApi: text }));
    expect(JSON.parse(rendered)).toEqual([first, first]);
  });
});

describe('R77 the time', () => {
  it.each([
    [0, '1970-01-01 00:00:00', '1970-01-01T00:00:00', '0'],
    [Date.UTC(2024, 11, 31, 23, 59, 59, 999), '2024-12-31 23:59:59', '2024-12-31T23:59:59', '1735689599'],
    [Date.UTC(9999, 0, 1), '9999-01-01 00:00:00', '9999-01-01T00:00:00', '253370764800'],
  ])('D37 %d is told in UTC and in seconds', (now, text, parts, seconds) => {
    const template =
      '#{dateTime.formattedText}|#{dateTime.year}-#{dateTime.month}-#{dateTime.dayOfMonth}T' +
      '#{dateTime.hour}:#{dateTime.minute}:#{dateTime.second}|#{dateTime.timestamp}';
    expect(bodyOf(template, 'text/plain').render(contextWith({ now }))).toBe(`${text}|${parts}|${seconds}`);
  });
});

describe('D35 long values', () => {
  it.each([
    ['#{request.method}', 2048],
    ['#RESPONSEFROMAPI#', 8192],
    ['#RESPONSEFROMAPI_FIRSTLINE#', 8192],
  ])('%s is cut to %d characters, none of them halved', (written, most) => {
    const body = bodyOf(written, 'text/plain');
    const shown = (text: string): string =>
      body.render({ ...withFacts({ method: text }), responseFromApi: text });
    expect(shown('x'.repeat(most))).toBe('x'.repeat(most));
    expect(shown('x'.repeat(most + 1))).toBe(`${'x'.repeat(most - 1)}…`);
    expect(shown(`${'x'.repeat(most - 2)}😀y`)).toBe(`${'x'.repeat(most - 2)}…`);
    expect(shown(`${'x'.repeat(most - 3)}😀yy`)).toBe(`${'x'.repeat(most - 3)}😀…`);
  });
});

describe('D33 an unknown placeholder is refused', () => {
  const elsewhere = (signs: string): string =>
    `use one of those in docs/templates.md, or write "#${signs}" for the characters themselves`;
  it.each([
    ['#{request.url}', 'did you mean "#{request.uri}"?'],
    ['#{Request.URI}', 'did you mean "#{request.uri}"?'],
    ['#{ request.uri }', 'did you mean "#{request.uri}"?'],
    ['#{request.uri', 'did you mean "#{request.uri}"?'],
    ['#{dateTime.day}', elsewhere('#{dateTime.day}')],
    ['#{error.customisedMessage}', 'did you mean "#{error.customizedMessage}"?'],
    ['#FAULT_CODE#', 'did you mean "#FAULTCODE#"?'],
    ['#FAULTSTATUS#', elsewhere('#FAULTSTATUS#')],
    ['#{FAULTCODE}', 'did you mean "#FAULTCODE#"?'],
    ['${request.uri}', 'did you mean "#{request.uri}"?'],
    ['#{REGION}', 'did you mean "${REGION}"?'],
    ['${REGIO}', 'did you mean "${REGION}"?'],
    ['${REGION', 'did you mean "${REGION}"?'],
    ['#{}', elsewhere('#{}')],
    ['#{__proto__}', elsewhere('#{__proto__}')],
    ['${HOME}', 'name the environment variable in "env", or write "$${HOME}" for the characters themselves'],
    ['${}', 'name the environment variable in "env", or write "$${}" for the characters themselves'],
  ])('D36 %s', (written, cure) => {
    const problem = `has the unknown placeholder ${JSON.stringify(written)}`;
    expect(faultsOf(`a ${written}`, 'text/plain')).toEqual([['/here/body', problem, cure]]);
  });

  it('tells all of them at once', () => {
    expect(faultsOf('["#{a.b}", #{c.d}, "${E}"]')).toHaveLength(3);
  });

  it('tells each of them once, and of 20 at most', () => {
    expect(faultsOf('#{a.b} #{a.b} #{a.b}', 'text/plain')).toHaveLength(1);
    const many = Array.from({ length: 50 }, (_, index) => `#{a.b${index}}`).join(' ');
    expect(faultsOf(many, 'text/plain')).toHaveLength(20);
  });

  it('does not compare names that are too long', () => {
    const [[, problem, cure] = []] = faultsOf(`#{${'x'.repeat(100_000)}}`, 'text/plain');
    expect(problem!.length).toBeLessThan(100);
    expect(cure).toContain('docs/templates.md');
  });
});

describe('R37 the placeholders of a text', () => {
  it.each([
    ['plain', []],
    ['#{request.uri} #FAULTCODE# ${REGION}', ['#FAULTCODE#', '#{request.uri}', '${REGION}']],
    ['#{request.uri}#{request.uri}', ['#{request.uri}']],
    ['#CORRELATIONID#', ['#{message.correlationId}']],
    ['#CORRELATIONID##{message.correlationId}', ['#{message.correlationId}']],
    ['##{request.uri}', []],
    ['#{unknown.one}', ['#{unknown.one}']],
  ])('%s', (text, expected) => expect(placeholdersIn(text)).toEqual(expected));
});
