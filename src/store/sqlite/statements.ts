import type { Connection, Row, Statement, Value } from './driver.ts';

/** A connection whose statements are prepared once. */
export interface Statements {
  readonly db: Connection;
  readonly run: (sql: string, ...values: readonly Value[]) => void;
  readonly get: (sql: string, ...values: readonly Value[]) => Row | undefined;
  readonly all: (sql: string, ...values: readonly Value[]) => readonly Row[];
}

/** Conditions make different texts of one statement: more than there ever are at once. */
const MAX_PREPARED = 200;

export function prepareOnce(db: Connection, most: number = MAX_PREPARED): Statements {
  const prepared = new Map<string, Statement>();
  function statement(sql: string): Statement {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    if (prepared.size >= most) prepared.clear();
    const made = db.prepare(sql);
    prepared.set(sql, made);
    return made;
  }
  return {
    db,
    run: (sql, ...values) => void statement(sql).run(...values),
    get: (sql, ...values) => statement(sql).get(...values),
    all: (sql, ...values) => statement(sql).all(...values),
  };
}

/** All of it or nothing. @throws what the library or `work` throws */
export function inTransaction<Result>(db: Connection, work: () => Result): Result {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(db);
    throw error;
  }
}

/** Reads one state of the file, whatever is written meanwhile. @throws what the library or `work` throws */
export function inSnapshot<Result>(db: Connection, work: () => Result): Result {
  db.exec('BEGIN');
  try {
    return work();
  } finally {
    // Nothing was written: this only ends it.
    rollBack(db);
  }
}

/** Some failures have done so already, which makes this one fail. */
function rollBack(db: Connection): void {
  try {
    db.exec('ROLLBACK');
  } catch {
    // There is no transaction any more.
  }
}
