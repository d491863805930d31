import type { ErrorView, FieldError, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { ajvRule } from './ajv.ts';
import { toFieldErrors, type Fault } from './field-errors.ts';
import { isArray, listOf, read } from './guarded.ts';
import { INVALID } from './invalid.ts';

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
    const answer = ANSWERS[view.read('name') as string];
    const errors = view.read('errors');
    if (answer === undefined || !areErrors(errors) || typeof view.read('status') !== 'number')
      return undefined;
    if (answer === INVALID) return { ...answer, errors: fieldErrorsOf(errors) };
    return answer.status === 405 ? { ...answer, headers: allowOf(view) } : answer;
  },
};

function areErrors(errors: unknown): boolean {
  const list = listOf(errors);
  return isArray(errors) && list.every((error) => typeof read(error, 'message') === 'string');
}

/** The methods that the API's own description has. */
function allowOf(view: ErrorView): Readonly<Record<string, string>> | undefined {
  const allow = read(view.read('headers'), 'Allow');
  if (typeof allow !== 'string' || !/^[A-Z]{1,16}(?:, [A-Z]{1,16}){0,15}$/.test(allow)) return undefined;
  return { allow };
}

function fieldErrorsOf(errors: unknown): readonly FieldError[] | undefined {
  const found = toFieldErrors(errors, openapiFault);
  return found.length === 0 ? undefined : found;
}

const SUFFIX = '.openapi.validation';
/** The path is that of a key, which the client may have made up; it is not escaped there. */
const UPWARDS: ReadonlySet<string> = new Set(['additionalProperties', 'unevaluatedProperties']);

/** Only what Ajv found has a code and a path into the request; other paths are the URL's. Limits are not told. */
function openapiFault(error: unknown): Fault | undefined {
  const code = read(error, 'errorCode');
  const path = read(error, 'path');
  if (typeof code !== 'string' || !code.endsWith(SUFFIX) || typeof path !== 'string') return undefined;
  const rule = ajvRule(code.slice(0, -SUFFIX.length));
  const pointer = path.replace(/^\/body(?=\/|$)/, '');
  return { path: UPWARDS.has(rule) ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer, rule };
}
