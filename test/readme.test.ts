/** The first page of the README works as typed. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { send, type Answer, type Sent } from './adapters/client.ts';

const FOLDER = resolve('test/.readme');
const readme = readFileSync('README.md', 'utf8');
const servers: Server[] = [];

beforeAll(() => {
  mkdirSync(FOLDER, { recursive: true });
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(FOLDER, { recursive: true, force: true });
});

/** Starts the first snippet below a heading, on any free port; nothing else of it is changed. */
async function start(heading: string): Promise<(path: string, sent?: Sent) => Promise<Answer>> {
  const section = readme.slice(readme.indexOf(`\n## ${heading}\n`));
  const [, snippet = ''] = /```js\n([\s\S]*?)```/.exec(section) ?? [];
  const runnable = snippet
    .replace(/^app\.listen\(3000\);$/m, "export default app.listen(0, '127.0.0.1');")
    .replace(/^(await app\.listen\(\{ port: )3000( \}\);)$/m, '$10$2\nexport default app.server;')
    .replace('logger: true', 'logger: false');
  expect(runnable).toContain('export default');
  const file = resolve(FOLDER, `${heading.toLowerCase()}.mjs`);
  writeFileSync(file, runnable);
  const { default: server } = (await import(file)) as { default: Server };
  servers.push(server);
  if (!server.listening) await new Promise((done) => server.once('listening', done));
  return (path, sent) => send(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, sent);
}

it('Express: the answer is the one that the README shows', async () => {
  const ask = await start('Express');
  const shown = JSON.parse(/\n(\{"type":"about:blank"[\s\S]*?\})\n```/.exec(readme)![1]!) as object;
  const answer = await ask('/orders', { method: 'POST' });
  expect(answer.status).toBe(400);
  const id: unknown = expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(JSON.parse(answer.body)).toEqual({ ...shown, correlationId: id });
  expect(await ask('/orders/7')).toMatchObject({
    status: 404,
    body: expect.not.stringContaining('order 7') as string,
  });
  expect((await ask('/nowhere')).headers['content-type']).toContain('application/problem+json');
});

it('Koa', async () => {
  const ask = await start('Koa');
  expect(JSON.parse((await ask('/')).body)).toMatchObject({ status: 400, detail: 'id is missing' });
  expect(JSON.parse((await ask('/?id=1')).body)).toMatchObject({ status: 409, details: { version: 3 } });
});

it('Fastify', async () => {
  const ask = await start('Fastify');
  const answer = await ask('/orders');
  expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '30' } });
});
