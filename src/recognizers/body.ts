import type { ErrorView, Mark, Recognition, Recognizer } from '../model.ts';

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

/** Key as the framework documents it -> what the client is told. */
export const BODY_ERRORS: Readonly<Record<string, Recognition>> = {
  'charset.unsupported': {
    status: 415,
    code: 'CHARSET_UNSUPPORTED',
    message: 'The character set of the request body is not supported.',
  },
  'encoding.unsupported': {
    status: 415,
    code: 'ENCODING_UNSUPPORTED',
    message: 'The content encoding of the request body is not supported.',
  },
  'entity.parse.failed': MALFORMED,
  'entity.too.large': TOO_LARGE,
  'entity.verify.failed': {
    status: 403,
    code: 'BODY_NOT_VERIFIED',
    message: 'The request body could not be verified.',
  },
  'parameters.too.many': {
    status: 413,
    code: 'PARAMETERS_TOO_MANY',
    message: 'The request body has too many parameters.',
  },
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
};

/**
 * Requests whose body cannot be read: body-parser and raw-body by their documented `type`, Fastify's content
 * type parsers by their code, and the `SyntaxError` with status 400 that co-body and Fastify 4 throw. Own
 * texts only: these errors quote the body, and some carry it whole.
 */
export const body: Recognizer = {
  name: 'body',
  marks: {
    type: keysWhere((key) => key.includes('.')),
    code: keysWhere((key) => key.startsWith('FST')),
    name: ['SyntaxError'],
  },
  recognize(view): Recognition | undefined {
    return (
      byKey(view.read('type')) ?? byKey(view.read('code')) ?? (isParseFailure(view) ? MALFORMED : undefined)
    );
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
    (view.read('status') === 400 || view.read('statusCode') === 400)
  );
}

function keysWhere(is: (key: string) => boolean): readonly Mark[] {
  return Object.keys(BODY_ERRORS).filter(is);
}
