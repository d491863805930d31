import { URL_MALFORMED } from './answers.ts';
import { isFastifyError } from './fastify-error.ts';
import { rowOf } from './row-of.ts';
import { INVALID } from './validators/invalid.ts';
import { ajvFieldErrors } from './validators/ajv.ts';
import { prefixOf } from './validators/pointer.ts';
import type { ErrorView, Recognition } from '../model.ts';
import type { Family } from './family.ts';

/** Fastify's documented codes -> what the client is told. Codes that are not listed are the server's fault. */
export const FASTIFY_ERRORS: Readonly<Record<string, Recognition>> = {
  FST_ERR_BAD_URL: URL_MALFORMED,
  FST_ERR_HANDLER_TIMEOUT: {
    status: 503,
    code: 'HANDLER_TIMEOUT',
    message: 'The request took too long.',
    retryable: true,
  },
  FST_ERR_MAX_PARAM_LENGTH: {
    status: 414,
    code: 'URL_PARAMETER_TOO_LONG',
    message: 'A part of the URL is too long.',
  },
  FST_ERR_NOT_FOUND: { status: 404, code: 'NOT_FOUND' },
};

/**
 * Fastify's own errors and its validation errors. These are plain errors, to which Fastify gives what its validator
 * found and the part of the request that it looked at; the answers that it sends have neither.
 */
export const fastify: Family = {
  name: 'fastify',
  packages: ['fastify'],
  plain: true,
  answers: { ...FASTIFY_ERRORS, FST_ERR_VALIDATION: INVALID },
  marks: { code: [...Object.keys(FASTIFY_ERRORS), 'FST_ERR_VALIDATION'] },
  recognize(view): Recognition | undefined {
    const code = view.read('code');
    if (code === 'FST_ERR_VALIDATION') return validationOf(view);
    return isFastifyError(view) ? rowOf(FASTIFY_ERRORS, code) : undefined;
  },
};

/** A validator of the application's may have given an error in place of a list. */
function validationOf(view: ErrorView): Recognition | undefined {
  const part = view.read('validationContext');
  if (!view.isError || typeof part !== 'string') return undefined;
  const found = view.read('validation');
  return found === undefined ? INVALID : { ...INVALID, errors: ajvFieldErrors(found, prefixOf(part)) };
}
