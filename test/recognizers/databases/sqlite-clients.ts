/** Every library that talks to SQLite by better-sqlite3, as one connection that runs statements. */

import SQLite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import knex from 'knex';
import { DataSource } from 'typeorm';

export interface Session {
  run(statement: string): Promise<unknown>;
  close(): Promise<unknown>;
}

export interface Library {
  readonly name: string;
  readonly connect: (file: string) => Promise<Session>;
}

export const libraries: readonly Library[] = [
  {
    name: 'better-sqlite3',
    connect: async (file) => {
      const database = new SQLite(file);
      return { run: async (statement) => database.exec(statement), close: async () => database.close() };
    },
  },
  {
    name: 'drizzle',
    connect: async (file) => {
      const client = new SQLite(file);
      const database = drizzle(client);
      return {
        run: async (statement) => database.run(sql.raw(statement)),
        close: async () => client.close(),
      };
    },
  },
  {
    name: 'knex',
    connect: async (filename) => {
      const client = knex({
        client: 'better-sqlite3',
        connection: { filename },
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      });
      return { run: async (statement) => client.raw(statement), close: () => client.destroy() };
    },
  },
  {
    name: 'typeorm',
    connect: async (database) => {
      const source = new DataSource({ type: 'better-sqlite3', database });
      await source.initialize();
      return { run: (statement) => source.query(statement), close: () => source.destroy() };
    },
  },
];
