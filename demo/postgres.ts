/** A real PostgreSQL for as long as the demo runs: nothing is left of it afterwards. */

import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'pg';
import { listen } from './listen.ts';
import { startServer } from './postgres-server.ts';
import { SECRETS } from './secrets.ts';

export interface Database {
  readonly pool: Pool;
  close(): Promise<void>;
}

const START_LIMIT_MS = 20_000;

/** @throws Error in one line when PostgreSQL cannot start here, or not in time */
export async function startPostgres(): Promise<Database> {
  const directory = await mkdtemp(join(tmpdir(), 'faultline-demo-'));
  const clean = (): void => rmSync(directory, { recursive: true, force: true });
  // Also when the demo is interrupted: the server itself is stopped by the package that runs it.
  process.once('exit', clean);
  const { port, close } = await listen(() => {});
  await close();
  const lines: string[] = [];
  const limit = new AbortController();
  const starting = start(directory, port, (line) => lines.push(String(line).trim()));
  try {
    return await Promise.race([
      starting,
      wait(START_LIMIT_MS, undefined, { signal: limit.signal }).then(() => {
        throw new Error(`not ready after ${START_LIMIT_MS / 1000} s`);
      }),
    ]);
  } catch (error) {
    // One that comes too late is stopped when it comes.
    void starting.then((late) => late.close()).catch(clean);
    throw new Error(reasonOf(error, lines), { cause: error });
  } finally {
    limit.abort();
  }
}

async function start(directory: string, port: number, log: (line: unknown) => void): Promise<Database> {
  const account = { user: 'shop', password: randomUUID() };
  const server = await startServer({ ...account, directory, port, persistent: false, log });
  const pool = new Pool({ ...account, host: '127.0.0.1', port, database: 'postgres', max: 3 });
  pool.on('error', log);
  await pool.query('create table customers (email text unique)');
  await pool.query('insert into customers values ($1)', [SECRETS['row of the database']]);
  return {
    pool,
    async close() {
      await pool.end();
      await server.stop();
    },
  };
}

/** The package rejects without a reason when the server ends early; its log has one. */
function reasonOf(error: unknown, lines: readonly string[]): string {
  const reason = error instanceof Error ? error.message : (lines.at(-1) ?? 'it ended at once');
  const line = reason.replace(/\s+/g, ' ').trim();
  return line.replace(/^.*ERROR OUTPUT: /, '').slice(0, 200);
}
