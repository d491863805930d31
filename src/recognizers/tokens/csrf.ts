import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';

const INVALID: Recognition = {
  status: 403,
  code: 'CSRF_TOKEN_INVALID',
  message: 'The CSRF token is missing or wrong.',
};

const CODES: Readonly<Record<string, Recognition>> = {
  EBADCSRFTOKEN: INVALID,
  FST_CSRF_INVALID_TOKEN: INVALID,
  FST_CSRF_MISSING_SECRET: INVALID,
};

/**
 * A request whose CSRF token does not hold, by the code of csurf and csrf-csrf or those of @fastify/csrf-protection.
 * Where the application chose another status, its choice stands.
 */
export const csrf: Family = {
  name: 'csrf',
  packages: ['csrf-csrf'],
  answers: CODES,
  marks: { code: Object.keys(CODES) },
  recognize(view): Recognition | undefined {
    const status = view.read('status') ?? view.read('statusCode');
    return view.isError && status === 403 ? CODES[view.read('code') as string] : undefined;
  },
};
