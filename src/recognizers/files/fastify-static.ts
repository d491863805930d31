import type { Recognition } from '../../model.ts';
import { URL_MALFORMED } from '../answers.ts';
import type { Family } from '../family.ts';
import { isFastifyError } from '../fastify-error.ts';
import { rowOf } from '../row-of.ts';

const CODES: Readonly<Record<string, Recognition>> = {
  FST_STATIC_FORBIDDEN_PATH: { status: 403, code: 'FORBIDDEN', message: 'This path is not served.' },
  FST_STATIC_INVALID_REDIRECT_URL: URL_MALFORMED,
};

/** @fastify/static: paths that it refuses. Files that are missing take Fastify's way for unknown routes. */
export const fastifyStatic: Family = {
  name: 'fastify-static',
  packages: ['@fastify/static'],
  answers: CODES,
  marks: { code: Object.keys(CODES) },
  recognize(view): Recognition | undefined {
    return isFastifyError(view) ? rowOf(CODES, view.read('code')) : undefined;
  },
};
