import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newCorrelationId } from '../../../src/http/correlation.ts';
import type { Format, Shown } from '../../../src/model.ts';
import { messageIdOf } from '../../../src/renderers/presets/message-id.ts';
import { reasons } from '../../../src/renderers/presets/reasons.ts';
import { INJECTIONS } from '../injections.ts';
import { anyText, everywhere, problemOf, shownWith, type Parts } from '../problems.ts';
import { childOf, dataOf, held, parseXml } from '../xml.ts';
import { DEBUG } from './table.ts';

const EXPLAINED: Shown = { explanation: true, trail: undefined, stack: undefined, attributes: undefined };

const render = (format: Format, parts: Partial<Parts>): string =>
  reasons.renderers[format]!.render(problemOf(parts));
const json = (parts: Partial<Parts>): any => JSON.parse(render('json', parts));

const MESSAGE_ID = 'Id-4b3751463 24d5844395 45242'.replaceAll(' ', '');

describe('the JSON error', () => {
  it('R47 R48 R51 is a very basic fault', () => {
    expect(render('json', {})).toBe(
      '{"reasons":[{"language":"en","message":"message blocked"}],' +
        `"details":{"msgId":"${MESSAGE_ID}","code":"STOCK_TOO_LOW","correlationId":"K7QF-2MXD-9TRB"}}`,
    );
  });

  it('R48 D15 has the shape of the source with an explanation', () => {
    const message = 'JSON Schema Validation filter failed';
    expect(render('json', { detail: message, shown: EXPLAINED })).toBe(
      `{"reasons":[{"language":"en","message":"${message}"}],` +
        `"details":{"msgId":"${MESSAGE_ID}","exception message":"${message}",` +
        '"code":"STOCK_TOO_LOW","correlationId":"K7QF-2MXD-9TRB"}}',
    );
  });

  it.each<[string, Partial<Parts>, object]>([
    ['off', { language: 'de' }, { language: 'en', message: 'message blocked' }],
    ['on', { shown: EXPLAINED }, { language: 'en', message: 'Only 3 of A1 are left' }],
    [
      'on, translated',
      { shown: EXPLAINED, language: 'de' },
      { language: 'de', message: 'Only 3 of A1 are left' },
    ],
    [
      'on, without a detail',
      { shown: EXPLAINED, detail: undefined },
      { language: 'en', message: 'Conflict' },
    ],
  ])('R51 D17 the explanation is %s', (_, parts, reason) => {
    expect(json(parts).reasons).toEqual([reason]);
  });

  const FULL: Partial<Parts> = {
    errors: [{ pointer: '/a', message: 'is secret', code: 'required' }],
    details: { vacancies: 3 },
    retryable: true,
  };

  it('R51 has field errors and details with the explanation only', () => {
    expect(Object.keys(json(FULL).details)).toEqual(['msgId', 'code', 'correlationId', 'retryable']);
    expect(json({ ...FULL, shown: EXPLAINED }).details).toMatchObject(FULL);
  });

  it('R51 tells no format what the JSON would not', () => {
    for (const format of ['json', 'xml', 'text', 'html'] as const) {
      const blocked = render(format, FULL);
      expect(blocked).not.toMatch(/Only 3|secret|vacancies/);
      expect(blocked).toContain('K7QF-2MXD-9TRB');
      expect(render(format, { ...FULL, shown: EXPLAINED })).toMatch(/Only 3[^]*secret[^]*vacancies/);
    }
  });

  it('R52 R53 R54 shows path, stack trace and attributes under the names of the source', () => {
    const shown: Shown = {
      explanation: true,
      trail: {
        policy: 'test_policy',
        steps: [
          { name: 'True Filter', status: 'Pass' },
          { name: 'JSON Schema Validation', status: 'Fail' },
        ],
      },
      stack: ['Error: a', '    at f'],
      attributes: [
        { name: 'http.response.status', value: '500' },
        { name: 'id', value: 'K7QF-2MXD-9TRB' },
        { name: 'id', value: 'other' },
      ],
    };
    const { details } = json({ ...FULL, shown, debug: DEBUG });
    expect(Object.keys(details).join(', ')).toBe(
      'msgId, exception message, code, correlationId, errors, details, retryable, path, stackTrace, attributes, debug',
    );
    expect(details).toMatchObject({
      path: {
        policy: 'test_policy',
        filters: [
          { name: 'True Filter', status: 'Pass' },
          { name: 'JSON Schema Validation', status: 'Fail', filterMessage: 'Filter failed' },
        ],
      },
      stackTrace: ['Error: a', '    at f'],
      attributes: [
        { name: 'http.response.status', value: '500' },
        { name: 'id', value: MESSAGE_ID },
        { name: 'id', value: 'other' },
      ],
      debug: DEBUG,
    });
  });

  it.each(INJECTIONS)('holds %j as one string wherever it stands', (text) => {
    const parts = { ...everywhere(text), language: text, shown: shownWith(text) };
    expect(json(parts)).toMatchObject({
      reasons: [{ language: text, message: text }],
      details: { 'exception message': text, code: text, errors: parts.errors, details: parts.details },
    });
  });
});

describe('the XML error', () => {
  it('R48 has the members of the JSON as elements', () => {
    expect(render('xml', { shown: EXPLAINED })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<fault><reasons><i><language>en</language>' +
        '<message>Only 3 of A1 are left</message></i></reasons>' +
        `<details><msgId>${MESSAGE_ID}</msgId><exceptionMessage>Only 3 of A1 are left</exceptionMessage>` +
        '<code>STOCK_TOO_LOW</code><correlationId>K7QF-2MXD-9TRB</correlationId></details></fault>',
    );
    expect(render('xml', {})).toContain('<message>message blocked</message></i></reasons><details><msgId>');
  });

  it.each(INJECTIONS)('holds %j as one string wherever it stands', (text) => {
    const parts = { ...everywhere(text), language: text, shown: shownWith(text) };
    const { root } = parseXml(render('xml', parts));
    const shown = held(text);
    expect(dataOf(childOf(root, 'reasons')!)).toEqual([{ language: shown, message: shown }]);
    expect(dataOf(childOf(root, 'details')!)).toMatchObject({
      exceptionMessage: shown,
      code: shown,
      errors: [{ pointer: shown, message: shown, code: shown }],
      path: { policy: shown },
      stackTrace: [shown],
      attributes: [{ name: shown, value: shown }],
      debug: { name: shown },
    });
  });
});

describe('msgId', () => {
  it('R48 is Id- and 24 hexadecimal digits, of any ID', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.uuid(), fc.constant('').map(newCorrelationId)), (id) => {
        expect(messageIdOf(id)).toMatch(/^Id-[0-9a-f]{24}$/);
        expect(messageIdOf(id)).toBe(messageIdOf(id));
      }),
    );
  });

  it('can be read back to a reference of ours', () => {
    for (let count = 0; count < 100; count++) {
      const id = newCorrelationId();
      const symbols = Buffer.from(messageIdOf(id).slice(3), 'hex').toString();
      expect(symbols.replace(/(.{4})(.{4})/, '$1-$2-')).toBe(id);
    }
  });

  it('tells IDs of callers apart', () => {
    const ids = Array.from(
      { length: 5000 },
      (_, index) => `0190d3f2-7b1c-7000-8000-${index.toString(16).padStart(12, '0')}`,
    );
    expect(new Set(ids.map(messageIdOf)).size).toBe(ids.length);
  });
});
