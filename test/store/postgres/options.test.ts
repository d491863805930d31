import { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import { nameOf } from '../../../src/store/postgres/name.ts';
import { checkPostgresOptions } from '../../../src/store/postgres/options.ts';

const SECRET = 'tr0ub4dor';
const pool = { connect: async () => ({}), on() {}, end: async () => {} };

describe('options of the PostgreSQL store', () => {
  it('have defaults', () => {
    expect(checkPostgresOptions({})).toEqual({
      pool: undefined,
      spool: undefined,
      ssl: undefined,
      schema: 'faultline',
      retention: { days: 30 },
      connectTimeout: 5000,
      readTimeout: 10_000,
      writeTimeout: 20_000,
    });
  });

  it.each<[string, object]>([
    ['a connection string', { connectionString: 'postgres://a@b/c' }],
    ['another scheme of it', { connectionString: 'postgresql://[::1]:5433/c?sslmode=require' }],
    ['a pool', { pool }],
    ['a pool of pg', { pool: new Pool() }],
    ['all others', { schema: 'errors_2', spool: '/tmp/x', retention: {}, ssl: true, readTimeout: 1 }],
    ['TLS options', { ssl: { ca: 'x' } }],
    ['what is left undefined', { connectionString: undefined, schema: undefined }],
  ])('may be %s', (_, options) => {
    expect(() => checkPostgresOptions(options)).not.toThrow();
  });

  it.each<[string, unknown, string]>([
    ['no object', 'postgres://localhost', '"options"'],
    ['null', null, '"options"'],
    ['an unknown one', { url: 'x' }, 'has no option "url"; use one of connectionString, pool,'],
    ['one of the prototype', { constructor: 1 }, 'has no option "constructor"'],
    [
      'another scheme',
      { connectionString: `mysql://u:${SECRET}@h/d` },
      '"connectionString" of postgresStore cannot',
    ],
    [
      'no URL',
      { connectionString: `postgres://u:${SECRET}@[/d` },
      '"connectionString" of postgresStore cannot be read',
    ],
    ['no text', { connectionString: 7 }, '"connectionString"'],
    ['no pool', { pool: {} }, 'a pool of the package "pg"'],
    ['both', { pool, connectionString: 'postgres://a/b' }, '"pool" of postgresStore stands beside'],
    ['a schema in capitals', { schema: 'Errors' }, '"schema" of postgresStore is "Errors"'],
    ['a schema of the server', { schema: 'pg_errors' }, '"schema"'],
    ['a schema with SQL', { schema: 'a"; DROP TABLE x; --' }, '"schema"'],
    ['a schema that is too long', { schema: 'a'.repeat(64) }, '"schema"'],
    ['an empty spool', { spool: '' }, '"spool"'],
    ['retention that is no object', { retention: 30 }, '"retention" of postgresStore is 30; give an object.'],
    ['retention that cannot be', { retention: { days: -1 } }, 'days'],
    ['TLS', { ssl: 'yes' }, '"ssl"'],
    ['no time', { readTimeout: 0 }, '"readTimeout" of postgresStore is 0; give an integer from 1 to 600000'],
    ['half a time', { writeTimeout: 1.5 }, '"writeTimeout"'],
    ['too much time', { connectTimeout: 1e9 }, '"connectTimeout"'],
  ])('may not be %s', (_, options, message) => {
    const check = (): unknown => postgresStore(options as object);
    expect(check).toThrow(message);
    expect(check).toThrow(expect.objectContaining({ code: expect.stringMatching(/^FLT_/) }));
    expect(check).not.toThrow(SECRET);
  });
});

describe('the name of the PostgreSQL store', () => {
  const from = (connectionString: string): object => ({ connectionString, pool: undefined });
  it.each<[string, object, Record<string, string>, string]>([
    [
      'all of it',
      from(`postgres://u:${SECRET}@db.example:5433/errors`),
      {},
      'postgres://db.example:5433/errors',
    ],
    [
      'the usual port',
      from(`postgresql://u:${SECRET}@db.example:5432/errors`),
      {},
      'postgres://db.example/errors',
    ],
    ['a password in a parameter', from(`postgres://h/d?password=${SECRET}`), {}, 'postgres://h/d'],
    ['a socket', from('postgres:///d?host=/run/postgres'), {}, 'postgres:///run/postgres/d'],
    ['nothing', { pool: undefined }, {}, 'postgres://localhost/'],
    [
      'the environment',
      { pool: undefined },
      { PGHOST: 'h', PGPORT: '6432', PGDATABASE: 'd', PGPASSWORD: SECRET },
      'postgres://h:6432/d',
    ],
    [
      'a pool',
      { pool: { options: { host: 'h', port: 5433, database: 'd', password: SECRET } } },
      {},
      'postgres://h:5433/d',
    ],
    [
      'a pool by URL',
      { pool: { options: { connectionString: `postgres://u:${SECRET}@h/d` } } },
      {},
      'postgres://h/d',
    ],
    [
      'a pool by another text',
      { pool: { options: { connectionString: `${SECRET} x` } } },
      {},
      'postgres://localhost/',
    ],
    ['a pool that tells nothing', { pool: {} }, { PGHOST: 'h' }, 'postgres://h/'],
    ['control characters', from('postgres://h/%0a'), {}, 'postgres://h/%0a'],
    [
      'control characters of a pool',
      { pool: { options: { host: 'h\n', database: 'd\u001b[31m' } } },
      {},
      'postgres://h?/d?[31m',
    ],
  ])('%s', (_, settings, environment, name) => {
    expect(nameOf(settings as Parameters<typeof nameOf>[0], environment)).toBe(name);
  });
});
