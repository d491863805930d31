import express from 'express';
import * as openapi from 'express-openapi-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo } from '../answer.ts';
import { ask, serve, type Asked, type Served } from '../serve.ts';
import { silently } from '../silent.ts';
import { CANARY, field, hostile, type Field } from './fields.ts';

const ok = {
  200: {
    description: 'fine',
    content: { 'application/json': { schema: { type: 'object', properties: { n: { type: 'integer' } } } } },
  },
};
const integer = { type: 'integer', maximum: 5 };
const parameters = [
  { name: 'q', in: 'query', schema: integer },
  { name: 'x-size', in: 'header', schema: integer },
  { name: 'c', in: 'cookie', schema: integer },
];
const item = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 99, pattern: '^canary$' },
    'n/m': { type: 'integer' },
    list: { type: 'array', items: { type: 'object', additionalProperties: false } },
  },
};
const json = { 'application/json': { schema: item } };
const upload = {
  'multipart/form-data': {
    schema: { type: 'object', properties: { f: { type: 'string', format: 'binary' } } },
  },
};
const apiSpec = {
  openapi: '3.0.3',
  info: { title: 'items', version: '1' },
  components: { securitySchemes: { key: { type: 'apiKey', name: 'x-key', in: 'header' } } },
  paths: {
    '/items': {
      get: { parameters, responses: ok },
      post: { requestBody: { required: true, content: json }, responses: ok },
    },
    '/items/{id}': {
      get: { parameters: [{ name: 'id', in: 'path', required: true, schema: integer }], responses: ok },
    },
    '/secret': { get: { security: [{ key: [] }], responses: ok } },
    '/upload': { post: { requestBody: { content: upload }, responses: ok } },
    '/wrong': { get: { responses: ok } },
  },
};

interface Row {
  readonly name: string;
  readonly sent: Asked;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly Field[];
  readonly headers?: Readonly<Record<string, string>>;
}

const type = { 'content-type': 'application/json' };
const invalid = { status: 400, code: 'VALIDATION_FAILED', detail: 'The request is not valid.' };
const post = (name: string, body: object, ...errors: readonly Field[]): Row => ({
  name,
  sent: { method: 'POST', path: '/items', headers: type, body: JSON.stringify(body) },
  ...invalid,
  errors,
});
const get = (name: string, path: string, ...errors: readonly Field[]): Row => ({
  name,
  sent: { path },
  ...invalid,
  ...(errors.length === 0 ? {} : { errors }),
});
const UNKNOWN = ['additionalProperties', 'has a property that is not allowed'] as const;

const rows: readonly Row[] = [
  post('required', {}, field('/name', 'required', 'is required')),
  post(
    'several',
    { name: CANARY, 'n/m': CANARY },
    field('/name', 'minLength', 'is too short'),
    field('/name', 'pattern', 'does not have the required pattern'),
    field('/n~1m', 'type', 'is of the wrong type'),
  ),
  post(
    'unknown keys',
    { name: 'canary'.repeat(20), [CANARY]: 1 },
    field('', ...UNKNOWN),
    field('/name', 'pattern', 'does not have the required pattern'),
  ),
  post(
    'unknown keys of items',
    { name: 'x', list: [{ [CANARY]: CANARY }] },
    field('/name', 'minLength', 'is too short'),
    field('/name', 'pattern', 'does not have the required pattern'),
    // Which of the objects, a key with a slash in it would tell wrongly.
    field('', ...UNKNOWN),
  ),
  get('the query', '/items?q=4711', field('/query/q', 'maximum', 'must be at most the limit')),
  get('the path parameters', `/items/${CANARY}`, field('/params/id', 'type', 'is of the wrong type')),
  {
    name: 'headers and cookies',
    sent: { path: '/items', headers: { 'x-size': '4711' } },
    ...invalid,
    errors: [field('/headers/x-size', 'maximum', 'must be at most the limit')],
  },
  get('an unknown query parameter has a path without a code', `/items?${CANARY}=4711`),
  {
    name: 'no security',
    sent: { path: '/secret' },
    status: 401,
    code: 'UNAUTHORIZED',
    detail: 'The request needs valid credentials.',
    headers: { 'www-authenticate': 'Bearer' },
  },
  {
    name: 'the security handler says no',
    sent: { path: '/secret', headers: { 'x-key': CANARY } },
    status: 403,
    code: 'FORBIDDEN',
    detail: 'The caller may not make this request.',
  },
  { name: 'no such path', sent: { path: `/${CANARY}` }, status: 404, code: 'NOT_FOUND' },
  {
    name: 'no such method',
    sent: { method: 'DELETE', path: `/items?${CANARY}` },
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    headers: { allow: 'POST, GET' },
  },
  {
    name: 'a file too large',
    sent: {
      method: 'POST',
      path: '/upload',
      headers: { 'content-type': 'multipart/form-data; boundary=XX' },
      body: `--XX\r\nContent-Disposition: form-data; name="f"; filename="${CANARY}"\r\n\r\n${CANARY.repeat(9)}\r\n--XX--\r\n`,
    },
    status: 413,
    code: 'BODY_TOO_LARGE',
    detail: 'The request body is too large.',
  },
  {
    name: 'a media type that is not described',
    sent: {
      method: 'POST',
      path: '/items',
      headers: { 'content-type': `application/x-${CANARY}` },
      body: CANARY,
    },
    status: 415,
    code: 'MEDIA_TYPE_UNSUPPORTED',
    detail: 'The media type of the request body is not supported.',
  },
];

describe('R32 express-openapi-validator', () => {
  let served: Served;
  let thrown: unknown;
  beforeAll(async () => {
    const app = express();
    app.use(express.json());
    app.use(
      openapi.middleware({
        apiSpec: apiSpec as never,
        validateRequests: { allErrors: true },
        validateResponses: true,
        fileUploader: { limits: { fileSize: 10 } },
        validateSecurity: {
          handlers: {
            key: () => {
              throw Object.assign(new Error(CANARY), { status: 403 });
            },
          },
        },
      }),
    );
    app.get('/wrong', (_request, response) => void response.json({ n: CANARY }));
    app.use((error: unknown, _request: unknown, response: express.Response, _next: unknown) => {
      thrown = error;
      response.end();
    });
    served = await serve(app);
  });
  afterAll(() => served.close());

  it.each(rows)('$name', async ({ sent, status, code, detail, errors, headers = {} }) => {
    await ask(served.port, sent);
    const answer = silently(thrown);
    expect(answer).toMatchObject({ family: 'express-openapi-validator', status, code, headers });
    expect(answer.detail).toBe(detail);
    expect(answer.body.errors?.toSorted(byText)).toEqual(errors?.toSorted(byText));
    expect(answer.text).not.toContain('4711');
  });

  it('a response that breaks its description is the server’s fault', async () => {
    await ask(served.port, { path: '/wrong' });
    expect(thrown).toMatchObject({ name: 'Internal Server Error', status: 500 });
    expect(silently(thrown)).toMatchObject({ status: 500, code: 'INTERNAL_ERROR', family: 'unexpected' });
  });

  it('what is not acceptable', () => {
    const error = new openapi.error.NotAcceptable({ path: CANARY, message: CANARY });
    expect(silently(error)).toMatchObject({ status: 406, code: 'NOT_ACCEPTABLE' });
  });

  it('another status of the application does not count', () => {
    const error = new openapi.error.NotFound({ path: CANARY, message: CANARY, overrideStatus: 418 });
    expect(silently(error)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('switched off, it is unexpected', () => {
    const error = new openapi.error.BadRequest({ path: CANARY, message: CANARY });
    const answer = answerTo(error, { families: { 'express-openapi-validator': false } });
    expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
  });
});

const bad = (more: object): Error =>
  Object.assign(new openapi.error.BadRequest({ path: CANARY, message: CANARY }), { errors: [] }, more);

describe('express-openapi-validator: errors of others', () => {
  it.each([
    ['no errors', { errors: undefined }],
    ['errors without messages', { errors: [{ path: '/a' }] }],
    ['no status', { status: undefined }],
    ['another name', { name: 'BadRequest' }],
    ['a member of Object.prototype', { name: 'constructor' }],
  ])('%s: unexpected', (_, more) => {
    expect(answerTo(bad(more))).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each([
    ['a code of another library', [{ path: '/body/canary', message: 'm', errorCode: 'required' }], undefined],
    ['a path that is none', [{ path: 4, message: 'm', errorCode: 'required.openapi.validation' }], undefined],
    [
      'a keyword of the application',
      [{ path: '/bodyguard/a', message: 'm', errorCode: 'isEven.openapi.validation' }],
      [field('/bodyguard/a', 'invalid', 'is not valid')],
    ],
    [
      'a path that is no pointer',
      [{ path: `${CANARY} https://internal`, message: 'm', errorCode: `${CANARY}.openapi.validation` }],
      [field('', 'invalid', 'is not valid')],
    ],
    [
      'unknown keys with slashes',
      ['/body/canary/x', '/query/canary/x', '/body', ''].map((path) => ({
        path,
        message: 'm',
        errorCode: 'additionalProperties.openapi.validation',
      })),
      [field('', ...UNKNOWN), field('/query', ...UNKNOWN)],
    ],
    [
      'the body as a whole',
      [{ path: '/body', message: 'm', errorCode: 'required.openapi.validation' }],
      [field('', 'required', 'is required')],
    ],
  ])('%s', (_, errors, expected) => {
    expect(silently(bad({ errors })).body.errors).toEqual(expected);
  });

  it.each([
    ['no headers', undefined],
    ['no Allow', { 'Set-Cookie': CANARY }],
    ['Allow with something else', { Allow: `GET, ${CANARY}` }],
  ])('405 with %s', (_, headers) => {
    const answer = silently(bad({ name: 'Method Not Allowed', status: 405, headers }));
    expect(answer).toMatchObject({ status: 405 });
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it.each(Object.entries(hostile))('%s', (_, errors) => {
    const { text, status } = answerTo(bad({ errors }));
    expect([400, 500]).toContain(status);
    expect(text).not.toContain('canary');
  });
});

function byText(a: Field, b: Field): number {
  return `${a.pointer}${a.code}`.localeCompare(`${b.pointer}${b.code}`);
}
