import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express5 from 'express';
import express4 from 'express4';
import { faultline as onExpress } from 'faultline/express';
import { faultline as onKoa } from 'faultline/koa';
import createError from 'http-errors';
import Koa3 from 'koa';
import Koa2 from 'koa2';
import koaSend from 'koa-send';
import sendOf from 'send';
import serveStatic from 'serve-static';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../../../src/recognizers/files/send.ts';
import { ask, problemOf, serve, watched, type Asked, type Served } from '../serve.ts';
import { silently } from '../silent.ts';

const CANARY = 'canary-4711';
const LONG = 'canary'.repeat(60);
const NOT_FOUND = { status: 404, code: 'NOT_FOUND', detail: 'The file was not found.', family: 'send' };
const NO_ROUTE = { status: 404, code: 'NOT_FOUND', detail: undefined };
const UNEXPECTED = { status: 500, code: 'INTERNAL_ERROR', family: 'unexpected' };

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'canary-'));
  await mkdir(join(root, 'folder'));
  await writeFile(join(root, 'file.txt'), CANARY);
  await writeFile(join(root, '.hidden'), CANARY);
});
afterAll(() => rm(root, { recursive: true }));

interface Case {
  readonly name: string;
  readonly sent: Asked;
  readonly expected: {
    readonly status: number;
    readonly code: string;
    readonly detail?: string | undefined;
    readonly family?: string;
  };
  readonly headers?: Readonly<Record<string, string>>;
}

const at = (prefix: string): readonly Case[] => [
  { name: 'ENOENT', sent: { path: `${prefix}/${CANARY}.txt` }, expected: NOT_FOUND },
  { name: 'ENOTDIR', sent: { path: `${prefix}/file.txt/${CANARY}` }, expected: NOT_FOUND },
  { name: 'ENAMETOOLONG', sent: { path: `${prefix}/${LONG}` }, expected: NOT_FOUND },
];

/** What send refuses is made by http-errors. */
const refused = (prefix: string): readonly Case[] => [
  {
    name: 'a hidden file',
    sent: { path: `${prefix}/.hidden` },
    expected: { status: 403, code: 'FORBIDDEN' },
  },
  {
    name: 'a path that leads out',
    sent: { path: `${prefix}/..%2f..%2f${CANARY}` },
    expected: { status: 403, code: 'FORBIDDEN' },
  },
  {
    name: 'a null byte',
    sent: { path: `${prefix}/${CANARY}%00` },
    expected: { status: 400, code: 'BAD_REQUEST' },
  },
  {
    name: 'a range that is not there',
    sent: { path: `${prefix}/file.txt`, headers: { range: 'bytes=4711-' } },
    expected: { status: 416, code: 'RANGE_NOT_SATISFIABLE' },
    headers: { 'content-range': `bytes */${CANARY.length}` },
  },
  {
    name: 'a precondition that fails',
    sent: { path: `${prefix}/file.txt`, headers: { 'if-match': `"${CANARY}"` } },
    expected: { status: 412, code: 'PRECONDITION_FAILED' },
  },
];

describe.each([
  ['express 4', express4],
  ['express 5', express5],
])('R16 R29 files that cannot be served, %s', (_, create) => {
  const { fl, records } = watched();
  let served: Served;
  beforeAll(async () => {
    const app = create();
    app.use('/static', serveStatic(root, { fallthrough: false, dotfiles: 'deny', redirect: false }) as never);
    app.use('/sent', (req, res) => {
      res.sendFile(req.path.slice(1), { root, dotfiles: 'deny' });
    });
    app.use('/piped', (req, res, next) => {
      sendOf(req, req.path, { root, dotfiles: 'deny' }).on('error', next).pipe(res);
    });
    app.use('/own', (_req, res, next) => {
      readFile(join(root, CANARY)).then((bytes) => res.send(bytes), next);
    });
    app.use(onExpress(fl));
    served = await serve(app as never);
  });
  afterAll(() => served.close());

  it.each([
    ...at('/static'),
    ...at('/sent'),
    ...at('/piped'),
    ...refused('/static'),
    ...refused('/piped'),
    { name: 'a folder', sent: { path: '/static/folder' }, expected: NO_ROUTE },
    {
      name: 'a file that the application misses',
      sent: { path: '/own' },
      expected: { status: 500, code: 'INTERNAL_ERROR', family: 'unexpected' },
    },
  ] satisfies Case[])('$name: $sent.path', async ({ sent, expected, headers = {} }: Case) => {
    const got = await ask(served.port, sent);
    const { family = 'http-errors', detail, status, code } = expected;
    const problem = problemOf(got);
    expect(problem).toMatchObject({ status, code });
    if (detail !== undefined) expect(problem.detail).toBe(detail);
    expect(got.headers).toMatchObject({
      'content-type': expect.stringContaining('problem+json'),
      ...headers,
    });
    expect(got.headers).not.toHaveProperty('etag');
    expect(got.headers).not.toHaveProperty('last-modified');
    expect(got.headers['cache-control']).toBe('no-store');
    expect(got.wire).not.toContain('canary');
    expect(got.wire).not.toContain(root);
    expect(records.at(-1)).toMatchObject({ status, family });
  });

  it('a file that is there', async () => {
    for (const path of ['/static/file.txt', '/sent/file.txt', '/piped/file.txt'])
      expect(await ask(served.port, { path })).toMatchObject({ status: 200, text: CANARY });
  });
});

describe.each([
  ['koa 2', Koa2],
  ['koa 3', Koa3],
])('R16 R29 koa-send, %s', (_, Koa) => {
  const { fl, records } = watched();
  let served: Served;
  beforeAll(async () => {
    const app = new Koa();
    app.use(onKoa(fl) as never).use(async (ctx) => void (await koaSend(ctx as never, ctx.path, { root })));
    served = await serve(app.callback());
  });
  afterAll(() => served.close());

  it.each([
    ...at(''),
    { name: 'a null byte', sent: { path: `/${CANARY}%00` }, expected: { status: 400, code: 'BAD_REQUEST' } },
    {
      name: 'a path that leads out',
      sent: { path: `/..%2f${CANARY}` },
      expected: { status: 403, code: 'FORBIDDEN' },
    },
  ] satisfies Case[])('$name', async ({ sent, expected }: Case) => {
    const got = await ask(served.port, sent);
    const { status, code, detail, family = 'http-errors' } = expected;
    expect(problemOf(got)).toMatchObject(detail === undefined ? { status, code } : { status, code, detail });
    expect(got.wire).not.toContain('canary');
    expect(records.at(-1)).toMatchObject({ status, family });
  });
});

describe('R16 R29 what only looks like a file that a client asked for', () => {
  const system = (more: object = {}): Error =>
    Object.assign(new Error(`ENOENT: ${CANARY}`), {
      errno: -2,
      code: 'ENOENT',
      syscall: 'open',
      path: CANARY,
      ...more,
    });
  it.each([
    ['nothing but the code', system()],
    ['an upstream’s status', system({ status: 404, statusCode: 404 })],
    ['no error', { code: 'ENOENT', status: 404, statusCode: 404, expose: true, message: CANARY }],
    ['status 500', createError(500, system())],
    ['a copy without its marks', structuredClone(createError(404, system()))],
  ])('%s', (_, thrown) => {
    expect(silently(thrown)).toMatchObject(UNEXPECTED);
  });

  it.each([
    ['a file that the request does not name', { path: `/${CANARY}/other` }, `/${CANARY}`],
    ['a URL that cannot be decoded', { path: '/canary%zz/other' }, '/canary%zz'],
    ['no path', { path: undefined }, '/undefined'],
    ['a path that ends with nothing', { path: '/canary/' }, '/canary/'],
  ])('JSON of an upstream: %s', (_, more, url) => {
    const thrown = createError(404, system(more));
    expect(silently(thrown, { trustStatus: 'never' }, { url })).toMatchObject(UNEXPECTED);
    // Where the application decorates errors, its status stands.
    expect(silently(thrown, {}, { url })).toMatchObject({ ...NO_ROUTE, family: 'unexpected' });
  });

  it.each([
    ['of Windows', `C:\\root\\${CANARY}`, `/${CANARY}`],
    ['with letters that were encoded', '/root/canary é', '/canary%20%C3%A9'],
    ['in a URL that cannot be decoded', '/root/canary%zz', '/canary%zz'],
  ])('but a path may be one %s', (_, path, url) => {
    expect(silently(createError(404, system({ path })), {}, { url })).toMatchObject(NOT_FOUND);
  });

  it('another status, which the application chose, stands', () => {
    expect(silently(createError(410, system()))).toMatchObject({
      status: 410,
      code: 'GONE',
      family: 'unexpected',
    });
  });

  it.each(Object.keys(send.answers))('but it may be a Proxy or frozen: %s', (code) => {
    const decorated = (): Error => createError(404, system({ code }), { expose: false });
    const { family, ...answer } = NOT_FOUND;
    for (const thrown of [new Proxy(decorated(), {}), Object.freeze(decorated())])
      expect(silently(thrown, {}, { url: `/${CANARY}` })).toMatchObject({ ...answer, family });
  });

  it('can be switched off', () => {
    const answer = silently(createError(404, system()), { families: { send: false } });
    expect(answer).toMatchObject({ status: 404, detail: undefined, family: 'unexpected' });
  });
});
