import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import {
  ALREADY_EXISTS,
  DATABASE_BUSY,
  DATABASE_UNAVAILABLE,
  REFERENCE_CONFLICT,
  VALUE_REFUSED,
  byFirstWord,
  type Answers,
} from './answers.ts';

/**
 * SQLite's result codes by name, as better-sqlite3 reports them, and by number, as node:sqlite does. A
 * database that cannot be opened is one that cannot be reached. Not listed: SQLITE_READONLY and
 * SQLITE_IOERR, which no repetition helps.
 */
const ANSWERS: Answers = {
  'SQLITE_CONSTRAINT_PRIMARYKEY 1555': ALREADY_EXISTS,
  'SQLITE_CONSTRAINT_ROWID 2579': ALREADY_EXISTS,
  'SQLITE_CONSTRAINT_UNIQUE 2067': ALREADY_EXISTS,
  'SQLITE_CONSTRAINT_FOREIGNKEY 787': REFERENCE_CONFLICT,
  'SQLITE_CONSTRAINT 19': VALUE_REFUSED,
  'SQLITE_CONSTRAINT_CHECK 275': VALUE_REFUSED,
  'SQLITE_CONSTRAINT_DATATYPE 3091': VALUE_REFUSED,
  'SQLITE_CONSTRAINT_NOTNULL 1299': VALUE_REFUSED,
  'SQLITE_CONSTRAINT_TRIGGER 1811': VALUE_REFUSED,
  'SQLITE_MISMATCH 20': VALUE_REFUSED,
  'SQLITE_TOOBIG 18': VALUE_REFUSED,
  'SQLITE_BUSY 5': DATABASE_BUSY,
  'SQLITE_BUSY_RECOVERY 261': DATABASE_BUSY,
  'SQLITE_BUSY_SNAPSHOT 517': DATABASE_BUSY,
  'SQLITE_BUSY_TIMEOUT 773': DATABASE_BUSY,
  'SQLITE_LOCKED 6': DATABASE_BUSY,
  'SQLITE_LOCKED_SHAREDCACHE 262': DATABASE_BUSY,
  'SQLITE_CANTOPEN 14': DATABASE_UNAVAILABLE,
  'SQLITE_FULL 13': DATABASE_UNAVAILABLE,
};

const BY_NAME = byFirstWord(ANSWERS);
const BY_NUMBER = new Map<unknown, Recognition>(
  Object.entries(ANSWERS).map(([key, said]) => [Number(key.split(' ')[1]), said]),
);
const OF_NODE = 'ERR_SQLITE_ERROR';

/** SQLite, by better-sqlite3 or node:sqlite. */
export const sqlite: Family = {
  name: 'sqlite',
  packages: ['better-sqlite3', 'node'],
  answers: ANSWERS,
  marks: { code: [...(BY_NAME.keys() as Iterable<string>), OF_NODE] },
  recognize(view): Recognition | undefined {
    if (!view.isError) return undefined;
    const code = view.read('code');
    return code === OF_NODE ? BY_NUMBER.get(view.read('errcode')) : BY_NAME.get(code);
  },
};
