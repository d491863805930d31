import type { ErrorView, Recognition, RequestFacts } from '../model.ts';
import {
  BODY_MALFORMED,
  MEDIA_TYPE_MISSING,
  MEDIA_TYPE_UNSUPPORTED,
  PARAMETERS_TOO_DEEP,
  PARAMETERS_TOO_MANY,
} from './answers.ts';
import type { Family } from './family.ts';
import { isFastifyError } from './fastify-error.ts';
import { hasOwnClass, inherits } from './guard.ts';
import { rowOf } from './row-of.ts';

const TOO_LARGE: Recognition = {
  status: 413,
  code: 'BODY_TOO_LARGE',
  message: 'The request body is too large.',
};
const LENGTH_WRONG: Recognition = {
  status: 400,
  code: 'BODY_LENGTH_MISMATCH',
  message: 'The request body does not have the length that its Content-Length states.',
};
const FILE_TOO_SMALL: Recognition = {
  status: 400,
  code: 'FILE_TOO_SMALL',
  message: 'A file in the request body is empty or too small.',
};
const ENCODING_UNSUPPORTED: Recognition = {
  status: 415,
  code: 'ENCODING_UNSUPPORTED',
  message: 'The content encoding of the request body is not supported.',
};

/**
 * Key as the framework documents it -> what the client is told. Never in the framework's own words: `verify`
 * would take them for a leak.
 */
export const BODY_ERRORS: Readonly<Record<string, Recognition>> = {
  'charset.unsupported': {
    status: 415,
    code: 'CHARSET_UNSUPPORTED',
    message: 'The character set of the request body is not supported.',
  },
  'encoding.unsupported': ENCODING_UNSUPPORTED,
  'entity.parse.failed': BODY_MALFORMED,
  'entity.too.large': TOO_LARGE,
  'entity.verify.failed': {
    status: 403,
    code: 'BODY_NOT_VERIFIED',
    message: 'The request body could not be verified.',
  },
  'parameters.too.many': PARAMETERS_TOO_MANY,
  'querystring.parse.rangeError': PARAMETERS_TOO_DEEP,
  'request.size.invalid': LENGTH_WRONG,
  FST_ERR_CTP_BODY_TOO_LARGE: TOO_LARGE,
  FST_ERR_CTP_EMPTY_JSON_BODY: BODY_MALFORMED,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: LENGTH_WRONG,
  FST_ERR_CTP_INVALID_JSON_BODY: BODY_MALFORMED,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: MEDIA_TYPE_UNSUPPORTED,
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: MEDIA_TYPE_MISSING,
};

/** formidable's codes, which koa-body passes on; numbers alone would be too common to go by. */
export const FORMIDABLE_ERRORS: ReadonlyMap<number, Recognition> = new Map([
  [1006, TOO_LARGE],
  [1007, PARAMETERS_TOO_MANY],
  [1008, FILE_TOO_SMALL],
  [1009, TOO_LARGE],
  [1010, FILE_TOO_SMALL],
  [1012, BODY_MALFORMED],
  [1013, BODY_MALFORMED],
  [1015, PARAMETERS_TOO_MANY],
  [1016, TOO_LARGE],
]);

const FORMIDABLE_ANSWERS = Object.fromEntries(
  [...FORMIDABLE_ERRORS].map(([code, said]) => [`formidable ${code}`, said]),
);

const ZLIB_CODES: ReadonlySet<string> = new Set(['Z_BUF_ERROR', 'Z_DATA_ERROR']);

/**
 * Requests whose body cannot be read: body-parser and raw-body by their documented `type`, Fastify's content
 * type parsers by their code, formidable by its code and `httpCode`, and what co-body and Fastify 4 throw:
 * a `SyntaxError` with status 400, zlib's errors, and a plain error with status 415. Own texts only: these
 * errors quote the body, and some carry it whole.
 */
export const body: Family = {
  name: 'body',
  packages: ['body-parser', 'raw-body', 'fastify', 'co-body', 'koa-body'],
  plain: true,
  answers: { ...BODY_ERRORS, ...FORMIDABLE_ANSWERS },
  marks: {
    type: Object.keys(BODY_ERRORS).filter((key) => key.includes('.')),
    code: [
      ...Object.keys(BODY_ERRORS).filter((key) => key.startsWith('FST')),
      ...FORMIDABLE_ERRORS.keys(),
      ...ZLIB_CODES,
    ],
    name: ['SyntaxError'],
    status: [415],
  },
  recognize(view, facts): Recognition | undefined {
    if (isFastifyError(view)) return rowOf(BODY_ERRORS, view.read('code'));
    if (isParseFailure(view)) return BODY_MALFORMED;
    const known = rowOf(BODY_ERRORS, view.read('type'));
    if (known !== undefined) return isOfBodyParser(view) ? known : undefined;
    const code = view.read('code');
    if (ZLIB_CODES.has(code as string)) return view.isError && isEncoded(facts) ? BODY_MALFORMED : undefined;
    if (isOfFormidable(view)) return FORMIDABLE_ERRORS.get(code as number);
    return isInflation(view, facts) ? ENCODING_UNSUPPORTED : undefined;
  },
};

/**
 * http-errors made it, whose classes know what they expose; or it decorated what `verify` threw, and body-parser
 * gave it the body, as bytes.
 */
function isOfBodyParser(view: ErrorView): boolean {
  return inherits(view, 'expose') || (view.isError && ArrayBuffer.isView(view.read('body')));
}

/** A parser that failed on anything but the request's body has no reason to say 400. */
function isParseFailure(view: ErrorView): boolean {
  return (
    view.read('name') === 'SyntaxError' &&
    inherits(view, 'name') &&
    // superagent's, of an answer that it could not parse.
    view.read('rawResponse') === undefined &&
    (view.read('status') === 400 || view.read('statusCode') === 400)
  );
}

function isOfFormidable(view: ErrorView): boolean {
  return hasOwnClass(view) && typeof view.read('httpCode') === 'number';
}

/** Compressed data that cannot be read is the request's body only where the request says it is compressed. */
function isEncoded(facts: RequestFacts): boolean {
  return (facts.header('content-encoding') ?? 'identity') !== 'identity';
}

/** What co-body throws for an encoding that it cannot undo has no mark but its words, which name the request's. */
function isInflation(view: ErrorView, facts: RequestFacts): boolean {
  return view.isError && view.message === `Unsupported Content-Encoding: ${facts.header('content-encoding')}`;
}
