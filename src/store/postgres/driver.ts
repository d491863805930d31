/** All that needs Node or the package `pg`. */

import { createHash } from 'node:crypto';
import { FaultlineError } from '../../codes.ts';
import type { PostgresClient, PostgresPool } from './pool.ts';

/** What a pool of our own is made of. */
export interface Account {
  readonly connectionString?: string | undefined;
  readonly ssl?: boolean | object | undefined;
  readonly connectTimeout: number;
  readonly connections: number;
}

interface Driver {
  readonly Pool: new (options: object) => OwnPool;
}

interface OwnPool extends PostgresPool {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'connect', listener: (client: PostgresClient) => void): unknown;
}

/** @throws FaultlineError where `pg` is not installed, or cannot be loaded */
export async function openPool(
  account: Account,
  load: () => Promise<unknown> = () => import('pg'),
): Promise<PostgresPool> {
  const { Pool } = await loadDriver(load);
  const { connectionString, ssl, connectTimeout, connections } = account;
  const pool = new Pool({
    ...(connectionString !== undefined && { connectionString }),
    ...(ssl !== undefined && { ssl }),
    connectionTimeoutMillis: connectTimeout,
    idleTimeoutMillis: 10_000,
    max: connections,
    keepAlive: true,
    // A store must not keep alive a process that has nothing else to do.
    allowExitOnIdle: true,
    application_name: 'faultline',
  });
  // Where a server ends a connection in the same breath as it begins it, nobody had the time to listen.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

async function loadDriver(load: () => Promise<unknown>): Promise<Driver> {
  try {
    // Bundlers and CommonJS interop put it at either place.
    const loaded = (await load()) as Partial<Driver> & { readonly default?: Driver };
    return (loaded.default ?? loaded) as Driver;
  } catch (error) {
    throw new FaultlineError(
      'FLT_DRIVER_MISSING',
      `The PostgreSQL store needs the package "pg", which cannot be loaded (${codeOf(error)}); run "npm install pg".`,
    );
  }
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'no code';
}

/** 64 bits of a text, as PostgreSQL writes a bigint. */
export function hash64(text: string): string {
  return createHash('sha256').update(text).digest().readBigInt64BE().toString();
}

/** What `pg` takes where the options do not say. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
