import type { ErrorView, Recognition, RequestFacts } from '../../model.ts';
import type { Family } from '../family.ts';
import { rowOf } from '../row-of.ts';

const NOT_FOUND: Recognition = { status: 404, code: 'NOT_FOUND', message: 'The file was not found.' };

const CODES: Readonly<Record<string, Recognition>> = {
  ENAMETOOLONG: NOT_FOUND,
  ENOENT: NOT_FOUND,
  ENOTDIR: NOT_FOUND,
};

/**
 * A file that a client asked for and that is not there: http-errors decorated the system's error with 404, and the
 * request names the file. Without that it is a file that the application misses, or JSON of an upstream. What else
 * send refuses is made by http-errors itself.
 */
export const send: Family = {
  name: 'send',
  packages: ['send', 'serve-static', 'koa-send', 'express'],
  plain: true,
  answers: CODES,
  marks: { code: Object.keys(CODES) },
  recognize(view, facts): Recognition | undefined {
    return isDecorated(view) && isAskedFor(view.read('path'), facts)
      ? rowOf(CODES, view.read('code'))
      : undefined;
  },
};

function isDecorated(view: ErrorView): boolean {
  const is404 = view.read('status') === 404 && view.read('statusCode') === 404;
  return view.isError && is404 && typeof view.read('expose') === 'boolean';
}

/** Whether the last part of the file's path stands in the URL. */
function isAskedFor(path: unknown, { url }: RequestFacts): boolean {
  if (typeof path !== 'string') return false;
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name !== '' && decoded(url).includes(name);
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
