import { createRequire } from 'node:module';
import createError from 'http-errors';
import { describe, expect, it } from 'vitest';
import { answerTo } from './answer.ts';

/** The copy that koa 2 brings along, of another major. */
const requireFromKoa2 = createRequire(createRequire(import.meta.url).resolve('koa2'));
const createErrorOfKoa2 = requireFromKoa2('http-errors') as typeof createError;

const TEXT = 'The basket is locked';
const LEAK = 'duplicate key value violates "users_email"';
const dbError = (): Error => Object.assign(new Error(LEAK), { table: 'users' });

it('the copies are different majors', () => {
  const versionOf = (require: NodeJS.Require): string =>
    (require('http-errors/package.json') as { version: string }).version;
  expect(versionOf(createRequire(import.meta.url))).toMatch(/^2\./);
  expect(versionOf(requireFromKoa2)).toMatch(/^1\./);
  expect(createErrorOfKoa2).not.toBe(createError);
});

describe.each([
  ['http-errors 2', createError],
  ['http-errors 1, as koa 2 has it', createErrorOfKoa2],
])('%s', (_, create) => {
  class LockedError extends create.Locked {}

  it.each([
    ['createError(404)', () => create(404), 404, 'Not Found'],
    ['createError(404, text)', () => create(404, TEXT), 404, TEXT],
    ['new createError.Conflict(text)', () => new create.Conflict(TEXT), 409, TEXT],
    ['new createError[418](text)', () => new create[418](TEXT), 418, TEXT],
    ['a subclass', () => new LockedError(TEXT), 423, TEXT],
    [
      'with properties',
      () =>
        create(409, TEXT, {
          detail: LEAK,
          details: { LEAK },
          code: 'E',
          errors: [{ pointer: '', message: LEAK }],
        }),
      409,
      TEXT,
    ],
    ['with a cause', () => create(409, TEXT, { cause: dbError() }), 409, TEXT],
    ['an unassigned status', () => create(499, TEXT), 499, TEXT],
    ['frozen', () => Object.freeze(create(409, TEXT)), 409, TEXT],
    ['with a later status', () => Object.assign(create(409, TEXT), { status: 422 }), 422, TEXT],
    ['a server error with expose', () => create(503, TEXT, { expose: true }), 503, TEXT],
  ])('R16 constructed: %s shows its text', (__, make, status, detail) => {
    const answer = answerTo(make());
    expect(answer).toMatchObject({ family: 'http-errors', status, detail });
    expect(answer.text).not.toContain('duplicate key');
  });

  it.each([
    ['createError(500, text)', () => create(500, LEAK), 500],
    ['createError(503, text)', () => create(503, LEAK), 503],
    ['new createError.BadGateway(text)', () => new create.BadGateway(LEAK), 502],
    ['expose: false', () => create(404, LEAK, { expose: false }), 404],
    ['expose set to false later', () => Object.assign(create(404, LEAK), { expose: false }), 404],
    ['expose set to "yes"', () => Object.assign(create(404, LEAK), { expose: 'yes' }), 500],
    ['createError(text)', () => create(LEAK), 500],
    ['a status that is no error', () => create(200, LEAK), 500],
    ['a later status that is no error', () => Object.assign(create(503, LEAK), { status: 302 }), 500],
  ])('constructed: %s hides its text', (__, make, status) => {
    const answer = answerTo(make());
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('duplicate key');
  });

  it.each([
    ['createError(404, error)', () => create(404, dbError()), 404],
    ['createError(error)', () => create(dbError()), 500],
    ['createError(400, error, { expose: true })', () => create(400, dbError(), { expose: true }), 400],
    [
      'createError(404, error) of its own name',
      () => create(404, Object.assign(dbError(), { name: 'NotFoundError' })),
      404,
    ],
    ['createError(404, TypeError)', () => create(404, new TypeError(LEAK)), 404],
    [
      'createError(error) with an upstream status',
      () => create(Object.assign(dbError(), { status: 403 })),
      403,
    ],
  ])('R16 decorated: %s keeps its status and hides its text', (__, make, status) => {
    const answer = answerTo(make());
    expect(answer).toMatchObject({ family: 'unexpected', status });
    expect(answer.text).not.toContain('duplicate key');
    expect(answer.text).not.toContain('users');
  });

  it('headers of what is not to be shown are not sent', () => {
    const answer = answerTo(create(502, TEXT, { headers: { Link: '<http://canary>', 'Retry-After': '3' } }));
    expect(answer.headers).not.toHaveProperty('link');
    expect(answer.headers).not.toHaveProperty('retry-after');
  });

  it('headers are filtered', () => {
    const headers = {
      'Retry-After': '3',
      'WWW-Authenticate': 'Basic',
      'Set-Cookie': 'canary=1',
      Location: '/canary',
      'X-Canary': 'canary',
      Link: 'canary\r\nx: y',
      Allow: {},
    };
    const answer = answerTo(create(429, TEXT, { headers }));
    expect(answer.headers).toMatchObject({ 'retry-after': '3', 'www-authenticate': 'Basic' });
    expect(answer.headers).not.toHaveProperty('allow');
    expect(answer.text).not.toMatch(/canary/i);
  });

  it.each([
    ['a string', 'x'],
    ['null', null],
    [
      'a Proxy',
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('trap');
          },
        },
      ),
    ],
  ])('headers that are %s change nothing', (__, headers) => {
    expect(answerTo(create(409, TEXT, { headers: headers as never }))).toMatchObject({
      status: 409,
      detail: TEXT,
    });
  });
});

describe('look-alikes are not http-errors’ own', () => {
  class HttpError extends Error {
    readonly expose = true;
    readonly status = 404;
    readonly statusCode = 404;
  }
  const trap = (): never => {
    throw new Error('trap');
  };
  const notFound = createError(404, LEAK);
  const nameless = Object.assign(Object.create(Error.prototype) as object, {
    status: 404,
    statusCode: 404,
    expose: true,
    constructor: Object.defineProperty(() => {}, 'name', { get: trap }),
  });
  it.each([
    ['a class called HttpError with instance fields', new HttpError(LEAK)],
    [
      'an error with the marks',
      Object.assign(new Error(LEAK), { expose: true, status: 404, statusCode: 404 }),
    ],
    ['a plain object with the marks', { expose: true, status: 404, statusCode: 404, message: LEAK }],
    ['JSON', JSON.parse(JSON.stringify({ ...notFound, expose: true, message: LEAK }))],
    [
      'a Proxy whose prototype cannot be read',
      new Proxy(new Error(LEAK), {
        get: (target, key) => (key === 'expose' ? true : Reflect.get(target, key, target)) as unknown,
        getPrototypeOf: trap,
      }),
    ],
    ['an error whose class does not tell its name', Object.setPrototypeOf(new Error(LEAK), nameless)],
    [
      'an error with a very long prototype chain',
      Array.from({ length: 20 }).reduce<object>((proto) => Object.create(proto) as object, notFound),
    ],
  ])('%s', (_, thrown) => {
    const answer = answerTo(thrown);
    expect(answer.family).toBe('unexpected');
    expect(answer.text).not.toContain('duplicate key');
  });

  it('an error whose prototype chain changes under the walk', () => {
    let reads = 0;
    const flipping = new Proxy(new Error(LEAK), {
      get: (target, key) => (key === 'expose' ? true : Reflect.get(target, key, target)) as unknown,
      getPrototypeOf: (target) => (reads++ < 1 ? (Object.getPrototypeOf(target) as object) : trap()),
    });
    expect(answerTo(flipping).text).not.toContain('duplicate key');
  });
});
