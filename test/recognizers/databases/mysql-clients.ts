/** Every library that talks to MySQL and MariaDB, as one connection that runs statements. */

import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import knex from 'knex';
import { createConnection } from 'mariadb';
import mysql2 from 'mysql2/promise';
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
  close(): unknown;
}

export interface Library {
  readonly name: string;
  /** The family that answers. */
  readonly family: string;
  readonly connect: (account: Account) => Promise<Session>;
}

async function connectMysql2(account: Account): Promise<mysql2.Connection> {
  const client = await mysql2.createConnection(account);
  client.on('error', () => {});
  return client;
}

export const libraries: readonly Library[] = [
  {
    name: 'mysql2',
    family: 'mysql',
    connect: async (account) => {
      const client = await connectMysql2(account);
      return { run: (statement) => client.query(statement), close: () => client.destroy() };
    },
  },
  {
    name: 'mariadb',
    family: 'mysql',
    connect: async (account) => {
      const client = await createConnection(account);
      client.on('error', () => {});
      return { run: (statement) => client.query(statement), close: () => client.destroy() };
    },
  },
  {
    name: 'knex',
    family: 'mysql',
    connect: async (account) => {
      const client = knex({
        client: 'mysql2',
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
    family: 'mysql',
    connect: async ({ user, ...account }) => {
      const source = new DataSource({ type: 'mysql', username: user, ...account, poolSize: 1 });
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
        dialect: 'mysql',
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
      const client = await connectMysql2(account);
      const database = drizzle(client);
      return {
        run: async (statement) => database.execute(sql.raw(statement)),
        close: () => client.destroy(),
      };
    },
  },
];
