import { connect, type AddressInfo } from 'node:net';
import multipart from '@fastify/multipart';
import fastify, { type FastifyRequest } from 'fastify';
import { faultline } from 'faultline/fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fastifyMultipart } from '../../../src/recognizers/files/fastify-multipart.ts';
import { ask, problemOf, watched } from '../serve.ts';
import { fastifyError } from '../fastify-errors.ts';
import { silently } from '../silent.ts';
import {
  CANARY,
  FIELD_MALFORMED,
  FILES_TOO_MANY,
  FILE_TOO_LARGE,
  LARGE,
  MALFORMED,
  NAME_INVALID,
  TOO_MANY,
  TYPE_UNSUPPORTED,
  field,
  file,
  form,
  upload,
  type Expected,
} from './uploads.ts';

const JSON_TYPE = 'Content-Type: application/json\r\n';

/** Code, or message of @fastify/busboy -> what provokes it, and what is answered. */
const rows: readonly [key: string, sent: ReturnType<typeof upload>, expected: Expected][] = [
  ['FST_REQ_FILE_TOO_LARGE', upload(form(file('file', LARGE))), FILE_TOO_LARGE],
  ['FST_FILES_LIMIT', upload(form(file('a'), file('b'), file('c'))), FILES_TOO_MANY],
  ['FST_FIELDS_LIMIT', upload(form(field('a'), field('b'), field('c'))), TOO_MANY],
  ['FST_PARTS_LIMIT', upload(form(field('a'), field('b'), file('c'), file('d'))), TOO_MANY],
  ['FST_PROTO_VIOLATION', upload(form(field('__proto__'))), NAME_INVALID],
  ['FST_PROTO_VIOLATION', upload(form(file('constructor'))), NAME_INVALID],
  ['FST_INVALID_JSON_FIELD_ERROR', upload(form(field('a', `{${CANARY}`, JSON_TYPE))), FIELD_MALFORMED],
  [
    'FST_INVALID_MULTIPART_CONTENT_TYPE',
    upload(JSON.stringify({ CANARY }), '/', 'application/json'),
    TYPE_UNSUPPORTED,
  ],
];

/** What @fastify/multipart passes on from @fastify/busboy. */
const beneath: readonly (typeof rows)[number][] = [
  ['Multipart: Boundary not found', upload(form(field('f')), '/', 'multipart/form-data'), MALFORMED],
  ['Unexpected end of multipart data', upload(field('f')), MALFORMED],
  [
    'Part terminated early due to unexpected end of multipart data',
    upload(file('f').slice(0, -2), '/file'),
    MALFORMED,
  ],
];

async function readParts(request: FastifyRequest): Promise<string> {
  for await (const part of request.parts()) if (part.type === 'file') await part.toBuffer();
  return 'fine';
}

describe('R16 R29 @fastify/multipart', () => {
  const { fl, records } = watched();
  const app = fastify({ forceCloseConnections: true });
  const provoked: unknown[] = [];
  let port = 0;
  beforeAll(async () => {
    await app.register(faultline(fl));
    await app.register(multipart, { limits: { fileSize: 1000, files: 2, fields: 2, parts: 3 } });
    app.addHook('onError', async (_request, _reply, error) => void provoked.push(error));
    app.post('/', (request) => readParts(request));
    app.post('/close', (request) => {
      setTimeout(() => request.raw.destroy(), 50);
      return readParts(request);
    });
    app.post('/file', (request) => request.file().then((part) => part?.toBuffer()));
    await app.listen({ port: 0, host: '127.0.0.1' });
    port = (app.server.address() as AddressInfo).port;
  });
  afterAll(() => app.close());

  it.each(rows)('%s', async (code, sent, expected) => {
    const got = await ask(port, sent);
    expect(provoked.pop()).toMatchObject({ code });
    expect(problemOf(got)).toMatchObject(expected);
    expect(got.status).toBe(expected.status);
    expect(got.wire).not.toContain('canary');
    expect(records.at(-1)).toMatchObject({ level: 'info', fault: 'client', family: 'fastify-multipart' });
  });

  it.each(beneath)('%s', async (message, sent, expected) => {
    const got = await ask(port, sent);
    expect(provoked.pop()).toMatchObject({ message });
    expect(problemOf(got)).toMatchObject(expected);
    expect(got.wire).not.toContain('canary');
    expect(records.at(-1)).toMatchObject({ level: 'info', family: 'busboy' });
  });

  // Where the connection breaks, its own error comes first.
  it.each([
    ['the client breaks it off', '/', 'ECONNRESET', 'client-abort'],
    ['the application breaks it off', '/close', 'FST_MP_PREMATURE_CLOSE', 'fastify-multipart'],
  ])('R35 half an upload: %s', async (_, path, code, family) => {
    records.length = 0;
    const socket = connect(port, '127.0.0.1');
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=XX\r\n`;
    socket
      .on('error', () => {})
      .write(`${head}Content-Length: 9999\r\n\r\n${field('f')}${field('g').slice(0, -4)}`);
    await new Promise((done) => setTimeout(done, 100));
    socket.destroy();
    await vi.waitFor(() => expect(records).not.toHaveLength(0), 5000);
    expect(provoked.pop()).toMatchObject({ code });
    expect(records).toMatchObject([{ level: 'debug', status: 499, fault: 'abort', family }]);
  });

  it('a good upload passes', async () => {
    expect(await ask(port, upload(form(field('f'), file('file'))))).toMatchObject({ status: 200 });
  });

  it('FST_MP_PREMATURE_CLOSE with the client still there', () => {
    expect(silently(fastifyError('FST_MP_PREMATURE_CLOSE'))).toMatchObject(MALFORMED);
  });

  it('every row of the table is provoked', () => {
    const keys = [
      ...rows.map(([key]) => key),
      'FST_MP_PREMATURE_CLOSE',
      'FST_MP_PREMATURE_CLOSE: the client went away',
    ];
    expect(new Set(keys)).toEqual(new Set(Object.keys(fastifyMultipart.answers)));
  });

  it.each([
    ['a buffer that is missing', fastifyError('FST_FILE_BUFFER_NOT_FOUND')],
    ['a runtime without FormData', fastifyError('FST_NO_FORM_DATA')],
    ['another code', fastifyError('FST_CANARY')],
    ['no error', { code: 'FST_FILES_LIMIT', message: CANARY }],
    ['JSON of an upstream', Object.assign(new TypeError(CANARY), { code: 'FST_REQ_FILE_TOO_LARGE' })],
  ])('is the server’s fault: %s', (_, thrown) => {
    expect(silently(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each([
    ['frozen', Object.freeze(fastifyError('FST_FILES_LIMIT'))],
    ['a Proxy', new Proxy(fastifyError('FST_FILES_LIMIT'), {})],
  ])('a real one may be %s', (_, thrown) => {
    expect(silently(thrown)).toMatchObject({ ...FILES_TOO_MANY, family: 'fastify-multipart' });
  });

  it('can be switched off', () => {
    const options = { families: { 'fastify-multipart': false } };
    expect(silently(fastifyError('FST_FILES_LIMIT'), options)).toMatchObject({
      status: 500,
      family: 'unexpected',
    });
  });
});
