/** A real PostgreSQL for as long as a test file runs, that can be stopped and started again. */

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type QueryArrayResult } from 'pg';
import { startServer as runPostgres } from '../../../demo/postgres-server.ts';
import { freePort } from '../../recognizers/databases/server-process.ts';

export interface Server {
  readonly port: number;
  readonly password: string;
  /** @param database Default: one that is there */
  url(database?: string): string;
  /** A new database of its own. @returns its URL */
  database(): Promise<string>;
  /** On a connection of its own. */
  query(url: string, text: string, values?: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const USER = 'keeper';

export async function startServer(): Promise<Server> {
  const directory = mkdtempSync(join(tmpdir(), 'faultline-postgres-'));
  const port = await freePort();
  const password = randomUUID();
  const lines: string[] = [];
  const log = (line: unknown): void => void lines.push(String(line));
  const options = { directory, port, user: USER, password, persistent: true, log };
  const server = await runPostgres(options).catch((error: unknown) => {
    throw new Error(`PostgreSQL did not start: ${lines.at(-1)}`, { cause: error });
  });
  const url = (database = 'postgres'): string =>
    `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
  const query: Server['query'] = async (at, text, values = []) => {
    const client = new Client(at);
    client.on('error', log);
    await client.connect();
    try {
      const result: QueryArrayResult = await client.query({ text, values: [...values], rowMode: 'array' });
      return result.rows;
    } finally {
      await client.end();
    }
  };
  let databases = 0;
  return {
    port,
    password,
    url,
    query,
    async database() {
      const name = `store_${++databases}`;
      await query(url(), `CREATE DATABASE ${name}`);
      return url(name);
    },
    stop: () => server.stop(),
    start: () => server.start(),
    async close() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
