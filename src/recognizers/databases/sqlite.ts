import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { hasOwnClass } from '../guard.ts';
import {
  ALREADY_EXISTS,
  DATABASE_BUSY,
  DATABASE_UNAVAILABLE,
  REFERENCE_CONFLICT,
  VALUE_REFUSED,
  byFirstWord,
  type Answers,
} from './answers.ts';
import { madeWith } from './made-with.ts';

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
  // As libsql, which has no name for it, says.
  'UNKNOWN_SQLITE_ERROR_3091 3091': VALUE_REFUSED,
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
const OF_CLASSES: ReadonlySet<unknown> = new Set(['LibsqlError', 'SqliteError']);

/** SQLite's own words for what has no extended code. */
const WORDS: Answers = {
  'UNIQUE constraint failed: ': ALREADY_EXISTS,
  'FOREIGN KEY constraint failed': REFERENCE_CONFLICT,
};

/**
 * SQLite: by better-sqlite3 and libsql, which have a class, and by node:sqlite and sqlite3, which make plain errors
 * of SQLite's words.
 */
export const sqlite: Family = {
  name: 'sqlite',
  packages: ['better-sqlite3', 'libsql', 'node'],
  plain: true,
  answers: ANSWERS,
  marks: { code: [...(BY_NAME.keys() as Iterable<string>), OF_NODE] },
  recognize(view): Recognition | undefined {
    if (!view.isError) return undefined;
    const code = view.read('code');
    if (OF_CLASSES.has(view.read('name'))) return hasOwnClass(view) ? byClass(view) : undefined;
    if (typeof code !== 'string' || !madeWith(view, view.message)) return undefined;
    return code === OF_NODE ? ofNode(view) : ofSqlite3(view, `${code}: `);
  },
};

/** libsql has the extended code beside the other, which tells less. */
function byClass(view: ErrorView): Recognition | undefined {
  return BY_NAME.get(view.read('extendedCode')) ?? BY_NAME.get(view.read('code'));
}

/** What is the client's fault has to say so in SQLite's words too. */
function ofNode(view: ErrorView): Recognition | undefined {
  const said = BY_NUMBER.get(view.read('errcode'));
  const isConflict = said === ALREADY_EXISTS || said === REFERENCE_CONFLICT;
  return isConflict ? byWords(view.message) : said;
}

/** Its messages begin with the code. */
function ofSqlite3(view: ErrorView, start: string): Recognition | undefined {
  const said = BY_NUMBER.get(view.read('errno'));
  if (said === undefined || !view.message.startsWith(start)) return undefined;
  return byWords(view.message.slice(start.length)) ?? said;
}

function byWords(words: string): Recognition | undefined {
  return Object.entries(WORDS).find(([start]) => words.startsWith(start))?.[1];
}
