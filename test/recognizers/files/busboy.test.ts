import { pipeline } from 'node:stream/promises';
import busboyOf from 'busboy';
import express5 from 'express';
import type { RequestFacts } from 'faultline';
import { faultline } from 'faultline/express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { busboy } from '../../../src/recognizers/files/busboy.ts';
import { facts } from '../answer.ts';
import { ask, problemOf, serve, watched, type Served } from '../serve.ts';
import { silently } from '../silent.ts';
import {
  CANARY,
  MALFORMED,
  TYPE_MALFORMED,
  TYPE_MISSING,
  field,
  file,
  form,
  upload,
  type Expected,
} from './uploads.ts';

const URLENCODED = 'application/x-www-form-urlencoded';

/** Message -> what provokes it, and what is answered. */
const rows: readonly [message: string, sent: ReturnType<typeof upload>, expected: Expected][] = [
  ['Missing Content-Type', upload(CANARY, '/', ''), TYPE_MISSING],
  ['Malformed content type', upload(CANARY, '/', `multipart; ${CANARY}`), TYPE_MALFORMED],
  [
    'Multipart: Boundary not found',
    upload(form(field('f')), '/', `multipart/form-data; ${CANARY}=1`),
    MALFORMED,
  ],
  ['Malformed part header', upload(`--XX\r\n${CANARY}\r\n\r\n\r\n--XX--\r\n`), MALFORMED],
  ['Unexpected end of form', upload(field('f')), MALFORMED],
  ['Unexpected end of form', upload(file('f').slice(0, -2)), MALFORMED],
  ['Malformed urlencoded form', upload(`${CANARY}=%zz`, '/', URLENCODED), MALFORMED],
];

/** Those of @fastify/busboy, which is provoked through @fastify/multipart. */
const fastify: readonly string[] = [
  'Part terminated early due to unexpected end of multipart data',
  'Unexpected end of multipart data',
];

describe('R16 R29 busboy', () => {
  const { fl, records } = watched();
  const provoked: unknown[] = [];
  let served: Served;
  beforeAll(async () => {
    const app = express5();
    app.use((req, res, next) => {
      const parser = busboyOf({ headers: req.headers });
      parser.on('file', (_name, stream) => stream.once('error', () => {}).resume());
      pipeline(req, parser).then(() => res.send('fine'), next);
    });
    app.use(((error, _req, _res, next) => {
      provoked.push(error);
      next(error);
    }) as express5.ErrorRequestHandler);
    app.use(faultline(fl));
    served = await serve(app);
  });
  afterAll(() => served.close());

  it.each(rows)('%s', async (message, sent, expected) => {
    const got = await ask(served.port, sent);
    expect(provoked.pop()).toMatchObject({ message });
    expect(problemOf(got)).toMatchObject(expected);
    expect(got.status).toBe(expected.status);
    expect(got.wire).not.toContain('canary');
    expect(records.at(-1)).toMatchObject({ level: 'info', fault: 'client', family: 'busboy' });
  });

  it('a content type that busboy does not read is quoted by its error, and stays unexpected', async () => {
    const got = await ask(served.port, upload(CANARY, '/', `text/${CANARY}`));
    expect(problemOf(got)).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' });
    expect(got.wire).not.toContain('canary');
  });

  it('a good upload passes', async () => {
    expect(await ask(served.port, upload(form(field('f'), file('file'))))).toMatchObject({ status: 200 });
  });

  it('every row of the table is provoked', () => {
    const keys = [...rows.map(([message]) => message), ...fastify];
    expect(new Set(keys)).toEqual(new Set(Object.keys(busboy.answers)));
  });
});

describe('R16 R29 what only looks like an error of busboy', () => {
  const of = (type: string | undefined): { header: (name: string) => string | undefined } => ({
    header: (name) => ({ 'content-type': type, 'content-length': '9' })[name],
  });
  const headed = (headers: Readonly<Record<string, string>>): Partial<RequestFacts> => ({
    header: (name) => headers[name],
  });
  const END = 'Unexpected end of form';
  it.each([
    ['a body of no type', new Error(END), of(undefined)],
    ['a request without a body', new Error('Missing Content-Type'), facts()],
    ['an empty body', new Error('Missing Content-Type'), headed({ 'content-length': '0' })],
    ['a request with JSON', new Error(END), of('application/json')],
    ['a content type that is not missing', new Error('Missing Content-Type'), of('multipart/form-data')],
    ['a content type that is missing', new Error('Malformed content type'), of(undefined)],
    ['another message', new Error(`${END} ${CANARY}`), of('multipart/form-data')],
    ['another class', Object.assign(new TypeError(END)), of('multipart/form-data')],
    ['a code', Object.assign(new Error(END), { code: CANARY }), of('multipart/form-data')],
    [
      'a parser that the application destroyed',
      new Error('Unexpected end of file'),
      of('multipart/form-data'),
    ],
    ['no error', { name: 'Error', message: END }, of('multipart/form-data')],
    ['a header that cannot be read', new Error(END), {}],
  ])('%s', (_, thrown, request) => {
    expect(silently(thrown, {}, request)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each([
    ['frozen', Object.freeze(new Error(END))],
    ['a Proxy', new Proxy(new Error(END), {})],
    ['a copy', structuredClone(new Error(END))],
  ])('but a real one may be %s', (_, thrown) => {
    expect(silently(thrown, {}, of('Multipart/Form-Data'))).toMatchObject({ ...MALFORMED, family: 'busboy' });
  });

  it('a body may be of unknown length', () => {
    const thrown = new Error('Missing Content-Type');
    const answer = silently(thrown, {}, headed({ 'transfer-encoding': 'chunked' }));
    expect(answer).toMatchObject({ ...TYPE_MISSING, family: 'busboy' });
  });

  it('can be switched off', () => {
    const options = { families: { busboy: false } };
    expect(silently(new Error(END), options, facts(of('multipart/form-data')))).toMatchObject({
      status: 500,
    });
  });
});
