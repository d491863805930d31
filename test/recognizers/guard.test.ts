import { createContext, runInContext } from 'node:vm';
import createError from 'http-errors';
import { describe, expect, it } from 'vitest';
import { viewOf } from '../../src/error-view.ts';
import { isFastifyError } from '../../src/recognizers/fastify-error.ts';
import { families } from '../../src/recognizers/families.ts';
import type { Family } from '../../src/recognizers/family.ts';
import { askFamily, classOf, guarded, hasOwnClass, inherits } from '../../src/recognizers/guard.ts';
import { facts } from './answer.ts';
import { fastifyErrors } from './fastify-errors.ts';
import { silently } from './silent.ts';

const CANARY = 'canary-4711';
const realm = createContext({});
const elsewhere = (source: string): unknown => runInContext(source, realm);

class OwnError extends Error {}
class FurtherError extends OwnError {}

const revoked = Proxy.revocable(new OwnError(), {});
revoked.revoke();
const trap = (): never => {
  throw new Error(CANARY);
};

describe('R16 hasOwnClass', () => {
  it.each([
    ['a class of its own', new OwnError(CANARY)],
    ['a class of such a class', new FurtherError(CANARY)],
    ['one of the language’s', new TypeError(CANARY)],
    ['an AggregateError', new AggregateError([], CANARY)],
    ['a DOMException', new DOMException(CANARY, 'TimeoutError')],
    ['a class by a function', Object.setPrototypeOf(new Error(CANARY), Object.create(Error.prototype))],
    ['another realm’s class', elsewhere('new (class extends Error {})("canary")')],
    ['another realm’s TypeError', elsewhere('new TypeError("canary")')],
    ['frozen', Object.freeze(new OwnError(CANARY))],
    ['a Proxy', new Proxy(new OwnError(CANARY), {})],
    ['JSON assigned to it', Object.assign(new OwnError(CANARY), { name: 'Error' })],
  ])('%s', (_, thrown) => {
    expect(hasOwnClass(viewOf(thrown))).toBe(true);
  });

  it.each([
    ['an Error', new Error(CANARY)],
    ['another realm’s Error', elsewhere('new Error("canary")')],
    ['a frozen Error', Object.freeze(new Error(CANARY))],
    ['a Proxy of an Error', new Proxy(new Error(CANARY), {})],
    ['JSON assigned to an Error', Object.assign(new Error(CANARY), { name: 'OwnError', code: 'E' })],
    ['JSON of an error', JSON.parse('{"name": "OwnError", "message": "canary-4711", "stack": "OwnError"}')],
    [
      'JSON with a prototype',
      JSON.parse('{"__proto__": {"__proto__": {"__proto__": {}}}, "name": "OwnError"}'),
    ],
    ['a copy', structuredClone(new OwnError(CANARY))],
    ['an Error without a prototype', Object.setPrototypeOf(new Error(CANARY), null)],
    ['an object without a prototype', Object.create(null)],
    ['an instance of a class that is no error', new (class extends Map {})()],
    ['a class', OwnError],
    ['a text', CANARY],
    ['nothing', undefined],
    ['null', null],
    ['a Proxy that was revoked', revoked.proxy],
    ['a Proxy that hides its prototype', new Proxy(new OwnError(CANARY), { getPrototypeOf: trap })],
    [
      'a Proxy that hides it the second time',
      new Proxy(new OwnError(CANARY), {
        getPrototypeOf: (
          (times: number) => () =>
            times++ === 0 ? OwnError.prototype : trap()
        )(0),
      }),
    ],
  ])('not %s', (_, thrown) => {
    expect(hasOwnClass(viewOf(thrown))).toBe(false);
  });
});

describe('R16 inherits', () => {
  it.each([
    ['one of the language’s', new SyntaxError(CANARY), true],
    ['another realm’s', elsewhere('new SyntaxError("canary")'), true],
    ['a name that was assigned', Object.assign(new OwnError(CANARY), { name: 'SyntaxError' }), false],
    ['an Error', new Error(CANARY), false],
    ['JSON', { name: 'SyntaxError' }, false],
    ['a Proxy that does not tell', new Proxy(new OwnError(), { getOwnPropertyDescriptor: trap }), false],
  ])('%s', (_, thrown, expected) => {
    expect(inherits(viewOf(thrown), 'name')).toBe(expected);
  });
});

describe('R16 inherits, of what no class has', () => {
  it('is no', () => {
    expect(inherits(viewOf(new OwnError(CANARY)), 'expose')).toBe(false);
    expect(inherits(viewOf(createError(404)), 'expose')).toBe(true);
    expect(inherits(viewOf(createError(404, new OwnError(CANARY))), 'expose')).toBe(false);
  });
});

describe('R16 classOf', () => {
  it('is the constructor, where it is a function', () => {
    expect(classOf(viewOf(new OwnError()))?.value).toBe(OwnError);
    expect(
      classOf(viewOf(Object.assign(new Error(), { constructor: { name: 'OwnError' } }))),
    ).toBeUndefined();
    expect(classOf(viewOf({}))).toBeUndefined();
    expect(classOf(viewOf(revoked.proxy))).toBeUndefined();
  });
});

describe('R16 isFastifyError', () => {
  it.each(fastifyErrors('FST_ERR_NOT_FOUND').map((thrown) => [thrown] as const))('%s', (thrown) => {
    expect(isFastifyError(viewOf(thrown))).toBe(true);
    expect(isFastifyError(viewOf(Object.assign(new OwnError(), thrown)))).toBe(false);
  });
});

describe('R16 a family that is guarded', () => {
  const said = { status: 409 };
  const family: Family = { name: 'x', packages: [], answers: {}, recognize: () => said };
  const plain: Family = { ...family, plain: true };
  const json = viewOf(Object.assign(new Error(CANARY), { code: 'E' }));
  const real = viewOf(new OwnError(CANARY));

  it('is asked about errors with a class of their own only', () => {
    expect(askFamily(family, real, facts())).toBe(said);
    expect(guarded(family).recognize(real, facts())).toBe(said);
    expect(askFamily(family, json, facts())).toBeUndefined();
    expect(guarded(family).recognize(json, facts())).toBeUndefined();
  });

  it('is asked about every error where its library throws plain ones', () => {
    expect(askFamily(plain, json, facts())).toBe(said);
    expect(guarded(plain)).toBe(plain);
  });
});

/** Every mark alone, and one value of each mark together, with what such JSON may have around. */
function marksOf({ marks = {} }: Family): readonly object[] {
  const alone = Object.entries(marks).flatMap(([key, values]) => values.map((value) => ({ [key]: value })));
  const most = Math.max(0, ...Object.values(marks).map((values) => values.length));
  const together = Array.from({ length: most }, (_, at) =>
    Object.fromEntries(Object.entries(marks).map(([key, values]) => [key, values[at % values.length]])),
  );
  return [...alone, ...together];
}

/** The key of a row of answers, as the code, the name or the type that it probably is. */
function answersOf({ answers }: Family): readonly object[] {
  return Object.keys(answers)
    .flatMap((key) => key.split(': '))
    .flatMap((text) => [{ code: text }, { name: text }, { type: text }, { name: text, code: text }]);
}

const AROUND: readonly object[] = [
  {},
  { status: 404, statusCode: 404, expose: true },
  { status: 400, statusCode: 400, errno: -2, syscall: 'open', path: '/x', inner: {}, body: 'x' },
  {
    errors: [{ message: 'x', path: ['x'], code: 'x' }],
    issues: [{ message: 'x', path: ['x'] }],
    details: [{ message: 'x', path: ['x'], type: 'any.required' }],
    response: { status: 404, headers: {} },
    expiredAt: '2024-01-01',
    date: '2024-01-01',
    constraint: 'x',
    errorResponse: {},
    meta: {},
    clientVersion: '5.0.0',
    sqlState: '23000',
    errno: 1062,
    severity: 'ERROR',
  },
];

describe.each(families.map((family) => [family.name, family] as const))(
  'R16 JSON of an upstream is no mistake of the client: %s',
  (_, family) => {
    const bodies = [...marksOf(family), ...answersOf(family)].flatMap((marks) =>
      AROUND.map((around) => ({ message: CANARY, ...around, ...marks })),
    );

    it.each([
      ['thrown as it is', (json: object) => json],
      ['assigned to an error', (json: object) => Object.assign(new Error(CANARY), json)],
    ])('%s', (__, throwing) => {
      const believed = bodies.filter((json) => {
        const said = guarded(family).recognize(viewOf(throwing(json)), facts());
        return (said?.status ?? 500) < 500;
      });
      expect(believed).toEqual([]);
    });
  },
);

/** Answers of upstreams that have the words of libraries, as they are or with what their servers add. */
const answers: readonly object[] = [
  { statusCode: 413, code: 'FST_ERR_CTP_BODY_TOO_LARGE', error: 'Payload Too Large' },
  { statusCode: 400, code: 'FST_ERR_VALIDATION', error: 'Bad Request' },
  { statusCode: 429, error: 'Too Many Requests', message: 'Rate limit exceeded, retry in 1 minute' },
  { name: 'UnauthorizedError', code: 'credentials_required', status: 401 },
  { name: 'UnauthorizedError', code: 'invalid_token', inner: { name: 'JsonWebTokenError' } },
  { name: 'MulterError', code: 'LIMIT_FILE_SIZE', field: CANARY },
  { name: 'TokenExpiredError', message: 'jwt expired', expiredAt: '2024-01-01T00:00:00.000Z' },
  { name: 'JsonWebTokenError', message: 'jwt malformed' },
  { name: 'JWTExpired', code: 'ERR_JWT_EXPIRED', claim: 'exp', reason: 'check_failed' },
  { name: 'ForbiddenError', code: 'EBADCSRFTOKEN', status: 403, statusCode: 403, expose: true },
  { name: 'URIError', status: 400, statusCode: 400, message: 'Failed to decode param' },
  { name: 'SyntaxError', status: 400, statusCode: 400, type: 'entity.parse.failed', body: CANARY },
  { name: 'PayloadTooLargeError', status: 413, type: 'entity.too.large', expose: true },
  {
    name: 'ValidationError',
    isJoi: true,
    details: [{ message: CANARY, path: [CANARY], type: 'any.required' }],
  },
  { name: 'ZodError', issues: [{ code: 'custom', path: [CANARY], message: CANARY }] },
  { name: 'SequelizeUniqueConstraintError', errors: [], fields: {} },
  { name: 'PrismaClientKnownRequestError', code: 'P2025', clientVersion: '5.0.0' },
  { name: 'MongoServerError', code: 11000, keyValue: { canary: CANARY } },
  {
    code: 'ENOENT',
    errno: -2,
    syscall: 'open',
    path: `/${CANARY}`,
    status: 404,
    statusCode: 404,
    expose: true,
  },
];

describe('R16 R31 what a client’s interceptor may throw', () => {
  const wrong = 'payment service failed';
  it.each(answers.map((json) => [JSON.stringify(json), json] as const))('%s', (_, json) => {
    for (const thrown of [json, Object.assign(new Error(wrong), json), new Error(wrong, { cause: json })]) {
      const answer = silently(thrown, { trustStatus: 'never' });
      expect(answer).toMatchObject({ status: 500, code: 'INTERNAL_ERROR', family: 'unexpected' });
    }
  });

  it('is not told by its status either', () => {
    expect(silently(answers[0]).status).toBe(500);
    expect(silently(Object.assign(new Error(wrong), answers[0])).status).toBe(500);
  });
});
