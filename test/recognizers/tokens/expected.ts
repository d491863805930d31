import { expect } from 'vitest';
import type { Answered } from '../answer.ts';

export interface Expected {
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly retryable?: boolean;
  readonly challenge?: string;
}

const INVALID_TOKEN = 'Bearer error="invalid_token"';

export const INVALID: Expected = {
  status: 401,
  code: 'TOKEN_INVALID',
  detail: 'The token is not valid.',
  challenge: INVALID_TOKEN,
};
export const EXPIRED: Expected = {
  status: 401,
  code: 'TOKEN_EXPIRED',
  detail: 'The token has expired.',
  challenge: INVALID_TOKEN,
};
export const NOT_ACTIVE: Expected = {
  status: 401,
  code: 'TOKEN_NOT_ACTIVE',
  detail: 'The token is not valid yet.',
  challenge: INVALID_TOKEN,
};
export const REVOKED: Expected = {
  status: 401,
  code: 'TOKEN_REVOKED',
  detail: 'The token was revoked.',
  challenge: INVALID_TOKEN,
};
export const MISSING: Expected = {
  status: 401,
  code: 'AUTHENTICATION_REQUIRED',
  detail: 'A token is required.',
  challenge: 'Bearer',
};
export const MALFORMED: Expected = {
  status: 400,
  code: 'AUTHORIZATION_MALFORMED',
  detail: 'The token is missing, or is not sent in the expected form.',
  challenge: 'Bearer error="invalid_request"',
};

/** An answer of a server's fault has no words of its own, but a reference. */
export function expectAnswer(answered: Answered, family: string, expected: Expected): void {
  const { status, code, detail, retryable, challenge } = expected;
  expect(answered).toMatchObject({ family, status, code });
  if (detail === undefined) expect(answered.detail).toContain(answered.body.correlationId);
  else expect(answered.detail).toBe(detail);
  expect(answered.body.retryable).toBe(retryable);
  expect(answered.headers['www-authenticate']).toBe(challenge);
}

export function expectUnexpected(answered: Answered): void {
  expect(answered).toMatchObject({ family: 'unexpected', status: 500, code: 'INTERNAL_ERROR' });
  expect(answered.headers).not.toHaveProperty('www-authenticate');
}
