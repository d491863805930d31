import {
  AuthenticationException,
  BusinessException,
  ConflictException,
  NoRouteException,
  NotFoundException,
  RateLimitException,
  UnavailableException,
  UserPermissionsException,
  ValidationException,
  type AuthenticationExceptionOptions,
} from 'faultline';
import { describe, expect, it } from 'vitest';
import { answerTo } from '../recognizers/answer.ts';

const TEXT = 'Only 3 of A1 are left';

interface Row {
  readonly type: new (message?: string) => BusinessException;
  readonly name: string;
  readonly code: string;
  readonly status: number;
  readonly shown: boolean;
  readonly retryable?: boolean;
}

const classes: readonly Row[] = [
  {
    type: BusinessException,
    name: 'BusinessException',
    code: 'BUSINESS_ERROR',
    status: 500,
    shown: true,
  },
  {
    type: ValidationException,
    name: 'ValidationException',
    code: 'VALIDATION_FAILED',
    status: 400,
    shown: true,
  },
  {
    type: AuthenticationException,
    name: 'AuthenticationException',
    code: 'AUTHENTICATION_REQUIRED',
    status: 401,
    shown: true,
  },
  {
    type: UserPermissionsException,
    name: 'UserPermissionsException',
    code: 'PERMISSION_DENIED',
    status: 403,
    shown: true,
  },
  { type: NotFoundException, name: 'NotFoundException', code: 'NOT_FOUND', status: 404, shown: false },
  { type: ConflictException, name: 'ConflictException', code: 'CONFLICT', status: 409, shown: true },
  {
    type: RateLimitException,
    name: 'RateLimitException',
    code: 'RATE_LIMITED',
    status: 429,
    shown: true,
    retryable: true,
  },
  {
    type: UnavailableException,
    name: 'UnavailableException',
    code: 'UNAVAILABLE',
    status: 503,
    shown: true,
    retryable: true,
  },
];

describe.each(classes)(
  'R20 R22 R25 $name has the right defaults',
  ({ type, name, code, status, shown, retryable }) => {
    const thrown = new type(TEXT);

    it('as an error', () => {
      expect(thrown).toBeInstanceOf(Error);
      expect(thrown).toBeInstanceOf(BusinessException);
      expect(Object.fromEntries(Object.entries(thrown))).toEqual({
        code,
        status,
        ...(retryable !== undefined && { retryable }),
      });
      expect(thrown.name).toBe(name);
      expect(String(thrown)).toBe(`${name}: ${TEXT}`);
      expect(thrown.stack).toMatch(new RegExp(`^${name}: ${TEXT}\n    at .*classes\\.test`));
    });

    it('as an answer', () => {
      const answer = answerTo(thrown);
      expect(answer).toMatchObject({ status, code, family: 'business' });
      expect(answer.text.includes(TEXT)).toBe(shown);
      expect(answer.body.retryable).toBe(retryable);
    });

    it('without a message', () => {
      const answer = answerTo(new type());
      expect(answer).toMatchObject({ status, code });
      expect(answer.detail === undefined).toBe(status < 500);
    });
  },
);

it('R22 D9 NotFoundException shows its message on request only', () => {
  expect(answerTo(new NotFoundException(TEXT)).text).not.toContain(TEXT);
  expect(answerTo(new NotFoundException(TEXT, { expose: true })).detail).toBe(TEXT);
});

describe('NoRouteException', () => {
  it('is a 404 without a path, and has no stack to make', () => {
    const thrown = new NoRouteException();
    expect(thrown).toMatchObject({ name: 'NoRouteException', code: 'NOT_FOUND', status: 404, message: '' });
    expect(thrown.stack).not.toContain('\n');
  });

  it.each([
    [['GET', 'HEAD'], 'GET, HEAD'],
    [[], ''],
  ])('is a 405 with Allow for %j', (methods, allow) => {
    const answer = answerTo(new NoRouteException(methods));
    expect(answer).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED', headers: { allow } });
  });
});

const challenges: readonly [string, AuthenticationExceptionOptions | undefined, string][] = [
  ['by default', undefined, 'Bearer'],
  ['of its own', { challenge: 'Basic realm="shop"' }, 'Basic realm="shop"'],
  ['beside other headers', { challenge: 'DPoP', headers: { link: '</login>' } }, 'DPoP'],
  [
    'before a header of the same name',
    { challenge: 'DPoP', headers: { 'WWW-Authenticate': 'Basic' } },
    'DPoP',
  ],
  ['as a header', { headers: { 'WWW-Authenticate': 'Basic' } }, 'Basic'],
];

it.each(challenges)('AuthenticationException carries a challenge %s', (_, options, challenge) => {
  const { headers } = answerTo(new AuthenticationException('Who are you?', options));
  expect(headers['www-authenticate']).toBe(challenge);
  expect(headers['link']).toBe(options?.headers?.['link']);
});

describe('retryAfter becomes Retry-After', () => {
  const date = new Date('2026-11-21T10:00:00Z');
  it.each([
    ['seconds', 120, '120'],
    ['no wait', 0, '0'],
    ['parts of a second, rounded up', 1.2, '2'],
    ['a date', date, 'Sat, 21 Nov 2026 10:00:00 GMT'],
  ])('%s', (_, retryAfter, header) => {
    for (const type of [RateLimitException, UnavailableException, BusinessException]) {
      const answer = answerTo(new type('Later', { retryAfter }));
      expect(answer.headers['retry-after']).toBe(header);
    }
  });
});

describe('R50 D8 the status of an exception that names none', () => {
  class PlainException extends BusinessException {}
  class ConflictingException extends BusinessException {
    static override status = 409;
  }
  it.each([
    ['is 500', new PlainException('x'), {}, 500],
    ['is set globally', new PlainException('x'), { defaultStatus: 422 }, 422],
    ['is set per class', new ConflictingException('x'), { defaultStatus: 422 }, 409],
    ['is set per instance', new PlainException('x', { status: 410 }), { defaultStatus: 422 }, 410],
    ['is set per instance to 500', new PlainException('x', { status: 500 }), { defaultStatus: 422 }, 500],
  ])('%s', (_, thrown, options, status) => {
    expect(answerTo(thrown, options).status).toBe(status);
  });
});
