/** No text makes redaction slow: twice the text takes twice the time, whatever it is made of. */

import { describe, expect, it } from 'vitest';
import { redaction } from './samples.ts';

const UNITS = [
  '4 ',
  '4',
  '4111 1111 1111 1112 ',
  'DE12 ',
  '@',
  'a@a.a.a.a.1 ',
  '"@b.co ',
  '://',
  'a:bc ',
  'password',
  'password ',
  'password "',
  'password \\"',
  'password=[',
  'session: { a: ',
  'token: a ',
  '"token: x ',
  'token:\n  ',
  '&token=a',
  '\\',
  '\\\\"',
  '<password ',
  '/token/',
  'insert into x (',
  '\nparams: a',
  'xoxb-',
  'eyJhbGciOi/',
  '-----BEGIN PRIVATE KEY-----\n',
  '-',
  '%41',
  '&quot;',
  ' mysql -pabc',
  '4\u200b',
  '\u001b]',
  '\uff14',
  'пароль ',
  '密码',
  'cookie: ',
  '"password": "',
  ' ',
  'x://a:b',
  '?code=a',
  '&code=a&',
  '?code=a ',
  '/login?code=a&!',
  '?code=\\',
  'auth-',
  '%25',
  '%2525',
  '&amp;',
  'password: "password":',
  'password:',
  'password : ',
] as const;

const timeOf = (text: string): number => {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    redaction.text(text);
    return performance.now() - start;
  });
  return Math.min(...times);
};

describe('hostile texts', () => {
  it.each(UNITS)('of %j', (unit) => {
    const text = unit.repeat(Math.ceil(120_000 / unit.length));
    const half = timeOf(text.slice(0, 60_000));
    // Far above what is measured, so that a busy machine fails no test; a quadratic pattern takes seconds.
    expect(timeOf(text.slice(0, 120_000))).toBeLessThan(Math.max(100, half * 6));
  });
});
