import { describe, expect, it } from 'vitest';
import { loadDriver, type DriverName } from '../../../src/store/sqlite/driver.ts';
import { failureOf, reasonOf } from '../../../src/store/sqlite/failure.ts';
import { FaultlineError } from '../../../src/codes.ts';
import { installed } from './installed.ts';

const modules = (...names: readonly string[]): ((name: string) => unknown) => {
  class Database {
    readonly file: string;
    constructor(file: string) {
      this.file = file;
    }
    close(): void {}
  }
  return (name) => {
    if (!names.includes(name)) throw new Error(`Cannot find module '${name}'`);
    return name === 'node:sqlite' ? { DatabaseSync: Database } : Database;
  };
};

describe('loadDriver', () => {
  it.each([
    [['node:sqlite', 'better-sqlite3', 'libsql'], undefined, 'node:sqlite'],
    [['better-sqlite3', 'libsql'], undefined, 'better-sqlite3'],
    [['libsql'], undefined, 'libsql'],
    [['node:sqlite', 'libsql'], 'libsql', 'libsql'],
  ] as const)('of %j, asked for %s, takes %s', (there, wanted, expected) => {
    const driver = loadDriver(wanted, modules(...there));
    expect(driver.name).toBe(expected);
    expect(driver.open('x.db')).toMatchObject({ file: 'x.db' });
  });

  it('passes one over whose binary part does not load', () => {
    class Broken {
      constructor() {
        throw new Error('was compiled against a different Node.js version');
      }
    }
    const sound = modules('libsql');
    expect(loadDriver(undefined, (name) => (name === 'better-sqlite3' ? Broken : sound(name))).name).toBe(
      'libsql',
    );
  });

  it.each([
    [undefined, /npm install better-sqlite3@12`.*npm install libsql@0\.5`.*Node 22\.13/],
    ['better-sqlite3', /named "better-sqlite3".*npm install better-sqlite3@12`/],
    ['libsql', /named "libsql".*npm install libsql@0\.5`/],
    ['node:sqlite', /from 22\.13 on/],
  ] as const)('names what to install where there is none, asked for %s', (wanted, message) => {
    const load = (): unknown => loadDriver(wanted, modules());
    expect(load).toThrow(FaultlineError);
    expect(load).toThrow(
      expect.objectContaining({ code: 'FLT_DRIVER_MISSING', message: expect.stringMatching(message) }),
    );
  });

  it('finds at least one here', () => {
    expect(installed).not.toEqual([]);
  });

  it.each(installed)('%s speaks as the others do', (name: DriverName) => {
    const db = loadDriver(name).open(':memory:');
    db.exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL)');
    const insert = db.prepare('INSERT INTO t VALUES (?, ?)');
    insert.run(2 ** 53 - 1, 'é🧯"\\');
    insert.run(-(2 ** 53) + 1, '');
    expect(db.prepare('SELECT a, b FROM t ORDER BY a').all()).toMatchObject([
      { a: -(2 ** 53) + 1, b: '' },
      { a: 2 ** 53 - 1, b: 'é🧯"\\' },
    ]);
    expect(db.prepare('SELECT a FROM t WHERE a = ?').get(0)).toBeUndefined();
    expect(db.prepare(`SELECT value->>1 AS b FROM json_each('[[1,"x"]]')`).get()).toMatchObject({ b: 'x' });
    const failureWith = (a: number, b: string | null): string => {
      try {
        insert.run(a, b);
        return 'none';
      } catch (error) {
        return failureOf(error);
      }
    };
    expect([failureWith(1, null), failureWith(2 ** 53 - 1, 'twice')]).toEqual(['refused', 'refused']);
    db.close();
  });
});

describe('failureOf', () => {
  it.each([
    [{ code: 'SQLITE_BUSY' }, 'locked'],
    [{ code: 'SQLITE_BUSY_SNAPSHOT' }, 'locked'],
    [{ code: 'SQLITE_FULL' }, 'disk full'],
    [{ code: 'SQLITE_IOERR_WRITE' }, 'unreadable'],
    [{ code: 'SQLITE_READONLY_DBMOVED' }, 'not writable'],
    [{ code: 'SQLITE_CORRUPT_INDEX' }, 'damaged'],
    [{ code: 'SQLITE_NOTADB' }, 'damaged'],
    [{ code: 'SQLITE_CONSTRAINT_UNIQUE' }, 'refused'],
    [{ code: 'SQLITE_ERROR' }, 'other'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 5 }, 'locked'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 11 + 256 }, 'damaged'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 1 }, 'other'],
    [{ code: 'ENOSPC' }, 'disk full'],
    [{ code: 'EROFS' }, 'not writable'],
    [{ code: 'EIO' }, 'unreadable'],
    [{ code: 'EXYZ' }, 'other'],
    [{ code: 'SQLITE_UNKNOWN', rawCode: 8 + 256 }, 'not writable'],
    [{ code: 5 }, 'other'],
    [
      { message: 'ConnectionFailed("Unable to open connection to local database a: 9\n/e.db: 14")' },
      'not writable',
    ],
    [new TypeError('cannot bind'), 'refused'],
    [undefined, 'other'],
    [null, 'other'],
    ['text', 'other'],
  ])('%j is %s', (error, expected) => {
    expect(failureOf(error)).toBe(expected);
  });

  it('is explained with the file, the message and the cure', () => {
    const error = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    expect(reasonOf('e.db', error)).toBe(
      'The file "e.db" has no room to grow (database or disk is full). Make room on its disk, or lower the limits of its retention.',
    );
    expect(reasonOf('e.db', 'odd')).toMatch(/^The file "e\.db" was not to be used \(odd\)/);
    expect(reasonOf('e.db', new FaultlineError('FLT_STORE_UNAVAILABLE', 'As it is.'))).toBe('As it is.');
  });
});
