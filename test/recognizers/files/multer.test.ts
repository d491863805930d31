import { connect } from 'node:net';
import express5 from 'express';
import express4 from 'express4';
import { faultline } from 'faultline/express';
import multerOf from 'multer';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { multer } from '../../../src/recognizers/files/multer.ts';
import { ask, problemOf, serve, watched, type Served } from '../serve.ts';
import { silently } from '../silent.ts';
import {
  CANARY,
  FIELD_TOO_LARGE,
  FILES_TOO_MANY,
  FILE_TOO_LARGE,
  FILE_UNEXPECTED,
  LARGE,
  MALFORMED,
  NAME_INVALID,
  NAME_TOO_LONG,
  TOO_DEEP,
  TOO_MANY,
  field,
  file,
  form,
  upload,
  type Expected,
} from './uploads.ts';

const unnamed = `--XX\r\nContent-Disposition: form-data\r\n\r\n${CANARY}\r\n`;
const fields = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => field(`f${at}`));

/** Code -> what provokes it, and what is answered. */
const rows: readonly [code: string, body: string, expected: Expected, path?: string][] = [
  ['LIMIT_FILE_SIZE', form(file('file', LARGE)), FILE_TOO_LARGE],
  ['LIMIT_FILE_COUNT', form(file('file'), file('file'), file('file')), FILES_TOO_MANY],
  ['LIMIT_FIELD_COUNT', form(...fields(5)), TOO_MANY],
  ['LIMIT_PART_COUNT', form(...fields(4), file('file'), file('file')), TOO_MANY],
  ['LIMIT_FIELD_KEY', form(field(LARGE)), NAME_TOO_LONG],
  ['LIMIT_FIELD_VALUE', form(field('f', LARGE)), FIELD_TOO_LARGE],
  ['LIMIT_FIELD_NESTING', form(field('f[canary][canary][canary]')), TOO_DEEP],
  ['LIMIT_FIELD_ARRAY_INDEX', form(field('f[4711]')), NAME_INVALID],
  ['LIMIT_UNEXPECTED_FILE', form(file(CANARY)), FILE_UNEXPECTED],
  ['MISSING_FIELD_NAME', form(unnamed), NAME_INVALID],
  // The last index that an array can have, and one more.
  ['INVALID_FIELD_NAME', form(field('f[]'), field('f[4294967294]'), field('f[]')), NAME_INVALID, '/names'],
];

/** What multer passes on from busboy. */
const beneath: readonly [name: string, sent: ReturnType<typeof upload>][] = [
  ['no boundary', upload(form(field('f')), '/', 'multipart/form-data')],
  ['a form that is cut off', upload(field('f'))],
  ['a part whose header is malformed', upload(`--XX\r\n${CANARY}\r\n\r\n\r\n--XX--\r\n`)],
];

describe.each([
  ['express 4', express4],
  ['express 5', express5],
])('R16 R29 multer, %s', (_, create) => {
  const { fl, records } = watched();
  const provoked: unknown[] = [];
  let served: Served;
  beforeAll(async () => {
    const app = create();
    const limits = { fileSize: 1000, files: 2, fields: 4, parts: 5, fieldNameSize: 40, fieldSize: 100 };
    const more = { fieldNestingDepth: 2, fieldArrayIndexLimit: 9 };
    app.use('/names', multerOf().none() as never);
    app.use(
      multerOf({ storage: multerOf.memoryStorage(), limits: { ...limits, ...more } }).array('file') as never,
    );
    app.use((_req, res) => void res.send('fine'));
    app.use(((error, _req, _res, next) => {
      provoked.push(error);
      next(error);
    }) as express5.ErrorRequestHandler);
    app.use(faultline(fl));
    served = await serve(app as never);
  });
  afterAll(() => served.close());

  it.each(rows)('%s', async (code, body, expected, path) => {
    const got = await ask(served.port, upload(body, path));
    expect(provoked.pop()).toMatchObject({ name: 'MulterError', code });
    expect(problemOf(got)).toMatchObject(expected);
    expect(got.status).toBe(expected.status);
    expect(got.wire).not.toContain('canary');
    expect(records.at(-1)).toMatchObject({ level: 'info', fault: 'client', family: 'multer' });
  });

  it.each(beneath)('%s', async (__, sent) => {
    const got = await ask(served.port, sent);
    expect(problemOf(got)).toMatchObject(MALFORMED);
    expect(got.wire).not.toContain('canary');
    expect(records.at(-1)).toMatchObject({ level: 'info', family: 'busboy' });
  });

  it('a good upload passes', async () => {
    expect(await ask(served.port, upload(form(field('f'), file('file'))))).toMatchObject({ status: 200 });
  });

  it('R35 a client that goes away', async () => {
    records.length = 0;
    const socket = connect(served.port, '127.0.0.1');
    const head = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=XX\r\n';
    socket.write(`${head}Content-Length: 9999\r\n\r\n${file('file').slice(0, -4)}`);
    await new Promise((done) => setTimeout(done, 100));
    socket.destroy();
    await vi.waitFor(() => expect(records).not.toHaveLength(0), 5000);
    expect(records).toMatchObject([
      { level: 'debug', status: 499, fault: 'abort', code: 'CLIENT_CLOSED_REQUEST' },
    ]);
  });
});

it('every row of the table is provoked', () => {
  const keys = [...rows.map(([code]) => code), 'the client went away'];
  expect(new Set(keys)).toEqual(new Set(Object.keys(multer.answers)));
});

describe('R16 R29 what only looks like an error of multer', () => {
  const coded = (code: string, more: object = {}): Error =>
    Object.assign(new Error(CANARY), { code, ...more });
  it.each([
    ['another name', coded('LIMIT_FILE_SIZE')],
    ['JSON of an upstream', coded('LIMIT_FILE_SIZE', { name: 'MulterError' })],
    [
      'JSON with a class',
      coded('LIMIT_FILE_SIZE', { name: 'MulterError', constructor: { name: 'MulterError' } }),
    ],
    ['another code', coded('LIMIT_CANARY', { name: 'MulterError' })],
    ['a storage that failed', new multerOf.MulterError('STREAM_DESTROYED' as never)],
    ['no error', { name: 'MulterError', code: 'LIMIT_FILE_SIZE', message: CANARY }],
    ['an abort, with the client still there', new Error('Request aborted')],
    ['a copy without its name', structuredClone(new multerOf.MulterError('LIMIT_FILE_SIZE', CANARY))],
  ])('%s', (__, thrown) => {
    expect(silently(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each([
    ['frozen', Object.freeze(new multerOf.MulterError('LIMIT_FILE_SIZE', CANARY))],
    ['a Proxy', new Proxy(new multerOf.MulterError('LIMIT_FILE_SIZE', CANARY), {})],
  ])('but a real one may be %s', (__, thrown) => {
    expect(silently(thrown)).toMatchObject({ ...FILE_TOO_LARGE, family: 'multer' });
  });

  it('can be switched off', () => {
    const thrown = new multerOf.MulterError('LIMIT_FILE_SIZE', CANARY);
    expect(silently(thrown, { families: { multer: false } })).toMatchObject({
      status: 500,
      family: 'unexpected',
    });
  });
});
