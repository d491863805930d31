/** Several processes on one PostgreSQL, and what is left when one of them is killed. */

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import { anOccurrence } from '../occurrences.ts';
import { serve } from './served.ts';
import { schemaOf, until } from './waiting.ts';

const postgres = serve();

const app = fileURLToPath(new URL('app.ts', import.meta.url));

function start(...args: readonly string[]): {
  child: ChildProcess;
  text: () => string;
  ended: Promise<unknown>;
} {
  const options = ['--import', 'tsx', '--conditions=@faultline/source', app, postgres.url, ...args];
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  return { child, text: () => text, ended: new Promise((done) => child.once('close', done)) };
}

describe('processes that share a PostgreSQL', () => {
  it('R41 R44 kill -9 under load loses nothing that a client was told, with a spool', async () => {
    const schema = schemaOf();
    const spool = mkdtempSync(join(tmpdir(), 'faultline-spool-'));
    const { child, text, ended } = start(schema, spool);
    await until(() => text().length > 200 * 15);
    child.kill('SIGKILL');
    await ended;
    const references = text().split('\n').slice(0, -1);
    expect(references.length).toBeGreaterThan(199);

    const store = postgresStore({ connectionString: postgres.url, schema, spool });
    await until(async () => (await store.find(references.at(-1)!)).length === 1);
    expect(await store.flush(30_000)).toBe(true);
    for (const reference of references) expect(await store.find(reference)).toHaveLength(1);
    // What was put and not printed yet may be there too, and nothing is there twice.
    const [total] = await store.totals({});
    expect(total!.count).toBeGreaterThanOrEqual(references.length);
    const ids = new Set<string>();
    for await (const { id } of store.export({})) ids.add(id);
    expect(ids.size).toBe(total!.count);
    expect((await store.group('c0ffee00c0ffee00'))!.count).toBe(total!.count);
    await store.close(5000);
    rmSync(spool, { recursive: true, force: true });
  }, 90_000);

  it('R41 that write at once to the same groups count each occurrence once', async () => {
    const schema = schemaOf();
    const apps = [start(schema, '', '1500'), start(schema, '', '1500')];
    await Promise.all(apps.map(({ ended }) => ended));
    for (const { text } of apps) expect(JSON.parse(text())).toEqual({ stored: 1500, lost: {} });
    const store = postgresStore({ connectionString: postgres.url, schema });
    expect(await store.totals({})).toEqual([{ status: 500, count: 3000 }]);
    const { items } = await store.groups({});
    expect(items.map(({ count, trend }) => [count, trend.reduce((a, b) => a + b)])).toEqual(
      [430, 430, 428, 428, 428, 428, 428].map((count) => [count, count]),
    );
    await store.close(1000);
  }, 90_000);

  it('R41 that start at once make the schema once', async () => {
    const schema = schemaOf();
    const stores = Array.from({ length: 6 }, () => postgresStore({ connectionString: postgres.url, schema }));
    const changes: unknown[] = [];
    for (const store of stores)
      store.subscribe((event) => event.type === 'stored' && changes.push(...event.changes));
    const all = stores.flatMap((store) =>
      Array.from({ length: 30 }, () => {
        const occurrence = anOccurrence({ at: Date.now(), fingerprint: 'one' });
        store.put(occurrence);
        return occurrence;
      }),
    );
    for (const store of stores) expect(await store.flush(30_000)).toBe(true);
    for (const store of stores) expect(store.status()).toMatchObject({ stored: 30, lost: {} });
    expect(await stores[0]!.totals({})).toEqual([{ status: 500, count: all.length }]);
    // New to one of them only.
    expect(changes.filter((change) => (change as { isNew: boolean }).isNew)).toHaveLength(1);
    const made = await postgres.query(`SELECT version FROM ${schema}.migrations`);
    expect(made).toEqual([[1]]);
    for (const store of stores) await store.close(1000);
  }, 60_000);

  it('does not keep a process alive', async () => {
    const { ended, text } = start(schemaOf(), '', '1');
    expect(await ended).toBe(0);
    expect(JSON.parse(text())).toEqual({ stored: 1, lost: {} });
  }, 60_000);
});
