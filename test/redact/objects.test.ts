/** Objects of all kinds, walked as the record walks them. */

import * as fc from 'fast-check';
import { describe as suite, expect, it } from 'vitest';
import { toJson } from '../../src/json.ts';
import { createRedactor, describe } from '../../src/redact/index.ts';
import { P, redaction, S, W } from './samples.ts';

const limits = { depth: 8, members: 300, text: 8192, values: 2000, total: 65_536 };
const show = (value: unknown): unknown =>
  toJson(value, { limits, unknown: describe, member: redaction.member, text: redaction.text });

const LOGIN = { password: P, user: 'jane' };
const SHOWN = { password: '[redacted]', user: 'jane' };
const TEXT = JSON.stringify(LOGIN);
const SHOWN_TEXT = JSON.stringify(SHOWN);
const fail = (): never => {
  throw new Error('must not run');
};

class Login {
  password = P;
  user = 'jane';
}
class Empty {}
const nameless = Object.assign(Object.create(Object.create({})) as object, {});

const formData = new FormData();
for (const [key, value] of Object.entries(LOGIN)) formData.append(key, value);

suite('R32, D13 what an object shows', () => {
  it.each<[string, unknown, unknown]>([
    ['a plain object', LOGIN, SHOWN],
    ['a map', new Map(Object.entries(LOGIN)), SHOWN],
    [
      'a map with other keys',
      new Map<unknown, unknown>([
        [{}, 1],
        [Symbol('x'), 2],
        [fail, 3],
        [4, 5],
      ]),
      { '[object]': 1, '[symbol]': 2, '[function]': 3, '4': 5 },
    ],
    ['a map in a map', new Map([['login', new Map(Object.entries(LOGIN))]]), { login: SHOWN }],
    ['a set', new Set([LOGIN, TEXT]), [SHOWN, SHOWN_TEXT]],
    [
      'headers',
      new Headers({ ...LOGIN, Authorization: `Bearer ${S}`, Cookie: 'a=1' }),
      {
        ...SHOWN,
        authorization: 'Bearer [redacted]',
        cookie: expect.stringMatching(/^a=\[cookie [\da-f]{8}\]$/),
      },
    ],
    [
      'search parameters',
      new URLSearchParams([
        ['a', '1'],
        ['a', '2'],
        ['a', '3'],
        ['token', S],
      ]),
      { a: ['1', '2', '3'], token: '[redacted]' },
    ],
    ['a form', formData, SHOWN],
    ['what only says that it has entries', { [Symbol.toStringTag]: 'Headers' }, {}],
    [
      'a copy of it',
      Object.assign(Object.create({ [Symbol.toStringTag]: 'Headers' }) as object, { entries: 1 }),
      '[Headers]',
    ],
    [
      'a URL',
      new URL(`https://jane:${P}@x.example/?token=${S}&page=2`),
      'https://jane:[redacted]@x.example/?token=[redacted]&page=2',
    ],
    ['what only says that it is one', Object.create({ [Symbol.toStringTag]: 'URL' }), '[URL]'],
    ['bytes that are text', Buffer.from(TEXT), SHOWN_TEXT],
    ['bytes that are none', Uint8Array.of(0, 1, 2), '[Uint8Array 3 bytes]'],
    ['bytes that UTF-8 has not', Uint8Array.of(0xff), '[Uint8Array 1 bytes]'],
    ['many bytes', Buffer.alloc(5000, 'a'), '[Uint8Array 5000 bytes]'],
    ['numbers', Float64Array.of(1, 2), '[Float64Array 16 bytes]'],
    [
      'bytes that were JSON in between',
      JSON.parse(JSON.stringify(Buffer.from(TEXT))),
      { type: 'Buffer', data: SHOWN_TEXT },
    ],
    ['data that is no bytes', { type: 'Text', data: [1] }, { type: 'Text', data: [1] }],
    ['a class', new Login(), SHOWN],
    ['members that are inherited', Object.create(LOGIN), SHOWN],
    ['a class without members', new Empty(), '[Empty]'],
    ['an object without a class', nameless, '[Object]'],
    ['a class without a name', new (class {})(), '[Object]'],
    [
      'an emitter',
      Object.assign(
        new (class Socket {
          on = fail;
        })(),
        LOGIN,
      ),
      '[Socket]',
    ],
    [
      'an emitter without a class',
      Object.assign(
        new (class {
          on = fail;
        })(),
        { constructor: 1 },
      ),
      '[Object]',
    ],
    ['a promise', Promise.resolve(LOGIN), '[Promise]'],
    ['a text in a box', new String(TEXT), '[String]'], // oxlint-disable-line no-new-wrappers
    [
      'a getter',
      Object.defineProperty({ user: 'jane' }, 'password', { enumerable: true, get: fail }),
      { user: 'jane', password: '[redacted]' },
    ],
    [
      'what is not enumerable',
      Object.defineProperty({ user: 'jane' }, 'password', { value: P }),
      { user: 'jane' },
    ],
    ['a symbol', { [Symbol('password')]: P, user: 'jane' }, { user: 'jane' }],
    ['a BigInt', { ...LOGIN, pin: 4711n, n: 10n }, { ...SHOWN, pin: '[redacted]', n: '10' }],
    [
      'JSON in JSON in JSON',
      JSON.stringify({ a: JSON.stringify({ b: TEXT }) }),
      expect.stringMatching(/^(?!.*kTq).*jane/),
    ],
    [
      'a tagged template',
      ((strings: TemplateStringsArray, ...values: unknown[]) => ({
        strings,
        values,
      }))`login ${'jane'} password=${P} ${1}`,
      { strings: ['login ', ' password=', ' ', ''], values: ['jane', '[redacted]', 1] },
    ],
    [
      'a query with parameters',
      { text: 'UPDATE users SET name = $1, password = $2', values: ['jane', P] },
      { text: 'UPDATE users SET name = $1, password = $2', values: ['jane', '[redacted]'] },
    ],
    [
      'a query with question marks',
      { sql: 'select * from users where name = ? and token = ?', parameters: ['jane', S.slice(0, 6)] },
      { sql: 'select * from users where name = ? and token = ?', parameters: ['jane', '[redacted]'] },
    ],
    [
      'an insert with parameters',
      {
        query: 'insert into "users" ("id", "name", "password") values (default, $1, $2), (null, $3, $4)',
        params: ['jane', W, 'joe', W],
      },
      { query: expect.any(String), params: ['jane', '[redacted]', 'joe', '[redacted]'] },
    ],
    [
      'a query without secrets',
      { sql: 'select ?', values: ['x'], args: 3 },
      { sql: 'select ?', values: ['x'], args: 3 },
    ],
    [
      'parts that are no text',
      { strings: [1, 'token=', ''], values: [1, 2] },
      { strings: [1, 'token=', ''], values: [1, '[redacted]'] },
    ],
    [
      'entries',
      Object.entries(LOGIN),
      [
        ['password', '[redacted]'],
        ['user', 'jane'],
      ],
    ],
    [
      'raw headers',
      { rawHeaders: ['Authorization', `Bearer ${S}`, 'Host', 'x', 'X-Token', W] },
      { rawHeaders: ['Authorization', 'Bearer [redacted]', 'Host', 'x', 'X-Token', '[redacted]'] },
    ],
    [
      'entries of other things',
      [
        [1, 2],
        [{}, 'x'],
      ],
      [
        [1, 2],
        [{}, 'x'],
      ],
    ],
    [
      'an authorization of axios',
      { auth: { username: 'jane', password: W } },
      { auth: { username: 'jane', password: '[redacted]' } },
    ],
    [
      'secrets below a name',
      { secrets: { a: W }, tokens: [W], session: { id: 7 } },
      { secrets: '[redacted]', tokens: '[redacted]', session: { id: 7 } },
    ],
    [
      'numbers of tokens',
      { tokens: 1532, max_tokens: 4096, token: 4711 },
      { tokens: 1532, max_tokens: 4096, token: '[redacted]' },
    ],
    [
      'what tells nothing',
      { password: null, token: '', secret: true, pin: undefined, auth: 'required' },
      { password: null, token: '', secret: true, auth: 'required' },
    ],
    [
      'cookies by name',
      { cookies: { sid: W, n: 1, all: [W], none: null } },
      {
        cookies: {
          sid: expect.stringMatching(/^\[cookie [\da-f]{8}\]$/),
          n: '[redacted]',
          all: [W],
          none: null,
        },
      },
    ],
    [
      'cookies that are set',
      { 'set-cookie': [`sid=${W}; Path=/; Secure`] },
      { 'set-cookie': [expect.stringMatching(/^sid=\[cookie [\da-f]{8}\]; Path=\/; Secure$/)] },
    ],
  ])('%s', (_what, value, expected) => {
    expect(show(value)).toEqual(expected);
    expect(JSON.stringify(show(value))).not.toContain(P);
  });

  it('of an error, with its causes and parts', () => {
    const error = Object.assign(
      new AggregateError([new TypeError(TEXT)], 'both failed', {
        cause: new DOMException(TEXT, 'AbortError'),
      }),
      {
        code: 'E_LOGIN',
        ...LOGIN,
        name: 7,
      },
    );
    Object.defineProperty(error, 'token', { enumerable: true, get: fail });
    expect(show(error)).toEqual({
      name: 'number',
      message: 'both failed',
      code: 'E_LOGIN',
      ...SHOWN,
      token: '[redacted]',
      cause: { name: 'AbortError', message: SHOWN_TEXT },
      errors: [{ name: 'TypeError', message: SHOWN_TEXT }],
    });
    expect(show(Object.assign(new Error('x'), { message: 1 }))).toEqual({ name: 'Error', message: 'number' });
  });

  it('no more than two hundred entries', () => {
    const many = Array.from({ length: 250 }, (_, index) => index);
    expect(show(new Set(many))).toHaveLength(200);
    expect(Object.keys(show(new Map(many.map((index) => [index, index]))) as object)).toHaveLength(200);
  });

  it('nothing of what stands under the name of a secret, whatever it is', () => {
    const canary = 'canary-4711';
    fc.assert(
      fc.property(
        fc.constantFrom('password', 'apiKey', 'x-auth-token', 'CLIENT_SECRET'),
        fc.jsonValue(),
        (key, value) => {
          const found = JSON.stringify(
            show({ [key]: [canary, value, { a: canary }], b: { [key]: { canary } } }),
          );
          expect(found).not.toContain(canary);
        },
      ),
    );
  });

  it('no route of its own without an allow-list', () => {
    const redactor = createRedactor();
    expect(redactor.on('/a')).toBe(redactor.on());
  });
});
