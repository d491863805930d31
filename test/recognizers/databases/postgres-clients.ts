/** Every library that talks to PostgreSQL, as one connection that runs statements. */

import { drizzle } from 'drizzle-orm/node-postgres';
import { sql } from 'drizzle-orm';
import knex from 'knex';
import { Client } from 'pg';
import postgres from 'postgres';
import { Sequelize } from 'sequelize';
import { DataSource } from 'typeorm';

export interface Account {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface Session {
  run(statement: string): Promise<unknown>;
  close(): Promise<unknown>;
}

export interface Library {
  readonly name: string;
  /** The family that answers. */
  readonly family: string;
  readonly connect: (account: Account) => Promise<Session>;
}

async function connectPg(account: Account): Promise<Client> {
  const client = new Client(account);
  client.on('error', () => {});
  await client.connect();
  return client;
}

export const libraries: readonly Library[] = [
  {
    name: 'pg',
    family: 'postgres',
    connect: async (account) => {
      const client = await connectPg(account);
      return { run: (statement) => client.query(statement), close: () => client.end() };
    },
  },
  {
    name: 'postgres.js',
    family: 'postgres',
    connect: async (account) => {
      const client = postgres({ ...account, max: 1, backoff: false, onnotice: () => {} });
      return {
        // Its queries start when they are waited for.
        run: async (statement) => client.unsafe(statement),
        close: () => client.end({ timeout: 1 }),
      };
    },
  },
  {
    name: 'knex',
    family: 'postgres',
    connect: async (account) => {
      const client = knex({
        client: 'pg',
        connection: { ...account },
        pool: { min: 0, max: 1 },
        log: { warn() {} },
      });
      return { run: async (statement) => client.raw(statement), close: () => client.destroy() };
    },
  },
  {
    // It copies the code and the fields of the driver's error, by which that one's family knows it first.
    name: 'typeorm',
    family: 'postgres',
    connect: async ({ user, ...account }) => {
      const source = new DataSource({ type: 'postgres', username: user, ...account, poolSize: 1 });
      await source.initialize();
      const runner = source.createQueryRunner();
      const close = async (): Promise<void> => {
        await runner.release();
        await source.destroy();
      };
      return { run: (statement) => runner.query(statement), close };
    },
  },
  {
    name: 'sequelize',
    family: 'sequelize',
    connect: async ({ user, ...account }) => {
      const client = new Sequelize({
        dialect: 'postgres',
        username: user,
        ...account,
        logging: false,
        pool: { max: 1 },
      });
      return { run: (statement) => client.query(statement), close: () => client.close() };
    },
  },
  {
    name: 'drizzle',
    family: 'drizzle',
    connect: async (account) => {
      const client = await connectPg(account);
      const database = drizzle(client);
      return {
        run: async (statement) => database.execute(sql.raw(statement)),
        close: () => client.end(),
      };
    },
  },
];
