import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { isFastifyError } from '../fastify-error.ts';
import { inherits } from '../guard.ts';
import { rowOf } from '../row-of.ts';

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
 * A request whose CSRF token does not hold, by the code of csurf and csrf-csrf, which http-errors made, or those of
 * @fastify/csrf-protection.
 * Where the application chose another status, its choice stands.
 */
export const csrf: Family = {
  name: 'csrf',
  packages: ['csrf-csrf'],
  answers: CODES,
  marks: { code: Object.keys(CODES) },
  recognize(view): Recognition | undefined {
    const status = view.read('status') ?? view.read('statusCode');
    return status === 403 && isOfItsClass(view) ? rowOf(CODES, view.read('code')) : undefined;
  },
};

function isOfItsClass(view: ErrorView): boolean {
  return view.read('code') === 'EBADCSRFTOKEN' ? inherits(view, 'expose') : isFastifyError(view);
}
