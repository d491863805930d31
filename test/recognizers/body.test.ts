import * as koaBodyModule from 'koa-body';
import koaBodyparser from 'koa-bodyparser';
import { bodyParser as atKoaBodyparser } from '@koa/bodyparser';
import express5 from 'express';
import express4 from 'express4';
import { faultline as onExpress } from 'faultline/express';
import { faultline as onKoa } from 'faultline/koa';
import createError from 'http-errors';
import Koa3 from 'koa';
import Koa2 from 'koa2';
import superagent from 'superagent';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo, facts } from './answer.ts';
import {
  CANARY,
  charset,
  encodings,
  everywhere,
  formTooLarge,
  multiparts,
  poisoned,
  strictJson,
  tooMany,
  unverified,
  type BodyCase,
} from './body-requests.ts';
import { ask, problemOf, serve, watched, type Served, type Watched } from './serve.ts';

type App = Parameters<typeof serve>[0];

interface Server {
  readonly name: string;
  readonly cases: readonly BodyCase[];
  readonly app: (fl: Watched['fl']) => App;
}

function express(create: typeof express5): Server['app'] {
  return (fl) => {
    const app = create();
    const verify = (req: { headers: Record<string, unknown> }): void => {
      if ('x-signature' in req.headers) throw new Error(`signature ${CANARY}`);
    };
    app.use(create.json({ limit: '1kb', verify }));
    app.use(create.urlencoded({ limit: '1kb', extended: false, parameterLimit: 20 }));
    app.use((_req, res) => void res.send('fine'));
    app.use(onExpress(fl));
    return app;
  };
}

function koa(Koa: typeof Koa3, parser: () => unknown): Server['app'] {
  return (fl) => {
    const app = new Koa();
    app.use(onKoa(fl)).use(parser() as Koa3.Middleware);
    app.use((ctx) => void (ctx.body = 'fine'));
    return app.callback();
  };
}

const limits = { jsonLimit: '1kb', formLimit: '1kb' };
const multipartLimits = { maxFileSize: 1000, maxFieldsSize: 1000, maxFields: 2, maxFiles: 1 };
const koaBody = koaBodyModule.koaBody;
const byBodyParser = [...everywhere, strictJson, ...encodings, formTooLarge, charset, tooMany, unverified];
const byCoBody = [...everywhere, strictJson, ...encodings, formTooLarge, poisoned];

const servers: readonly Server[] = [
  { name: 'express 4', cases: byBodyParser, app: express(express4) },
  { name: 'express 5', cases: byBodyParser, app: express(express5) },
  { name: 'koa-bodyparser, koa 2', cases: byCoBody, app: koa(Koa2, () => koaBodyparser(limits)) },
  { name: '@koa/bodyparser, koa 3', cases: byCoBody, app: koa(Koa3, () => atKoaBodyparser(limits)) },
  {
    name: 'koa-body, koa 3',
    cases: [...byCoBody, ...multiparts],
    app: koa(Koa3, () => koaBody({ ...limits, multipart: true, formidable: multipartLimits })),
  },
];

describe.each(servers)('a body that cannot be read: $name', ({ app, cases }) => {
  const { fl, records } = watched();
  let served: Served;
  beforeAll(async () => {
    served = await serve(app(fl));
  });
  afterAll(() => served.close());

  it.each(cases)('R16 R30 $name', async ({ sent, expected }) => {
    const got = await ask(served.port, sent);
    expect(problemOf(got)).toMatchObject(expected);
    expect(got.status).toBe(expected.status);
    expect(got.wire).not.toContain(CANARY);
    expect(records.at(-1)).toMatchObject({
      level: 'info',
      status: expected.status,
      family: 'body',
      fault: 'client',
    });
  });

  it('a body that can be read is not touched', async () => {
    const headers = { 'content-type': 'application/json' };
    expect(await ask(served.port, { method: 'POST', headers, body: '{}' })).toMatchObject({
      status: 200,
      text: 'fine',
    });
  });
});

class UpstreamError extends Error {}
/** What an interceptor of a client may throw: an error of the application with the JSON that came. */
const assigned = (json: object): Error => Object.assign(new UpstreamError(CANARY), json);

describe('errors that only look as if a body could not be read', () => {
  const encoded = facts({ header: (name) => (name === 'content-encoding' ? 'gzip' : undefined) });
  const zlib = Object.assign(new Error(CANARY), { code: 'Z_DATA_ERROR', errno: -3 });
  it.each([
    ['a SyntaxError of JSON.parse', new SyntaxError(CANARY), facts()],
    ['a SyntaxError with status 500', Object.assign(new SyntaxError(CANARY), { status: 500 }), facts()],
    ['zlib, with no compressed body around', zlib, facts()],
    ['zlib, with the identity encoding', zlib, facts({ header: () => 'identity' })],
    ['a number as code without httpCode', Object.assign(new Error(CANARY), { code: 1009 }), facts()],
    [
      'an unknown number with httpCode',
      Object.assign(new Error(CANARY), { code: 1000, httpCode: 500 }),
      encoded,
    ],
    ['a Fastify of an upstream', assigned({ code: 'FST_ERR_CTP_BODY_TOO_LARGE', statusCode: 413 }), facts()],
    ['the type of an upstream', assigned({ type: 'entity.too.large', body: {} }), facts()],
    ['a class of an upstream', assigned({ name: 'SyntaxError', statusCode: 400 }), facts()],
    ['a number of an upstream', Object.assign(new Error(CANARY), { code: 1009, httpCode: 413 }), facts()],
    ['zlib, told by no error', { code: 'Z_DATA_ERROR', message: CANARY }, encoded],
    [
      'an encoding of another request',
      new Error(`Unsupported Content-Encoding: ${CANARY}`),
      facts({ header: () => 'br' }),
    ],
    ['an unknown type', Object.assign(new Error(CANARY), { type: 'entity.unheard-of' }), facts()],
    [
      'a member of Object.prototype as type',
      Object.assign(new Error(CANARY), { type: 'constructor' }),
      facts(),
    ],
  ])('%s is unexpected', (_, thrown, request) => {
    const answer = answerTo(thrown, {}, request);
    expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
    expect(answer.text).not.toContain(CANARY);
  });

  it('an application error with status 415 keeps its status and hides its text', () => {
    const answer = answerTo(Object.assign(new Error(CANARY), { status: 415 }));
    expect(answer).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', family: 'unexpected' });
    expect(answer.text).not.toContain(CANARY);
  });

  it.each([
    ['statusCode 400', Object.assign(new SyntaxError(CANARY), { statusCode: 400 }), 'BODY_MALFORMED'],
    [
      'a length that differs',
      createError(400, CANARY, { type: 'request.size.invalid' }),
      'BODY_LENGTH_MISMATCH',
    ],
    [
      'parameters nested too deeply',
      createError(400, CANARY, { type: 'querystring.parse.rangeError' }),
      'PARAMETERS_TOO_DEEP',
    ],
  ])('%s is one', (_, thrown, code) => {
    const answer = answerTo(thrown);
    expect(answer).toMatchObject({ status: 400, code, family: 'body' });
    expect(answer.text).not.toContain(CANARY);
  });
});

it('an answer that superagent could not parse is not the body of the request', async () => {
  const upstream = await serve((_req, res) => {
    res.writeHead(400, { 'content-type': 'application/json' }).end(`{"${CANARY}`);
  });
  const thrown: unknown = await superagent.get(`http://127.0.0.1:${upstream.port}/`).catch((error) => error);
  await upstream.close();
  expect(thrown).toMatchObject({ name: 'SyntaxError', status: 400 });
  const answer = answerTo(thrown);
  expect(answer).toMatchObject({ status: 502, family: 'superagent' });
  expect(answer.text).not.toContain(CANARY);
});
