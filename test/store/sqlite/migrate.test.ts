import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDriver, type Connection } from '../../../src/store/sqlite/driver.ts';
import { isCurrent, migrate } from '../../../src/store/sqlite/migrate.ts';
import { STEPS } from '../../../src/store/sqlite/schema.ts';

const FIRST = 'CREATE TABLE one (a INTEGER); INSERT INTO one VALUES (1)';
const SECOND = 'ALTER TABLE one ADD COLUMN b TEXT; UPDATE one SET b = a + 1';

let directory = '';
let db: Connection;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'faultline-'));
  db = open();
});
afterEach(() => {
  db.close();
  rmSync(directory, { recursive: true });
});

function open(): Connection {
  return loadDriver().open(join(directory, 'e.db'));
}

const rows = (): unknown =>
  db
    .prepare('SELECT * FROM one')
    .all()
    .map(({ a, b }) => ({ a, b }));

describe('migrate', () => {
  it('makes the newest schema of nothing, once', () => {
    expect(isCurrent(db)).toBe(false);
    expect(migrate(db, 'e.db')).toBe(true);
    expect(isCurrent(db)).toBe(true);
    expect(migrate(db, 'e.db')).toBe(false);
  });

  it('brings an older file to the newest schema, with what is in it', () => {
    migrate(db, 'e.db', [FIRST]);
    expect(isCurrent(db, [FIRST, SECOND])).toBe(false);
    expect(migrate(db, 'e.db', [FIRST, SECOND])).toBe(true);
    expect(rows()).toEqual([{ a: 1, b: '2' }]);
    expect(migrate(db, 'e.db', [FIRST, SECOND])).toBe(false);
  });

  it('takes all steps at once where a file is two behind', () => {
    expect(migrate(db, 'e.db', [FIRST, SECOND, 'UPDATE one SET a = 7'])).toBe(true);
    expect(rows()).toEqual([{ a: 7, b: '2' }]);
  });

  it('takes no step twice, when two processes come with it', () => {
    migrate(db, 'e.db', [FIRST]);
    const other = open();
    expect(migrate(other, 'e.db', [FIRST, SECOND])).toBe(true);
    expect(migrate(db, 'e.db', [FIRST, SECOND])).toBe(false);
    other.close();
  });

  it('leaves the file as it was where a step fails', () => {
    migrate(db, 'e.db', [FIRST]);
    expect(() => migrate(db, 'e.db', [FIRST, 'UPDATE one SET a = 2; SELECT nothing'])).toThrow();
    expect(isCurrent(db, [FIRST])).toBe(true);
    expect(db.prepare('SELECT a FROM one').get()).toMatchObject({ a: 1 });
    expect(migrate(db, 'e.db', [FIRST, SECOND])).toBe(true);
  });

  it('refuses a file of a newer version, and says what to do', () => {
    migrate(db, 'e.db', [FIRST, SECOND]);
    expect(() => migrate(db, 'e.db', [FIRST])).toThrow(
      expect.objectContaining({
        code: 'FLT_STORE_UNAVAILABLE',
        message:
          'The file "e.db" has schema 2, and this version of faultline knows 1 at most; update faultline here, or name another file.',
      }),
    );
    expect(rows()).toEqual([{ a: 1, b: '2' }]);
  });

  it('refuses a file of another application', () => {
    db.exec('CREATE TABLE theirs (a)');
    expect(() => migrate(db, 'e.db')).toThrow('belongs to another application');
    db.exec(`PRAGMA user_version = ${STEPS.length}`);
    expect(() => migrate(db, 'e.db')).toThrow('belongs to another application');
    expect(isCurrent(db)).toBe(false);
  });
});
