/** A real PostgreSQL for as long as a benchmark runs, which keeps its data as one in production does. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { listen } from '../../demo/listen.ts';
import { startServer as start } from '../../demo/postgres-server.ts';

export async function startServer() {
  const { port, close } = await listen(() => {});
  await close();
  const account = { user: 'bench', password: 'bench' };
  const server = await start({
    ...account,
    port,
    directory: mkdtempSync(join(tmpdir(), 'faultline-bench-')),
    persistent: false,
    settings: ['shared_buffers=1GB', 'max_wal_size=4GB'],
    log: () => {},
  });
  const url = `postgres://${account.user}:${account.password}@127.0.0.1:${port}/postgres`;
  return {
    url,
    async query(text) {
      const client = new Client(url);
      await client.connect();
      await client.query(text);
      await client.end();
    },
    close: () => server.stop(),
  };
}
