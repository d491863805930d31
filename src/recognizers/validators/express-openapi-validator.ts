import type { ErrorView, FieldError, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { ajvRule } from './ajv.ts';
import { toFieldErrors, type Fault } from './field-errors.ts';
import { isArray, itemsOf, read, readWord } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { pointerIn, prefixOf } from './pointer.ts';

/** Names of express-openapi-validator's classes. `Internal Server Error` is the server's fault, and stays unexpected. */
const ANSWERS: Readonly<Record<string, Recognition>> = {
  'Bad Request': INVALID,
  Unauthorized: { status: 401, code: 'UNAUTHORIZED', message: 'The request needs valid credentials.' },
  Forbidden: { status: 403, code: 'FORBIDDEN', message: 'The caller may not make this request.' },
  'Not Found': { status: 404, code: 'NOT_FOUND' },
  'Method Not Allowed': { status: 405, code: 'METHOD_NOT_ALLOWED' },
  'Not Acceptable': { status: 406, code: 'NOT_ACCEPTABLE' },
  'Request Entity Too Large': {
    status: 413,
    code: 'BODY_TOO_LARGE',
    message: 'The request body is too large.',
  },
  'Unsupported Media Type': {
    status: 415,
    code: 'MEDIA_TYPE_UNSUPPORTED',
    message: 'The media type of the request body is not supported.',
  },
};

/** The errors of express-openapi-validator, known by a name with spaces and a list of `{ path, message }`. */
export const expressOpenapiValidator: Family = {
  name: 'express-openapi-validator',
  packages: ['express-openapi-validator'],
  answers: ANSWERS,
  marks: { name: Object.keys(ANSWERS) },
  recognize(view): Recognition | undefined {
    if (!isMade(view)) return undefined;
    const answer = ANSWERS[view.read('name') as string];
    const errors = view.read('errors');
    if (answer === undefined || !areErrors(errors) || typeof view.read('status') !== 'number')
      return undefined;
    if (answer === INVALID) return { ...answer, errors: fieldErrorsOf(errors) };
    return answer.status === 405 ? { ...answer, headers: allowOf(view) } : answer;
  },
};

/** By a static method of its classes: another class may have assigned JSON to itself. */
function isMade(view: ErrorView): boolean {
  return typeof read(view.read('constructor'), 'create') === 'function';
}

function areErrors(errors: unknown): boolean {
  return isArray(errors) && [...itemsOf(errors)].every((error) => typeof read(error, 'message') === 'string');
}

/** The methods that the API's own description has. */
function allowOf(view: ErrorView): Readonly<Record<string, string>> | undefined {
  const allow = read(view.read('headers'), 'Allow');
  if (typeof allow !== 'string' || !/^[A-Z]{1,16}(?:, [A-Z]{1,16}){0,15}$/.test(allow)) return undefined;
  return { allow };
}

function fieldErrorsOf(errors: unknown): readonly FieldError[] | undefined {
  const found = toFieldErrors(errors, openapiFault);
  return found?.length === 0 ? undefined : found;
}

const SUFFIX = '.openapi.validation';
/** The path ends with a key that the client made up and that is not escaped, so that it may look like several. */
const UNKNOWN_KEY: ReadonlySet<string> = new Set(['additionalProperties', 'unevaluatedProperties']);

/** Only what Ajv found has a code and a path into the request; other paths are the URL's. Limits are not told. */
function openapiFault(error: unknown): Fault | undefined {
  const code = readWord(error, 'errorCode');
  const path = read(error, 'path');
  if (code?.endsWith(SUFFIX) !== true || typeof path !== 'string') return undefined;
  const rule = ajvRule(code.slice(0, -SUFFIX.length));
  const pointer = pointerIn(path).replace(/^\/body(?=\/|$)/, '');
  return { path: UNKNOWN_KEY.has(rule) ? partOf(pointer) : pointer, rule };
}

/** The part of the request, which is all that is sure. */
function partOf(pointer: string): string {
  return prefixOf(pointer.split('/', 2)[1]);
}
