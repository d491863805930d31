import type { Recognition } from '../../model.ts';

/** RFC 6750, section 3.1. What is wrong with the token stands in the code, for programs. */
const INVALID_TOKEN = Object.freeze({ 'www-authenticate': 'Bearer error="invalid_token"' });

export const TOKEN_EXPIRED: Recognition = {
  status: 401,
  code: 'TOKEN_EXPIRED',
  message: 'The token has expired.',
  headers: INVALID_TOKEN,
};
export const TOKEN_INVALID: Recognition = {
  status: 401,
  code: 'TOKEN_INVALID',
  message: 'The token is not valid.',
  headers: INVALID_TOKEN,
};
export const TOKEN_NOT_ACTIVE: Recognition = {
  status: 401,
  code: 'TOKEN_NOT_ACTIVE',
  message: 'The token is not valid yet.',
  headers: INVALID_TOKEN,
};
export const TOKEN_REVOKED: Recognition = {
  status: 401,
  code: 'TOKEN_REVOKED',
  message: 'The token was revoked.',
  headers: INVALID_TOKEN,
};

/** A request without a token is told of no error (RFC 6750, section 3.1): the status brings the plain challenge. */
export const TOKEN_MISSING: Recognition = {
  status: 401,
  code: 'AUTHENTICATION_REQUIRED',
  message: 'A token is required.',
};
export const AUTHORIZATION_MALFORMED: Recognition = {
  status: 400,
  code: 'AUTHORIZATION_MALFORMED',
  message: 'The token is missing, or is not sent in the expected form.',
  headers: Object.freeze({ 'www-authenticate': 'Bearer error="invalid_request"' }),
};

/** The keys that tokens are checked with could not be had: no fault of the token. */
export const KEYS_UNAVAILABLE: Recognition = { status: 503, code: 'KEY_SET_UNAVAILABLE', retryable: true };
export const KEYS_TIMEOUT: Recognition = { status: 504, code: 'TIMEOUT', retryable: true };
