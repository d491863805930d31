/** A file in memory, written and read without threads. */

import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import { loadDriver } from '../../../src/store/sqlite/driver.ts';
import { migrate } from '../../../src/store/sqlite/migrate.ts';
import { createNames } from '../../../src/store/sqlite/names.ts';
import { prepareOnce, type Statements } from '../../../src/store/sqlite/statements.ts';
import { writeBatch, type Written } from '../../../src/store/sqlite/write-batch.ts';

export interface MemoryFile {
  readonly statements: Statements;
  readonly write: (occurrences: readonly StoredOccurrence[]) => Written;
  readonly writeLines: (lines: readonly string[]) => Written;
  readonly count: (table: string) => number;
}

/** @param pragma before anything is in it */
export function memoryFile(pragma = ''): MemoryFile {
  const db = loadDriver().open(':memory:');
  db.exec(pragma);
  migrate(db, 'test');
  const statements = prepareOnce(db);
  const names = createNames(statements);
  let offset = 0;
  const writeLines = (lines: readonly string[]): Written => {
    offset += 1;
    return writeBatch(statements, names, { lines, end: { spool: 'S', segment: 1, offset } }, Date.now());
  };
  return {
    statements,
    writeLines,
    write: (occurrences) => writeLines(occurrences.map((one) => JSON.stringify(one))),
    count: (table) => Number(statements.get(`SELECT count(*) AS count FROM ${table}`)!.count),
  };
}
