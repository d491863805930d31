import { describe, expect, it } from 'vitest';
import { decide } from '../../src/pipeline/decide.ts';
import { capture } from '../../src/pipeline/capture.ts';
import { compilePlan } from '../../src/plan.ts';
import type { Decided, Recognition } from '../../src/model.ts';
import { factsWith } from './facts.ts';

function decided(recognition: Recognition, options = {}): Decided {
  const plan = compilePlan(options);
  const captured = capture({ thrown: new Error('x'), facts: factsWith() }, plan);
  return decide({ captured, family: 'test', recognition, notes: [] }, plan);
}

const throwing = new Proxy(
  {},
  {
    ownKeys: () => {
      throw new Error('x');
    },
  },
);

describe('R27 D7 status, code, fault and level', () => {
  it.each<[string, Recognition, Partial<Decided>]>([
    ['nothing known', {}, { status: 500, code: 'INTERNAL_ERROR', fault: 'server', level: 'error' }],
    ['a status alone', { status: 404 }, { status: 404, code: 'NOT_FOUND', fault: 'client', level: 'info' }],
    ['an unassigned status', { status: 499 }, { status: 499, code: 'CLIENT_CLOSED_REQUEST' }],
    ['an unassigned 4xx', { status: 444 }, { status: 444, code: 'BAD_REQUEST' }],
    ['an unassigned 5xx', { status: 599 }, { status: 599, code: 'INTERNAL_SERVER_ERROR' }],
    ['a teapot', { status: 418 }, { code: 'IM_A_TEAPOT' }],
    ['200', { status: 200 }, { status: 500 }],
    ['600', { status: 600 }, { status: 500 }],
    ['399', { status: 399 }, { status: 500 }],
    ['a fraction', { status: 404.5 }, { status: 500 }],
    ['a string', { status: '404' as never }, { status: 500 }],
    ['own code', { status: 409, code: 'STOCK_TOO_LOW' }, { code: 'STOCK_TOO_LOW' }],
    ['a malformed code', { status: 409, code: 'stock too low' }, { code: 'CONFLICT' }],
    ['R35 an expected outcome', { status: 402, expected: true }, { level: 'info' }],
    ['R35 an expected server status', { status: 503, expected: true }, { level: 'warn', fault: 'server' }],
    ['an abort', { status: 499, fault: 'abort' }, { level: 'debug', fault: 'abort' }],
    ['R27 retryable', { retryable: true }, { retryable: true }],
    ['retryable of a wrong kind', { retryable: 'yes' as never }, { retryable: undefined }],
  ])('%s', (_name, recognition, expected) => {
    expect(decided(recognition)).toMatchObject(expected);
  });

  it("D8 a defaulted status is the plan's", () => {
    expect(decided({ status: 500, statusIsDefault: true }, { defaultStatus: 422 }).status).toBe(422);
    expect(decided({ status: 500 }, { defaultStatus: 422 }).status).toBe(500);
  });
});

describe('headers', () => {
  it.each<[string, Recognition, Record<string, string> | undefined]>([
    ['none', {}, undefined],
    ['401 has a challenge', { status: 401 }, { 'www-authenticate': 'Bearer' }],
    ['405 has Allow', { status: 405 }, { allow: '' }],
    [
      'its own challenge',
      { status: 401, headers: { 'WWW-Authenticate': 'Basic' } },
      { 'www-authenticate': 'Basic' },
    ],
    ['Retry-After in seconds', { retryAfter: 1.2 }, { 'retry-after': '2' }],
    [
      'Retry-After as a date',
      { retryAfter: new Date(0) },
      { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' },
    ],
    ['negative', { retryAfter: -1 }, {}],
    ['endless', { retryAfter: Infinity }, {}],
    ['no date', { retryAfter: new Date(Number.NaN) }, {}],
    ['a string', { retryAfter: 'soon' as never }, {}],
    ['absurd', { retryAfter: 1e21 }, {}],
    ['a number', { headers: { 'Retry-After': 30 as never } }, { 'retry-after': '30' }],
    [
      'a list',
      { headers: { 'www-authenticate': ['Basic', 'Bearer'] as never } },
      { 'www-authenticate': 'Basic, Bearer' },
    ],
    ['a list of other things', { headers: { allow: [1] as never } }, {}],
    [
      'names outside the list',
      { headers: { 'set-cookie': 'a=b', 'x-internal': 'a', allow: 'GET' } },
      { allow: 'GET' },
    ],
    ['line breaks', { headers: { allow: 'GET\r\nx: y' } }, {}],
    ['no text', { headers: { allow: undefined as never } }, {}],
    ['unreadable', { headers: throwing }, {}],
    ['no object', { headers: 'allow: GET' as never }, {}],
  ])('%s', (_name, recognition, expected) => {
    expect(decided(recognition).headers).toEqual(expected);
  });
});
