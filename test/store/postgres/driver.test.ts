/** The package `pg`: how it is loaded, and what is done with its connections. */

import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { copierOf } from '../../../src/store/postgres/copy.ts';
import { openPool } from '../../../src/store/postgres/driver.ts';

describe('COPY', () => {
  const connectionOf = (send: () => void) => {
    const said: string[] = [];
    return {
      said,
      query: (text: string) => said.push(text),
      sendCopyFromChunk: send,
      endCopyFrom: () => said.push('end'),
      sendCopyFail: () => said.push('fail'),
    };
  };
  type Submitted = { submit(connection: object): void; handleCopyInResponse(connection: object): void };

  it('that cannot send its rows fails, and throws nothing into the process', async () => {
    const connection = connectionOf(() => {
      throw new Error('no more memory');
    });
    const copy = copierOf({
      connection,
      query(submitted: Submitted) {
        submitted.submit(connection);
        submitted.handleCopyInResponse(connection);
      },
    });
    await expect(copy!('COPY x', 'rows')).rejects.toThrow('no more memory');
    expect(connection.said).toEqual(['COPY x', 'fail']);
  });

  it.each([[{}], [{ connection: null }], [{ connection: {} }]])('is not had from %j', (client) => {
    expect(copierOf(client)).toBeUndefined();
  });
});

describe('the driver', () => {
  const account = { connectionString: 'postgres://h/d', connectTimeout: 5, connections: 2 };

  it('that is missing is told by name', async () => {
    const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    await expect(openPool(account, () => Promise.reject(missing))).rejects.toMatchObject({
      code: 'FLT_DRIVER_MISSING',
      message:
        'The PostgreSQL store needs the package "pg", which cannot be loaded (ERR_MODULE_NOT_FOUND); run "npm install pg".',
    });
    await expect(openPool(account, () => Promise.reject(new Error('x')))).rejects.toThrow('(no code)');
    // oxlint-disable-next-line prefer-promise-reject-errors -- a module may throw anything
    await expect(openPool(account, () => Promise.reject(null))).rejects.toThrow('(no code)');
  });

  it.each([
    ['as a default export', (Pool: unknown) => ({ default: { Pool } })],
    ['as named exports', (Pool: unknown) => ({ Pool })],
  ])('is taken %s', async (_, moduleOf) => {
    const made: unknown[] = [];
    const heard: unknown[] = [];
    class Pool {
      constructor(options: object) {
        made.push(options);
      }
      on(event: string, listener: (client: EventEmitter) => void): void {
        const client = new EventEmitter();
        listener(client);
        heard.push(event, client.emit('error', new Error('ended')));
      }
    }
    await openPool({ ...account, ssl: true }, async () => moduleOf(Pool));
    await openPool({ connectTimeout: 5, connections: 2 }, async () => moduleOf(Pool));
    expect(made[0]).toMatchObject({
      connectionString: 'postgres://h/d',
      ssl: true,
      max: 2,
      allowExitOnIdle: true,
    });
    // A connection that breaks before anybody has it does not end the process.
    expect(heard).toEqual(['connect', true, 'connect', true]);
    expect(made[1]).not.toHaveProperty('ssl');
    expect(made[1]).not.toHaveProperty('connectionString');
  });
});
