import libsql from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqlite } from '../../../src/recognizers/databases/sqlite.ts';
import { CANARY, expectOutcome, expectUnexpected, failureOf, type Code } from './outcomes.ts';
import { libraries, type Session } from './sqlite-clients.ts';
import { modules } from './sqlite-modules.ts';

const directory = mkdtempSync(join(tmpdir(), 'faultline-canary-'));
afterAll(() => rmSync(directory, { recursive: true }));

const SCHEMA = [
  'pragma busy_timeout = 20',
  'pragma foreign_keys = on',
  'create table canary_parents (id integer primary key, email text unique)',
  `create table canary_children (
     id integer primary key, parent integer references canary_parents,
     title text not null default 'x' check (title <> '${CANARY}'), size integer
   ) strict`,
  `create trigger canary_trigger before update on canary_parents begin select raise(abort, '${CANARY}'); end`,
  `insert into canary_parents values (1, '${CANARY}')`,
  'insert into canary_children (id, parent) values (1, 1)',
];

const failures: readonly (readonly [name: string, statement: string, code: Code])[] = [
  ['SQLITE_CONSTRAINT_UNIQUE', `insert into canary_parents values (9, '${CANARY}')`, 'ALREADY_EXISTS'],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', `insert into canary_parents values (1, null)`, 'ALREADY_EXISTS'],
  [
    'SQLITE_CONSTRAINT_FOREIGNKEY',
    'insert into canary_children (id, parent) values (9, 4711)',
    'REFERENCE_CONFLICT',
  ],
  ['SQLITE_CONSTRAINT_NOTNULL', 'insert into canary_children (id, title) values (9, null)', 'VALUE_REFUSED'],
  [
    'SQLITE_CONSTRAINT_CHECK',
    `insert into canary_children (id, title) values (9, '${CANARY}')`,
    'VALUE_REFUSED',
  ],
  [
    'SQLITE_CONSTRAINT_DATATYPE',
    `insert into canary_children (id, size) values (9, '${CANARY}')`,
    'VALUE_REFUSED',
  ],
  ['SQLITE_CONSTRAINT_TRIGGER', `update canary_parents set email = '${CANARY}'`, 'VALUE_REFUSED'],
  ['SQLITE_MISMATCH', `insert into canary_parents values ('${CANARY}', null)`, 'VALUE_REFUSED'],
  ['SQLITE_TOOBIG', `select zeroblob(2000000000), '${CANARY}'`, 'VALUE_REFUSED'],
  ['SQLITE_ERROR', `select * from "${CANARY}"`, 'INTERNAL_ERROR'],
];

const WRAPPERS: Readonly<Record<string, string>> = { drizzle: 'drizzle', typeorm: 'typeorm' };

const rows = Object.entries(sqlite.answers).map(
  ([key, { code }]) => [...(key.split(' ') as [string, string]), code as Code] as const,
);

/** What libsql has no name for has its number for one. */
const NAMELESS: Readonly<Record<string, string>> = {
  SQLITE_CONSTRAINT_DATATYPE: 'UNKNOWN_SQLITE_ERROR_3091',
};

const combinations = modules.flatMap(({ name: by, module }) =>
  libraries.map(({ name, connect }) => ({ name, by, module, connect })),
);

describe.each(combinations)('R31 $name by $by on a real file', ({ name, by, module, connect }) => {
  describe.skipIf(module === undefined)('what fails', () => {
    const file = join(directory, `${by}-${name}.canary`);
    const family = WRAPPERS[name] ?? 'sqlite';
    let session: Session;
    beforeAll(async () => {
      session = await connect(file, module!);
      for (const statement of SCHEMA) await session.run(statement);
    });
    afterAll(() => session.close());

    it.each(failures)('%s', async (mark, statement, code) => {
      const nameless = by === 'libsql' ? NAMELESS[mark] : undefined;
      const thrown = await failureOf(() => session.run(statement));
      const { code: reported = nameless ?? mark } = thrown as { code?: string };
      expect(reported).toBe(nameless ?? mark);
      const isUnexpected = code === 'INTERNAL_ERROR';
      expectOutcome(thrown, isUnexpected ? 'unexpected' : family, code);
    });

    it('SQLITE_BUSY', async () => {
      const other = new module!(file);
      other.exec('begin immediate');
      const thrown = await failureOf(() => session.run(`insert into canary_parents values (2, '${CANARY}')`));
      other.close();
      expectOutcome(thrown, family, 'DATABASE_BUSY');
    });
  });
});

describe.each(modules)('R31 $name', ({ name, module }) => {
  describe.skipIf(module === undefined)('what needs a database of its own', () => {
    it('SQLITE_CANTOPEN', async () => {
      const file = join(directory, `${CANARY}-${name}.sqlite`);
      const database = new module!(file);
      database.exec(`attach '${file}-other' as other`);
      const thrown = await failureOf(() => database.exec(`attach '${directory}/none/${CANARY}' as another`));
      database.close();
      expect(thrown).toMatchObject({ code: 'SQLITE_CANTOPEN' });
      expectOutcome(thrown, 'sqlite', 'DATABASE_UNAVAILABLE');
    });

    it('SQLITE_FULL', async () => {
      const database = new module!(':memory:');
      database.exec('pragma max_page_count = 2; create table canary (a)');
      const insert = database.prepare('insert into canary values (?)');
      const thrown = await failureOf(() => insert.run(CANARY.repeat(10_000)));
      expect(thrown).toMatchObject({ code: 'SQLITE_FULL' });
      expectOutcome(thrown, 'sqlite', 'DATABASE_UNAVAILABLE');
    });

    it('SQLITE_BUSY_SNAPSHOT', async () => {
      const file = join(directory, `snapshot-${name}.canary`);
      const [reader, writer] = [new module!(file), new module!(file)];
      writer.exec(`pragma journal_mode = wal; create table canary (a)`);
      reader.exec('begin; select * from canary');
      writer.exec(`insert into canary values ('${CANARY}')`);
      const thrown = await failureOf(() => reader.exec(`insert into canary values ('${CANARY}')`));
      expect(thrown).toMatchObject({ code: 'SQLITE_BUSY_SNAPSHOT' });
      expectOutcome(thrown, 'sqlite', 'DATABASE_BUSY');
    });
  });

  it.skipIf(module === undefined).each(rows)('%s, in its class', (code, _, expected) => {
    expectOutcome(new module!.SqliteError(CANARY, code), 'sqlite', expected);
  });
});

describe('R31 every code that is listed', () => {
  it.each(rows)('%s, as node:sqlite reports %s', (_, number, code) => {
    expectOutcome(ofNode(Number(number), WORDS[code]), 'sqlite', code);
  });

  it.each(rows)('%s beside the code that tells less, as libsql reports it', (extendedCode, _, code) => {
    class LibsqlError extends Error {
      override readonly name = 'LibsqlError';
      readonly code = 'SQLITE_CONSTRAINT';
      readonly extendedCode = extendedCode;
    }
    expectOutcome(new LibsqlError(CANARY), 'sqlite', code);
  });

  // As sqlite3 makes them: plain errors, with the name of the code before SQLite's words.
  it.each([
    ['SQLITE_CONSTRAINT', 19, `UNIQUE constraint failed: ${CANARY}`, 'ALREADY_EXISTS'],
    ['SQLITE_CONSTRAINT', 19, 'FOREIGN KEY constraint failed', 'REFERENCE_CONFLICT'],
    ['SQLITE_CONSTRAINT', 19, `NOT NULL constraint failed: ${CANARY}`, 'VALUE_REFUSED'],
    ['SQLITE_BUSY', 5, 'database is locked', 'DATABASE_BUSY'],
  ] as const)('sqlite3: %s %d: %s', (code, errno, words, expected) => {
    expectOutcome(Object.assign(new Error(`${code}: ${words}`), { code, errno }), 'sqlite', expected);
  });

  it.each([
    ['another number', { code: 'SQLITE_CONSTRAINT', errno: 1 }],
    ['another code', { code: 'SQLITE_BUSY', errno: 19 }],
  ])('sqlite3 with %s is unexpected', (_, more) => {
    expectUnexpected(Object.assign(new Error('SQLITE_CONSTRAINT: UNIQUE constraint failed: canary'), more));
  });

  it('node:sqlite: a conflict in other words is unexpected', () => {
    expectUnexpected(ofNode(2067));
  });

  it.each([1, 8, 10, undefined, '19'])('node:sqlite: %s is unexpected', (errcode) => {
    expectUnexpected(ofNode(errcode));
  });

  it.each(['SQLITE_READONLY', 'SQLITE_IOERR', 'SQLITE_CORRUPT', 'SQLITE_'])('%s is unexpected', (code) => {
    expectUnexpected(new libsql.SqliteError(CANARY, code));
  });

  it('what is no error is unexpected', () => {
    expectUnexpected({ code: 'SQLITE_BUSY', message: CANARY });
  });
});

const WORDS: Partial<Record<Code, string>> = {
  ALREADY_EXISTS: 'UNIQUE constraint failed: ',
  REFERENCE_CONFLICT: 'FOREIGN KEY constraint failed',
};

/** As Node 22 to 26 make it; `node-sqlite.test.ts` holds it against the module itself. */
function ofNode(errcode: unknown, words = ''): Error {
  return Object.assign(new Error(`${words}${CANARY}`), { code: 'ERR_SQLITE_ERROR', errcode, errstr: CANARY });
}
