import { describe, expect, it } from 'vitest';
import { CANARY, expectOutcome, expectUnexpected, failureOf, type Code } from './outcomes.ts';

interface Database {
  exec(statement: string): void;
  close(): void;
}
type Module = { readonly DatabaseSync: new (file: string) => Database };

// Node 20 does not know the name; a literal would be looked up before the tests run.
const name = 'node:sqlite';
const found = await (import(/* @vite-ignore */ name) as Promise<Module>).catch(() => undefined);
if (found === undefined) console.warn(`skipped: ${name} is not part of Node ${process.versions.node}`);

describe.skipIf(found === undefined)('R31 node:sqlite', () => {
  const open = (file = ':memory:'): Database => new found!.DatabaseSync(file);
  const prepared = (): Database => {
    const database = open();
    database.exec(`
      pragma foreign_keys = on;
      create table canary_parents (id integer primary key, email text unique);
      create table canary_children (
        parent references canary_parents, title text not null default 'x' check (title <> '${CANARY}')
      );
      insert into canary_parents values (1, '${CANARY}');
    `);
    return database;
  };

  const rows: readonly (readonly [name: string, statement: string, code: Code])[] = [
    ['unique', `insert into canary_parents values (2, '${CANARY}')`, 'ALREADY_EXISTS'],
    ['primary key', `insert into canary_parents values (1, '')`, 'ALREADY_EXISTS'],
    ['foreign key', 'insert into canary_children (parent) values (4711)', 'REFERENCE_CONFLICT'],
    ['not null', 'insert into canary_children (title) values (null)', 'VALUE_REFUSED'],
    ['check', `insert into canary_children (title) values ('${CANARY}')`, 'VALUE_REFUSED'],
    ['mismatch', `insert into canary_parents values ('${CANARY}', '')`, 'VALUE_REFUSED'],
    ['too big', `select zeroblob(2000000000), '${CANARY}'`, 'VALUE_REFUSED'],
    ['a file that cannot be opened', `attach '/none/${CANARY}' as other`, 'DATABASE_UNAVAILABLE'],
  ];

  it.each(rows)('%s', async (_, statement, code) => {
    const thrown = await failureOf(() => prepared().exec(statement));
    expect(thrown).toMatchObject({ code: 'ERR_SQLITE_ERROR' });
    expectOutcome(thrown, 'sqlite', code);
  });

  it('bad syntax is unexpected', async () => {
    expectUnexpected(await failureOf(() => open().exec(`selec '${CANARY}'`)));
  });
});
