import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProxy, type Proxy } from './proxy.ts';
import { startServer, type Server } from './server.ts';
import { schemaOf } from './waiting.ts';

let server: Server;
let proxy: Proxy;
let url: string;
beforeAll(async () => {
  server = await startServer();
  proxy = await startProxy(server.port);
  url = await server.database();
}, 60_000);
afterAll(async () => {
  await proxy.close();
  await server.close();
});

it('R41 after close nothing that is under way keeps a process alive, nor whoever asked waiting', async () => {
  const script = fileURLToPath(new URL('ending.ts', import.meta.url));
  const through = url.replace(`:${server.port}/`, `:${proxy.port}/`);
  const child = spawn(process.execPath, ['--import', 'tsx', script, through, schemaOf()]);
  const said: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line);
    if (line !== 'ready') return;
    // The server falls silent.
    proxy.hold();
    child.stdin.write('\n');
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const code = await new Promise((done) => child.on('close', done));
  clearTimeout(limit);
  expect(said).toEqual(['ready', '["FLT_STORE_UNAVAILABLE",{"closed":1}]']);
  expect(code).toBe(0);
}, 40_000);
