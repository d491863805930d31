/** R19 R41: an application is killed under load; whatever reference a client saw of it is found. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sqliteStore } from '../../../src/store/sqlite/index.ts';

const SERVER = fileURLToPath(new URL('server.ts', import.meta.url));
const CLIENTS = 32;

/** Asks again and again until nobody answers. @returns the references that arrived */
async function load(url: string, references: string[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  async function client(): Promise<void> {
    for (;;) {
      const reference = await new Promise<string | undefined>((resolve) => {
        const request = get(`${url}/boom`, { agent }, (response) => {
          response.resume();
          resolve(String(response.headers['x-request-id']));
        });
        request.on('error', () => resolve(undefined));
      });
      if (reference === undefined) return;
      references.push(reference);
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
}

it.each(['express 5', 'koa 3', 'fastify 5'])(
  'R19 R41 kill -9 of an application on %s under load loses no reference that a client saw',
  { timeout: 120_000 },
  async (framework) => {
    const directory = mkdtempSync(join(tmpdir(), 'faultline-'));
    const file = join(directory, 'errors.db');
    const references: string[] = [];
    try {
      // Twice: the second finds what the first left.
      for (let round = 0; round < 2; round++) {
        const args = ['--import', 'tsx', '--conditions=@faultline/source', SERVER, framework, file];
        const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
        const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
        const loading = load(url, references);
        await new Promise((done) => setTimeout(done, 700 + Math.random() * 300));
        child.kill('SIGKILL');
        await loading;
      }
      const store = sqliteStore({ file, retention: {} });
      expect(await store.flush(60_000)).toBe(true);
      expect(references.length).toBeGreaterThan(100);
      const found = await Promise.all(references.map((reference) => store.find(reference)));
      expect(found.filter(({ length }) => length !== 1)).toEqual([]);
      expect(store.status().lost).toEqual({});
      await store.close(10_000);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
);
