import { describe, expect, it } from 'vitest';
import { aip193, aip193Json } from '../../../src/renderers/presets/aip-193.ts';
import { fieldOf, metadataOf, reasonOf } from '../../../src/renderers/presets/rpc-names.ts';
import { rpcStatusOf } from '../../../src/renderers/presets/rpc-status.ts';
import { INJECTIONS } from '../injections.ts';
import { everywhere, problemOf, shownWith, type Parts } from '../problems.ts';
import { DEBUG, FIELDS } from './table.ts';

const render = (parts: Partial<Parts>): string => aip193.renderers.json!.render(problemOf(parts));

const detail = (parts: Partial<Parts>, type: string): any => {
  const { details } = JSON.parse(render(parts)).error;
  return details.find((candidate: any) => candidate['@type'] === `type.googleapis.com/google.${type}`);
};

describe('AIP-193', () => {
  it('is exact for a plain problem', () => {
    expect(render({ status: 404, title: 'Not Found', detail: undefined, code: 'ORDER_NOT_FOUND' })).toBe(
      '{"error":{"code":404,"message":"Not Found","status":"NOT_FOUND","details":[' +
        '{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ORDER_NOT_FOUND","domain":"application"},' +
        '{"@type":"type.googleapis.com/google.rpc.RequestInfo","requestId":"K7QF-2MXD-9TRB"}]}}',
    );
  });

  it('is exact for all of it', () => {
    const parts: Partial<Parts> = {
      errors: FIELDS!.slice(0, 1),
      details: { left: 3, sku: 'A1' },
      retryable: true,
      headers: { 'retry-after': '30' },
      language: 'de',
      debug: DEBUG,
      shown: shownWith('a'),
    };
    expect(JSON.parse(render(parts)).error.details).toEqual([
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'STOCK_TOO_LOW',
        domain: 'application',
        metadata: { left: '3', sku: 'A1', retryable: 'true' },
      },
      {
        '@type': 'type.googleapis.com/google.rpc.BadRequest',
        fieldViolations: [{ field: 'items[0].sku', description: 'must be text', reason: 'TYPE' }],
      },
      { '@type': 'type.googleapis.com/google.rpc.RequestInfo', requestId: 'K7QF-2MXD-9TRB' },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '30s' },
      {
        '@type': 'type.googleapis.com/google.rpc.LocalizedMessage',
        locale: 'de',
        message: 'Only 3 of A1 are left',
      },
      {
        '@type': 'type.googleapis.com/google.rpc.DebugInfo',
        stackEntries: ['a'],
        detail: 'TypeError: x is undefined\nCaused by Error: no x',
      },
      {
        '@type': 'type.googleapis.com/google.protobuf.Struct',
        value: {
          path: {
            policy: 'a',
            filters: [
              { name: 'a', status: 'Pass' },
              { name: 'a', status: 'Fail', filterMessage: 'Filter failed' },
            ],
          },
          attributes: [{ name: 'a', value: 'a' }],
        },
      },
    ]);
  });

  it.each(['Thu, 01 Jan 2026 00:00:00 GMT', '', '-1', '1e3', '1234567890'])(
    'has no delay for %j',
    (after) => {
      expect(detail({ headers: { 'retry-after': after } }, 'rpc.RetryInfo')).toBeUndefined();
    },
  );

  it('shows the stack of either', () => {
    expect(detail({ debug: DEBUG }, 'rpc.DebugInfo').stackEntries).toEqual(DEBUG!.stack);
    const stack = { ...shownWith('a'), trail: undefined, attributes: undefined };
    expect(detail({ shown: stack }, 'rpc.DebugInfo')).toEqual({
      '@type': 'type.googleapis.com/google.rpc.DebugInfo',
      stackEntries: ['a'],
    });
    expect(detail({ shown: stack }, 'protobuf.Struct')).toBeUndefined();
    expect(detail({ shown: { ...stack, stack: undefined } }, 'rpc.DebugInfo')).toBeUndefined();
  });

  it('has the name of the service as its domain where it is known', () => {
    expect(aip193Json('orders."example".com').render(problemOf())).toContain(
      String.raw`"domain":"orders.\"example\".com"`,
    );
  });

  it.each(INJECTIONS)('holds %j as one string wherever it stands', (text) => {
    const parts = { ...everywhere(text), language: text, shown: shownWith(text) };
    expect(JSON.parse(render(parts)).error.message).toBe(text);
    const { details = '{}', ...metadata } = detail(parts, 'rpc.ErrorInfo').metadata;
    expect({ ...metadata, ...(JSON.parse(details) as object) }).toEqual({
      [`k${text}`]: text,
      nested: JSON.stringify({ [`n${text}`]: [text] }),
      code: text,
    });
    expect(detail(parts, 'rpc.BadRequest').fieldViolations[0].description).toBe(text);
    expect(detail(parts, 'rpc.LocalizedMessage')).toMatchObject({ locale: text, message: text });
    expect(detail(parts, 'protobuf.Struct').value.attributes).toEqual([{ name: text, value: text }]);
  });
});

describe('google.rpc.Code', () => {
  it.each([
    [400, 'X', 'INVALID_ARGUMENT'],
    [400, 'OUT_OF_RANGE', 'OUT_OF_RANGE'],
    [401, 'X', 'UNAUTHENTICATED'],
    [403, 'X', 'PERMISSION_DENIED'],
    [404, 'X', 'NOT_FOUND'],
    [404, 'DATA_LOSS', 'NOT_FOUND'],
    [405, 'X', 'UNIMPLEMENTED'],
    [409, 'X', 'ABORTED'],
    [409, 'ALREADY_EXISTS', 'ALREADY_EXISTS'],
    [412, 'X', 'FAILED_PRECONDITION'],
    [416, 'X', 'OUT_OF_RANGE'],
    [418, 'X', 'INVALID_ARGUMENT'],
    [422, 'X', 'INVALID_ARGUMENT'],
    [429, 'X', 'RESOURCE_EXHAUSTED'],
    [499, 'X', 'CANCELLED'],
    [500, 'X', 'INTERNAL'],
    [500, 'DATA_LOSS', 'DATA_LOSS'],
    [501, 'X', 'UNIMPLEMENTED'],
    [502, 'X', 'UNAVAILABLE'],
    [503, 'X', 'UNAVAILABLE'],
    [504, 'X', 'DEADLINE_EXCEEDED'],
    [599, 'X', 'INTERNAL'],
  ])('of %i %s is %s', (status, code, name) => {
    expect(rpcStatusOf(status, code)).toBe(name);
  });
});

describe('names', () => {
  it.each([
    ['STOCK_TOO_LOW', 'STOCK_TOO_LOW'],
    ['ERR-035', 'ERR_035'],
    ['minLength', 'MIN_LENGTH'],
    ['x.y', 'X_Y'],
    ['AB', undefined],
    ['', undefined],
    ['035', undefined],
    ['A'.repeat(63), 'A'.repeat(63)],
    ['A'.repeat(64), undefined],
    ['aA'.repeat(31), undefined],
    ['größe', 'GR__E'],
  ])('the reason of %j is %j', (code, reason) => {
    expect(reasonOf(code)).toBe(reason);
  });

  it('a code that is no reason stands in the metadata, its place is taken by the status', () => {
    expect(detail({ code: 'E1' }, 'rpc.ErrorInfo')).toMatchObject({
      reason: 'ABORTED',
      metadata: { code: 'E1' },
    });
    expect(detail({ code: 'ERR-035' }, 'rpc.ErrorInfo')).toMatchObject({
      reason: 'ERR_035',
      metadata: { code: 'ERR-035' },
    });
  });

  it.each([
    ['', ''],
    ['/', ''],
    ['/name', 'name'],
    ['/items/0/sku', 'items[0].sku'],
    ['/0/sku', '[0].sku'],
    ['/a~1b/c~0d', 'a/b.c~d'],
    ['/items/01', 'items.01'],
    ['name', 'name'],
  ])('the field of %j is %j', (pointer, field) => {
    expect(fieldOf(pointer)).toBe(field);
  });

  it.each([
    [{ a: 'x' }, { details: '{"a":"x"}' }],
    [
      { left: 3, sku: 'A1', none: null },
      { left: '3', sku: 'A1', none: 'null' },
    ],
    [
      { ok: [1], Upper: 1, 'a b': 2 },
      { ok: '[1]', details: '{"Upper":1,"a b":2}' },
    ],
    [{ code: 'x', details: 1, retryable: 2 }, { details: '{"code":"x","details":1,"retryable":2}' }],
    [['a'], { details: '["a"]' }],
    ['text', { details: 'text' }],
    [null, { details: 'null' }],
  ])('the metadata of %j are %j', (details, metadata) => {
    expect(metadataOf(details)).toEqual(metadata);
  });
});
