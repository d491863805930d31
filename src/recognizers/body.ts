import type { ErrorView, Recognition, RequestFacts } from '../model.ts';
import type { Family } from './family.ts';

const MALFORMED: Recognition = {
  status: 400,
  code: 'BODY_MALFORMED',
  message: 'The request body could not be parsed.',
};
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
const TOO_MANY: Recognition = {
  status: 413,
  code: 'PARAMETERS_TOO_MANY',
  message: 'The request body has more parameters than are allowed.',
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
  'entity.parse.failed': MALFORMED,
  'entity.too.large': TOO_LARGE,
  'entity.verify.failed': {
    status: 403,
    code: 'BODY_NOT_VERIFIED',
    message: 'The request body could not be verified.',
  },
  'parameters.too.many': TOO_MANY,
  'querystring.parse.rangeError': {
    status: 400,
    code: 'PARAMETERS_TOO_DEEP',
    message: 'The parameters of the request body are nested too deeply.',
  },
  'request.size.invalid': LENGTH_WRONG,
  FST_ERR_CTP_BODY_TOO_LARGE: TOO_LARGE,
  FST_ERR_CTP_EMPTY_JSON_BODY: MALFORMED,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: LENGTH_WRONG,
  FST_ERR_CTP_INVALID_JSON_BODY: MALFORMED,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'MEDIA_TYPE_UNSUPPORTED',
    message: 'The media type of the request body is not supported.',
  },
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: {
    status: 400,
    code: 'MEDIA_TYPE_MISSING',
    message: 'The request must have a Content-Type.',
  },
};

/** formidable's codes, which koa-body passes on; numbers alone would be too common to go by. */
export const FORMIDABLE_ERRORS: ReadonlyMap<number, Recognition> = new Map([
  [1006, TOO_LARGE],
  [1007, TOO_MANY],
  [1008, FILE_TOO_SMALL],
  [1009, TOO_LARGE],
  [1010, FILE_TOO_SMALL],
  [1012, MALFORMED],
  [1013, MALFORMED],
  [1015, TOO_MANY],
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
    const code = view.read('code');
    const known = byKey(view.read('type')) ?? byKey(code);
    if (known !== undefined) return known;
    if (isParseFailure(view)) return MALFORMED;
    if (ZLIB_CODES.has(code as string)) return isEncoded(facts) ? MALFORMED : undefined;
    if (typeof view.read('httpCode') === 'number') return FORMIDABLE_ERRORS.get(code as number);
    return isInflation(view) ? ENCODING_UNSUPPORTED : undefined;
  },
};

function byKey(key: unknown): Recognition | undefined {
  return typeof key === 'string' && Object.hasOwn(BODY_ERRORS, key) ? BODY_ERRORS[key] : undefined;
}

/** A parser that failed on anything but the request's body has no reason to say 400. */
function isParseFailure(view: ErrorView): boolean {
  return (
    view.isError &&
    view.read('name') === 'SyntaxError' &&
    // superagent's, of an answer that it could not parse.
    view.read('rawResponse') === undefined &&
    (view.read('status') === 400 || view.read('statusCode') === 400)
  );
}

/** Compressed data that cannot be read is the request's body only where the request says it is compressed. */
function isEncoded(facts: RequestFacts): boolean {
  return (facts.header('content-encoding') ?? 'identity') !== 'identity';
}

/** What co-body throws for an encoding that it cannot undo has no mark but its words. */
function isInflation(view: ErrorView): boolean {
  return view.isError && view.message.startsWith('Unsupported Content-Encoding: ');
}
