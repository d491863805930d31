/** What is shown in place of a secret, and what holds for every text. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/redact/scan.ts';
import { B, b64, jwt, P, redaction, S, W } from './samples.ts';

const armour = (what: string): string => `-----${what} PRIVATE KEY-----`;

describe('R32 a rendering that stays useful', () => {
  it.each([
    ['card 4111 1111 1111 1111 declined', 'card [card ending in 1111] declined'],
    ['order 88 3566 0020 2036 0505 shipped', 'order 88 [card ending in 0505] shipped'],
    ['to DE89 3704 0044 0532 0130 00.', 'to [IBAN ending in 3000].'],
    ['mail from jane.roe@example.com', 'mail from [email at example.com]'],
    ['for SSN 212-09-7694', 'for SSN [SSN]'],
    [`postgres://app:${P}@db/shop`, 'postgres://app:[redacted]@db/shop'],
    [`Authorization: Bearer ${S}`, 'Authorization: Bearer [redacted]'],
    [`given ${jwt}`, 'given [JWT]'],
    [`with ${'ghp_' + B}abcd`, 'with [GitHub key]'],
    [
      `${armour('BEGIN')}\n${B}\n${armour('END')}\nafter`,
      `${armour('BEGIN')}[redacted]${armour('END')}\nafter`,
    ],
    [`data ${b64(`{"password":"${W}"}`)} end`, 'data [base64 with secrets] end'],
    [`%7B%22pin%22%3A%22${W}%22%7D`, '%7B%22pin%22%3A%22[redacted]%22%7D'],
    ['password: "[redacted]"', 'password: "[redacted]"'],
    ['{"password": ["must be at least 8 characters"]}', '{"password": ["must be at least 8 characters"]}'],
    ['password: may the force be with you', 'password: [redacted]'],
    ['Path=/; Secure', 'Path=/; Secure'],
  ])('%j', (text, shown) => {
    expect(redaction.text(text)).toBe(shown);
  });

  it('of cookies: names, attributes, and a hash to compare lines by', () => {
    const [, first] = /session=(\[cookie [\da-f]{8}\]); theme/.exec(
      redaction.text(`Cookie: session=${S}; theme=dark`),
    )!;
    expect(redaction.text(`set-cookie: session=${S}; HttpOnly; Path=/`)).toBe(
      `set-cookie: session=${first!}; HttpOnly; Path=/`,
    );
    expect(redaction.text(`a=${S}`, 'cookie')).toBe(`a=${first!}`);
    expect(redaction.text(`${S}; =x; b c=1`, 'cookie')).toBe('[redacted]; [redacted]; [redacted]');
    expect(redaction.text(S, 'cookie')).toBe(first);
    expect(redaction.text('abc', 'cookie')).toBe('[redacted]');
    expect(redaction.text(first!, 'cookie')).toBe(first);
    expect(redaction.text(`path=${S}; Domain=${S}`, 'Cookie')).toBe(`path=${first!}; Domain=${first!}`);
    expect(redaction.text(`a=${S}; Path=/; Domain=b.example`, 'set-cookie')).toBe(
      `a=${first!}; Path=/; Domain=b.example`,
    );
  });

  it('of a random key: a hash to compare lines by', () => {
    expect(redaction.text(`bad ${B}`)).toMatch(/^bad \[key [\da-f]{8}\]$/);
    expect(redaction.text(`bad ${B}`)).toBe(redaction.text(`bad ${B}`));
  });
});

describe('R38 redaction comes before cutting', () => {
  it('cuts only what is far longer than a record keeps, and between words', () => {
    const shown = redaction.text(`login password=${P} ${'word '.repeat(40_000)}`);
    expect(shown).toMatch(/^login password=\[redacted\] word .*word…\[\d+ more\]$/);
    expect(redaction.text('a'.repeat(200_000))).toMatch(/^a+…\[\d+ more\]$/);
  });
});

describe('for every text', () => {
  it('a secret of letters is gone after a name, in any case style, whatever stands around it', () => {
    const name = fc.constantFrom(
      'password',
      'dbPassword',
      'API_KEY',
      'x-api-key',
      'Client-Secret',
      'accessToken',
      'PHPSESSID',
      'mot_de_passe',
    );
    const form = fc.constantFrom<(name: string, value: string) => string>(
      (key, value) => `${key}=${value}`,
      (key, value) => `{"${key}":"${value}"}`,
      (key, value) => `{ '${key}' => '${value}' }`,
      (key, value) => `<${key}>${value}</${key}>`,
      (key, value) => `?a=1&${key}=${value}&b=2`,
      (key, value) => JSON.stringify(JSON.stringify({ [key]: value })),
    );
    const around = fc.string({ unit: fc.constantFrom('a', ' ', '.', 'Z', '7', 'é'), maxLength: 12 });
    fc.assert(
      fc.property(name, form, around, around, (key, write, before, after) => {
        expect(redaction.text(`${before} ${write(key, W)} ${after}`)).not.toContain(W);
      }),
      { numRuns: 500 },
    );
  });

  it('nothing throws', () => {
    const unit = fc.constantFrom(
      'password',
      'token',
      'cookie',
      '=',
      ':',
      '"',
      "'",
      '\\',
      ' ',
      '\n',
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '/',
      '@',
      '://',
      ',',
      ';',
      '&',
      '|',
      '%22',
      '\\u0022',
      '&quot;',
      '4111 1111 1111 1111',
      'DE89370400440532013000',
      'eyJhbGciOiJIUzI1NiJ9.',
      'abc',
      'x8Jk2w',
      'é',
      '\u200b',
      '\u001b[31m',
      '－',
      'пароль',
      '密码',
      'values (',
      'insert into a (',
      '-----',
      '-p',
      'é'.normalize('NFD'),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 24 }), (text) => {
        expect(typeof redaction.text(text)).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });

  it('folds letters to what they are read as', () => {
    expect(fold('ÉLŁı')).toBe('elli');
  });
});
