import { STATUS_CODES } from 'node:http';
import { describe, expect, it } from 'vitest';
import { genericCode, phraseOf } from '../../src/http/status.ts';
import { isCode, isErrorStatus } from '../../src/http/syntax.ts';

/** Phrases that RFC 9110 gave, and that Node has by older names or not at all. */
const NEWER: Readonly<Record<number, string>> = {
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  499: 'Client Closed Request',
};
const NOT_REGISTERED = new Set([509]);

describe('R33 the phrase of a status', () => {
  it('is the standard one for every status that Node knows', () => {
    for (const [status, phrase] of Object.entries(STATUS_CODES)) {
      const number = Number(status);
      if (!isErrorStatus(number) || NOT_REGISTERED.has(number)) continue;
      expect([number, phraseOf(number)]).toEqual([number, NEWER[number] ?? phrase]);
    }
  });

  it.each([
    [499, 'Client Closed Request'],
    [419, 'Bad Request'],
    [498, 'Bad Request'],
    [509, 'Internal Server Error'],
    [599, 'Internal Server Error'],
  ])('%i is %s', (status, phrase) => {
    expect(phraseOf(status)).toBe(phrase);
  });
});

describe('the code of a status', () => {
  it.each([
    [400, 'BAD_REQUEST'],
    [404, 'NOT_FOUND'],
    [418, 'IM_A_TEAPOT'],
    [500, 'INTERNAL_ERROR'],
    [505, 'HTTP_VERSION_NOT_SUPPORTED'],
    [419, 'BAD_REQUEST'],
    [599, 'INTERNAL_SERVER_ERROR'],
  ])('%i is %s', (status, code) => {
    expect(genericCode(status)).toBe(code);
  });

  it('has the syntax of a code for every error status', () => {
    for (let status = 400; status < 600; status++) expect(isCode(genericCode(status))).toBe(true);
  });
});

describe('the syntax of codes and statuses', () => {
  it.each<[unknown, boolean]>([
    ['A', true],
    ['STOCK_TOO_LOW', true],
    ['E2BIG', true],
    ['A'.repeat(63), true],
    ['A'.repeat(64), false],
    ['', false],
    ['stock', false],
    ['_A', false],
    ['A_', false],
    ['1A', false],
    ['A-B', false],
    ['A\n', false],
    ['Ä', false],
    [7, false],
    [undefined, false],
  ])('%j is a code: %s', (value, expected) => {
    expect(isCode(value)).toBe(expected);
  });

  it.each<[unknown, boolean]>([
    [400, true],
    [599, true],
    [399, false],
    [600, false],
    [404.5, false],
    [Number.NaN, false],
    ['404', false],
    [404n, false],
    [undefined, false],
    [{ valueOf: () => 404 }, false],
  ])('%s is an error status: %s', (value, expected) => {
    expect(isErrorStatus(value)).toBe(expected);
  });
});
