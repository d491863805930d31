import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastifyStaticPlugin from '@fastify/static';
import fastify from 'fastify';
import { faultline } from 'faultline/fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fastifyStatic } from '../../../src/recognizers/files/fastify-static.ts';
import { ask, problemOf, watched, type Asked } from '../serve.ts';
import { fastifyError } from '../fastify-errors.ts';
import { silently } from '../silent.ts';

const CANARY = 'canary-4711';
const FORBIDDEN = { status: 403, code: 'FORBIDDEN', detail: 'This path is not served.' };

const rows: readonly [name: string, sent: Asked, expected: object, family: string][] = [
  ['FST_STATIC_FORBIDDEN_PATH', { path: `/x//${CANARY}` }, FORBIDDEN, 'fastify-static'],
  ['FST_STATIC_FORBIDDEN_PATH', { path: `/x/%2e%2e/${CANARY}` }, FORBIDDEN, 'fastify-static'],
  ['a missing file', { path: `/${CANARY}.txt` }, { status: 404, code: 'NOT_FOUND' }, 'business'],
  ['a hidden file', { path: '/.hidden' }, { status: 403, code: 'FORBIDDEN' }, 'http-errors'],
  [
    'a precondition that fails',
    { path: '/file.txt', headers: { 'if-match': `"${CANARY}"` } },
    { status: 412, code: 'PRECONDITION_FAILED' },
    'http-errors',
  ],
  [
    'a range that is not there',
    { path: '/file.txt', headers: { range: 'bytes=4711-' } },
    { status: 416, code: 'RANGE_NOT_SATISFIABLE' },
    'http-errors',
  ],
];

describe('R16 R29 @fastify/static', () => {
  const { fl, records } = watched();
  const app = fastify();
  let port = 0;
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'canary-'));
    await writeFile(join(root, 'file.txt'), CANARY);
    await writeFile(join(root, '.hidden'), CANARY);
    await app.register(faultline(fl));
    await app.register(fastifyStaticPlugin, { root, dotfiles: 'deny' });
    await app.listen({ port: 0, host: '127.0.0.1' });
    port = (app.server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    await app.close();
    await rm(root, { recursive: true });
  });

  it.each(rows)('%s', async (_, sent, expected, family) => {
    const got = await ask(port, sent);
    expect(problemOf(got)).toMatchObject(expected);
    expect(got.headers).not.toHaveProperty('etag');
    expect(got.wire).not.toContain('canary');
    expect(got.wire).not.toContain(root);
    expect(records.at(-1)).toMatchObject({
      level: 'info',
      family,
      ...('detail' in expected ? { status: 403 } : {}),
    });
  });

  it('a file that is there', async () => {
    expect(await ask(port, { path: '/file.txt' })).toMatchObject({ status: 200, text: CANARY });
  });

  // The plugin says of it that it cannot be reached.
  it('FST_STATIC_INVALID_REDIRECT_URL', () => {
    expect(silently(fastifyError('FST_STATIC_INVALID_REDIRECT_URL'))).toMatchObject({
      status: 400,
      code: 'URL_MALFORMED',
      detail: 'The URL is malformed.',
      family: 'fastify-static',
    });
  });

  it('those are all', () => {
    expect(Object.keys(fastifyStatic.answers)).toEqual([
      'FST_STATIC_FORBIDDEN_PATH',
      'FST_STATIC_INVALID_REDIRECT_URL',
    ]);
  });

  it.each([
    ['options that are wrong', fastifyError('FST_STATIC_INVALID_OPTION')],
    ['JSON of an upstream', Object.assign(new TypeError(CANARY), { code: 'FST_STATIC_FORBIDDEN_PATH' })],
    ['no error', { code: 'FST_STATIC_FORBIDDEN_PATH', message: CANARY }],
  ])('is the server’s fault: %s', (_, thrown) => {
    expect(silently(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('a real one may be frozen, or a Proxy', () => {
    expect(silently(Object.freeze(fastifyError('FST_STATIC_FORBIDDEN_PATH')))).toMatchObject(FORBIDDEN);
    expect(silently(new Proxy(fastifyError('FST_STATIC_FORBIDDEN_PATH'), {}))).toMatchObject(FORBIDDEN);
  });

  it('can be switched off', () => {
    const options = { families: { 'fastify-static': false } };
    expect(silently(fastifyError('FST_STATIC_FORBIDDEN_PATH'), options)).toMatchObject({ status: 500 });
  });
});
