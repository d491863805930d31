/** Requests whose body cannot be read, and what every framework must answer to them. */

import { gzipSync } from 'node:zlib';
import type { Asked } from './serve.ts';

export const CANARY = 'canary-4711';
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

export interface Expected {
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
}

export interface BodyCase {
  readonly name: string;
  readonly sent: Asked;
  readonly expected: Expected;
}

export const MALFORMED = {
  status: 400,
  code: 'BODY_MALFORMED',
  detail: 'The request body could not be parsed.',
};
export const TOO_LARGE = { status: 413, code: 'BODY_TOO_LARGE', detail: 'The request body is too large.' };
const ENCODING = {
  status: 415,
  code: 'ENCODING_UNSUPPORTED',
  detail: 'The content encoding of the request body is not supported.',
};

function row(
  name: string,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
  expected: Expected,
): BodyCase {
  return { name, sent: { method: 'POST', headers, body }, expected };
}

/** Limits in the tests are 1 kB. */
export const everywhere: readonly BodyCase[] = [
  row('malformed JSON', json, `{"a": ${CANARY}`, MALFORMED),
  row('JSON that is cut off', json, `{"a": "${CANARY}`, MALFORMED),
  row('JSON too large', json, JSON.stringify({ a: CANARY.repeat(200) }), TOO_LARGE),
];

export const strictJson = row('JSON that is no object', json, `"${CANARY}"`, MALFORMED);
export const encodings: readonly BodyCase[] = [
  row('an unsupported encoding', { ...json, 'content-encoding': `x-${CANARY}` }, '{}', ENCODING),
  row('data that is not compressed', { ...json, 'content-encoding': 'gzip' }, CANARY, MALFORMED),
  row(
    'compressed data that is cut off',
    { ...json, 'content-encoding': 'gzip' },
    gzipSync(JSON.stringify({ CANARY })).subarray(0, 20),
    MALFORMED,
  ),
];
export const formTooLarge = row('a form too large', form, `a=${CANARY.repeat(200)}`, TOO_LARGE);
export const poisoned = row('JSON with __proto__', json, `{"__proto__": {"a": "${CANARY}"}}`, MALFORMED);

export const charset = row(
  'an unsupported charset',
  { 'content-type': `application/json; charset=x-${CANARY}` },
  '{}',
  {
    status: 415,
    code: 'CHARSET_UNSUPPORTED',
    detail: 'The character set of the request body is not supported.',
  },
);
export const tooMany = row(
  'too many parameters',
  form,
  Array.from({ length: 30 }, (_, index) => `p${index}=`).join('&'),
  {
    status: 413,
    code: 'PARAMETERS_TOO_MANY',
    detail: 'The request body has more parameters than are allowed.',
  },
);
export const unverified = row(
  'a body that is not verified',
  { ...json, 'x-signature': 'wrong' },
  `{"a": "${CANARY}"}`,
  {
    status: 403,
    code: 'BODY_NOT_VERIFIED',
    detail: 'The request body could not be verified.',
  },
);

const part = (disposition: string, content: string): string =>
  `--XX\r\nContent-Disposition: form-data; ${disposition}\r\n${disposition.includes('filename') ? 'Content-Type: text/plain\r\n' : ''}\r\n${content}\r\n`;
const multipart = { 'content-type': 'multipart/form-data; boundary=XX' };
const TOO_SMALL = {
  status: 400,
  code: 'FILE_TOO_SMALL',
  detail: 'A file in the request body is empty or too small.',
};

/** koa-body with formidable: files and fields of at most 1,000 bytes, 2 fields, 1 file. */
export const multiparts: readonly BodyCase[] = [
  row('multipart without parts', multipart, CANARY, MALFORMED),
  row('multipart without a boundary', { 'content-type': 'multipart/form-data' }, CANARY, MALFORMED),
  row(
    'a file too large',
    multipart,
    `${part(`name="f"; filename="${CANARY}"`, CANARY.repeat(200))}--XX--\r\n`,
    TOO_LARGE,
  ),
  row('a field too large', multipart, `${part('name="f"', CANARY.repeat(200))}--XX--\r\n`, TOO_LARGE),
  row('an empty file', multipart, `${part(`name="f"; filename="${CANARY}"`, '')}--XX--\r\n`, TOO_SMALL),
  row(
    'too many fields',
    multipart,
    `${['a', 'b', 'c'].map((name) => part(`name="${name}"`, CANARY)).join('')}--XX--\r\n`,
    {
      status: 413,
      code: 'PARAMETERS_TOO_MANY',
    },
  ),
];
