import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';

const NOT_FOUND: Recognition = { status: 404, code: 'NOT_FOUND', message: 'The file was not found.' };

const CODES: Readonly<Record<string, Recognition>> = {
  ENAMETOOLONG: NOT_FOUND,
  ENOENT: NOT_FOUND,
  ENOTDIR: NOT_FOUND,
};

/**
 * A file that a client asked for and that is not there: http-errors decorated the system's error with 404. Without
 * that it is a file that the application misses. What else send refuses is made by http-errors itself.
 */
export const send: Family = {
  name: 'send',
  packages: ['send', 'serve-static', 'koa-send', 'express'],
  answers: CODES,
  marks: { code: Object.keys(CODES) },
  recognize(view): Recognition | undefined {
    const isDecorated = view.read('status') === 404 && view.read('statusCode') === 404;
    if (!view.isError || !isDecorated || typeof view.read('expose') !== 'boolean') return undefined;
    return CODES[view.read('code') as string];
  },
};
