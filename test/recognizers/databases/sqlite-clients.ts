/** Every library that talks to SQLite by one of its modules, as one connection that runs statements. */

import { sql } from 'drizzle-orm';
import { drizzle as proxied } from 'drizzle-orm/sqlite-proxy';
import knex, { type Knex } from 'knex';
import libsql from 'libsql';
import { createRequire } from 'node:module';
import { DataSource } from 'typeorm';
import type { Module } from './sqlite-modules.ts';

export interface Session {
  run(statement: string): Promise<unknown>;
  close(): Promise<unknown>;
}

export interface Library {
  readonly name: string;
  readonly connect: (file: string, module: Module) => Promise<Session>;
}

export const libraries: readonly Library[] = [
  {
    name: 'the module itself',
    connect: async (file, module) => {
      const database = new module(file);
      return { run: async (statement) => database.exec(statement), close: async () => database.close() };
    },
  },
  {
    name: 'drizzle',
    connect: async (file, module) => {
      const client = new module(file);
      const run = await drizzleOn(client, module);
      return { run, close: async () => client.close() };
    },
  },
  {
    name: 'knex',
    connect: async (filename, module) => {
      const client = knex({
        client: module === libsql ? knexClientOf(module) : 'better-sqlite3',
        connection: { filename },
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      });
      return { run: async (statement) => client.raw(statement), close: () => client.destroy() };
    },
  },
  {
    name: 'typeorm',
    connect: async (database, module) => {
      const source = new DataSource({ type: 'better-sqlite3', database, driver: module });
      await source.initialize();
      return { run: (statement) => source.query(statement), close: () => source.destroy() };
    },
  },
];

/** Its client for better-sqlite3 cannot be loaded without that module; the one that passes statements on can. */
async function drizzleOn(client: InstanceType<Module>, module: Module): Promise<Session['run']> {
  if (module === libsql) {
    const database = proxied(async (statement) => {
      client.prepare(statement).run();
      return { rows: [] };
    });
    return async (statement) => database.run(sql.raw(statement));
  }
  const { drizzle } = await import('drizzle-orm/better-sqlite3');
  const database = drizzle(client as ReturnType<typeof drizzle>['$client']);
  return async (statement) => database.run(sql.raw(statement));
}

/** Knex asks its client for the module. */
export function knexClientOf(module: Module): typeof Knex.Client {
  const Client = createRequire(import.meta.url)(
    'knex/lib/dialects/better-sqlite3/index.js',
  ) as typeof Knex.Client;
  return class extends Client {
    _driver(): Module {
      return module;
    }
  };
}
