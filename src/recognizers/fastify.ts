import { INVALID } from './validators/invalid.ts';
import { ajvFieldErrors } from './validators/ajv.ts';
import { prefixOf } from './validators/pointer.ts';
import type { ErrorView, Recognition } from '../model.ts';
import type { Family } from './family.ts';

const URL_MALFORMED: Recognition = { status: 400, code: 'URL_MALFORMED', message: 'The URL is malformed.' };

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

/** Fastify's own errors and its validation errors. */
export const fastify: Family = {
  name: 'fastify',
  packages: ['fastify'],
  answers: { ...FASTIFY_ERRORS, FST_ERR_VALIDATION: INVALID },
  marks: { code: [...Object.keys(FASTIFY_ERRORS), 'FST_ERR_VALIDATION'] },
  recognize(view): Recognition | undefined {
    const code = view.read('code');
    if (code === 'FST_ERR_VALIDATION') return validationOf(view);
    return FASTIFY_ERRORS[code as string];
  },
};

function validationOf(view: ErrorView): Recognition {
  const prefix = prefixOf(view.read('validationContext'));
  return { ...INVALID, errors: ajvFieldErrors(view.read('validation'), prefix) };
}
