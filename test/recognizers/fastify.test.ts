import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import fastify5 from 'fastify';
import fastify4 from 'fastify4';
import { faultline, frameworkErrors } from 'faultline/fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BODY_ERRORS } from '../../src/recognizers/body.ts';
import { FASTIFY_ERRORS } from '../../src/recognizers/fastify.ts';
import { answerTo } from './answer.ts';
import { CANARY, MALFORMED, everywhere, type Expected } from './body-requests.ts';
import { ask, problemOf, watched, type Asked } from './serve.ts';

const json = { 'content-type': 'application/json' };
const schema = {
  body: {
    type: 'object',
    required: ['date'],
    properties: { date: { type: 'string', pattern: `^${CANARY}$` }, size: { type: 'integer', maximum: 9 } },
    additionalProperties: false,
  },
};

interface Row {
  readonly name: string;
  readonly sent: Asked;
  readonly expected: Expected & { readonly errors?: readonly object[] };
}

const VALIDATION = { status: 400, code: 'VALIDATION_FAILED', detail: 'The request is not valid.' };
const invalid = (pointer: string, message: string, code: string): Row['expected'] => ({
  ...VALIDATION,
  errors: [{ pointer, message, code }],
});

const rows: readonly Row[] = [
  ...everywhere,
  {
    name: 'an empty JSON body',
    sent: { method: 'POST', headers: { ...json, 'content-length': '0' } },
    expected: MALFORMED,
  },
  {
    name: '__proto__',
    sent: { method: 'POST', headers: json, body: `{"__proto__": "${CANARY}"}` },
    expected: MALFORMED,
  },
  {
    name: 'constructor.prototype',
    sent: { method: 'POST', headers: json, body: `{"constructor": {"prototype": "${CANARY}"}}` },
    expected: MALFORMED,
  },
  {
    name: 'a media type that nothing parses',
    sent: { method: 'POST', headers: { 'content-type': `application/x-${CANARY}` }, body: CANARY },
    expected: {
      status: 415,
      code: 'MEDIA_TYPE_UNSUPPORTED',
      detail: 'The media type of the request body is not supported.',
    },
  },
  {
    name: 'FST_ERR_VALIDATION of the body: required',
    sent: { method: 'POST', path: '/body', headers: json, body: '{}' },
    expected: invalid('/date', 'is required', 'required'),
  },
  {
    name: 'FST_ERR_VALIDATION of the body: pattern',
    sent: { method: 'POST', path: '/body', headers: json, body: '{"date": "canary-4712"}' },
    expected: invalid('/date', 'does not have the required pattern', 'pattern'),
  },
  {
    name: 'FST_ERR_VALIDATION of the body: maximum',
    sent: { method: 'POST', path: '/body', headers: json, body: `{"date": "${CANARY}", "size": 4711}` },
    expected: invalid('/size', 'must be at most 9', 'maximum'),
  },
  {
    name: 'FST_ERR_VALIDATION of the query',
    sent: { path: `/query?size=${CANARY}` },
    expected: invalid('/query/size', 'must be of type integer', 'type'),
  },
  {
    name: 'FST_ERR_VALIDATION of the path parameters',
    sent: { path: `/params/${CANARY}` },
    expected: invalid('/params/id', 'must be of type integer', 'type'),
  },
  {
    name: 'FST_ERR_VALIDATION of the headers',
    sent: { path: '/headers', headers: { 'x-size': CANARY } },
    expected: invalid('/headers/x-size', 'must be of type integer', 'type'),
  },
  {
    name: 'FST_ERR_BAD_URL',
    sent: { path: `/params/${CANARY}%E0%A4%A` },
    expected: { status: 400, code: 'URL_MALFORMED', detail: 'The URL is malformed.' },
  },
  {
    name: 'a route that is not there',
    sent: { path: `/${CANARY}` },
    expected: { status: 404, code: 'NOT_FOUND' },
  },
  {
    name: 'reply.callNotFound()',
    sent: { path: '/call-not-found' },
    expected: { status: 404, code: 'NOT_FOUND' },
  },
];

const tooLong: Row = {
  name: 'FST_ERR_MAX_PARAM_LENGTH',
  sent: { path: `/params/${CANARY.repeat(30)}` },
  expected: { status: 414, code: 'URL_PARAMETER_TOO_LONG', detail: 'A part of the URL is too long.' },
};

describe.each([
  // Fastify 4 takes a parameter that is too long for a path that it does not know.
  {
    name: 'fastify 4',
    create: fastify4,
    more: [{ ...tooLong, expected: { status: 404, code: 'NOT_FOUND' } }],
  },
  { name: 'fastify 5', create: fastify5, more: [tooLong] },
])('$name', ({ create, more }) => {
  const { fl, records } = watched();
  const app = create({ bodyLimit: 1024, frameworkErrors: frameworkErrors(fl) });
  let port = 0;
  beforeAll(async () => {
    await app.register(faultline(fl));
    const answer = (): string => 'fine';
    const size = { type: 'object', properties: { size: { type: 'integer' } } };
    app.post('/', answer);
    app.post('/body', { schema }, answer);
    app.get('/query', { schema: { querystring: size } }, answer);
    app.get(
      '/params/:id',
      { schema: { params: { type: 'object', properties: { id: { type: 'integer' } } } } },
      answer,
    );
    app.get(
      '/headers',
      { schema: { headers: { type: 'object', properties: { 'x-size': { type: 'integer' } } } } },
      answer,
    );
    app.get('/call-not-found', (_request, reply) => reply.callNotFound());
    await app.listen({ port: 0, host: '127.0.0.1' });
    port = (app.server.address() as AddressInfo).port;
  });
  afterAll(() => app.close());

  it.each([...rows, ...more])('R16 R30 $name', async ({ sent, expected }) => {
    const got = await ask(port, sent);
    expect(problemOf(got)).toMatchObject(expected);
    expect(got.status).toBe(expected.status);
    expect(got.wire).not.toMatch(/canary|4711|4712/);
    expect(records.at(-1)).toMatchObject({ level: 'info', fault: 'client', status: expected.status });
  });
});

const require = createRequire(import.meta.url);
type FastifyErrors = Readonly<Record<string, new (...values: unknown[]) => Error & { code: string }>>;
const listed: ReadonlySet<string> = new Set([
  ...Object.keys(BODY_ERRORS).filter((key) => key.startsWith('FST')),
  ...Object.keys(FASTIFY_ERRORS),
  'FST_ERR_VALIDATION',
]);

describe.each([
  ['fastify 4', require('fastify4/lib/errors.js') as FastifyErrors],
  ['fastify 5', require('fastify/lib/errors.js') as FastifyErrors],
])('R15 R16 every error of %s', (_, errors) => {
  const codes = Object.keys(errors).filter((key) => key.startsWith('FST'));
  const make = (code: string): Error => new errors[code]!(CANARY, CANARY, CANARY);

  it('is walked', () => {
    expect(codes.length).toBeGreaterThan(60);
  });

  it.each(codes.filter((code) => !listed.has(code)))('%s is the server’s fault', (code) => {
    const thrown = make(code);
    const answer = answerTo(thrown);
    expect(answer).toMatchObject({ status: 500, code: 'INTERNAL_ERROR', family: 'unexpected' });
    expect(answer.text).not.toContain(CANARY);
    expect(answer.text).not.toContain(thrown.message);
  });

  // One that is constructed so has no part of the request that it would tell of.
  it.each(codes.filter((code) => listed.has(code) && code !== 'FST_ERR_VALIDATION'))(
    '%s has our words',
    (code) => {
      const thrown = make(code);
      const answer = answerTo(thrown);
      expect(answer.family).not.toBe('unexpected');
      expect(answer.text).not.toContain(CANARY);
      if (thrown.message.length > 'Not Found'.length) expect(answer.text).not.toContain(thrown.message);
    },
  );
});

it('every code of our table exists in fastify 5', () => {
  const errors = require('fastify/lib/errors.js') as FastifyErrors;
  for (const code of listed) expect(errors).toHaveProperty(code);
});

it.each([
  ['an unknown part', 'somewhere', ''],
  ['a member of Object.prototype', 'constructor', ''],
  ['the query', 'querystring', '/query'],
])('a validation of %s points below %j', (_, validationContext, prefix) => {
  const validation = [{ keyword: 'type', instancePath: '/a', params: { type: 'string' } }];
  const thrown = Object.assign(new Error(CANARY), {
    code: 'FST_ERR_VALIDATION',
    validation,
    validationContext,
  });
  expect(answerTo(thrown).body.errors).toEqual([
    { pointer: `${prefix}/a`, message: 'must be of type string', code: 'type' },
  ]);
});

describe('what only looks like an error of fastify', () => {
  const validation = [{ keyword: 'type', instancePath: '/a', params: { type: 'string' } }];
  const found = { code: 'FST_ERR_VALIDATION', validation, validationContext: 'body' };
  it.each([
    ['JSON of an upstream', { statusCode: 413, code: 'FST_ERR_MAX_PARAM_LENGTH', message: CANARY }],
    ['the same, assigned', Object.assign(new TypeError(CANARY), { code: 'FST_ERR_NOT_FOUND' })],
    ['a validation of an upstream', Object.assign(new TypeError(CANARY), { code: 'FST_ERR_VALIDATION' })],
    ['no part of the request', Object.assign(new Error(CANARY), found, { validationContext: undefined })],
    ['no error', { ...found, message: CANARY }],
  ])('%s', (_, thrown) => {
    expect(answerTo(thrown, { trustStatus: 'never' })).toMatchObject({ status: 500, family: 'unexpected' });
  });
});

describe.each([
  ['fastify 4', fastify4],
  ['fastify 5', fastify5],
])('R16 R30 a validator of the application’s, %s', (_, create) => {
  it.each([
    ['a plain error', () => new Error(CANARY)],
    ['an error of its class', () => new RangeError(CANARY)],
  ])('that gives %s', async (__, fail) => {
    const { fl } = watched();
    const app = create();
    await app.register(faultline(fl));
    app.setValidatorCompiler(() => () => ({ error: fail() }));
    app.post('/', { schema }, () => 'fine');
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const got = await ask(port, { method: 'POST', headers: json, body: '{}' });
    await app.close();
    expect(problemOf(got)).toMatchObject(VALIDATION);
    expect(got.wire).not.toContain(CANARY);
  });
});

it.each([
  ['a Proxy that was revoked', revokedList()],
  ['no list', { 0: CANARY }],
])('findings that are %s are not shown', (_, validation) => {
  const found = { code: 'FST_ERR_VALIDATION', validation, validationContext: 'body' };
  const answer = answerTo(Object.assign(new Error(CANARY), found));
  expect(answer).toMatchObject({ ...VALIDATION, family: 'fastify' });
  expect(answer.text).not.toContain(CANARY);
});

function revokedList(): unknown {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
}
