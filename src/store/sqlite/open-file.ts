/** The file, opened and ready. */

import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { FaultlineError, show } from '../../codes.ts';
import type { Driver } from './driver.ts';
import { demandOurs, isCurrent, migrate } from './migrate.ts';
import { prepareOnce, type Statements } from './statements.ts';

export interface OpenFile {
  readonly statements: Statements;
  /** It is no longer the one that its name leads to: it was moved or deleted, and another may stand there. */
  readonly isGone: () => boolean;
  /** Never throws. */
  readonly close: () => void;
}

/** Pages take less work when they are larger, and more room in the journal. */
const PAGE = 8192;
/** Bytes of the journal, from which on they go into the file. */
const JOURNAL = 32 * 2 ** 20;
/** Kibibytes. */
const CACHE = 32_768;

/**
 * Makes the file where there is none, for its user alone, and brings it to the newest schema. What is not this library's
 * stays as it is.
 * @param wait milliseconds for another process that writes
 * @param mustExist nothing is made
 * @throws what the library or the file system throws, and what `migrate` does
 */
export function openToWrite(
  driver: Driver,
  file: string,
  wait: number,
  mustExist: boolean = false,
): OpenFile {
  if (mustExist) demandFile(file);
  else make(file);
  return opened(driver, file, (statements) => {
    const { db } = statements;
    db.exec(`PRAGMA busy_timeout = ${wait}`);
    // Before anything that writes.
    demandOurs(db, file, mustExist);
    db.exec(`PRAGMA page_size = ${PAGE}; PRAGMA auto_vacuum = INCREMENTAL`);
    // Readers do not wait for the writer then, nor the other way round.
    statements.get('PRAGMA journal_mode = WAL');
    db.exec(`PRAGMA synchronous = NORMAL; PRAGMA cache_size = -${CACHE}`);
    statements.get(`PRAGMA wal_autocheckpoint = ${JOURNAL / PAGE}`);
    statements.get(`PRAGMA journal_size_limit = ${2 * JOURNAL}`);
    migrate(db, file);
  });
}

/**
 * @returns `undefined` where there is no such file yet, or it must be brought to the newest schema
 * @throws what the library or the file system throws
 */
export function openToRead(driver: Driver, file: string, wait: number): OpenFile | undefined {
  if (!existsSync(file)) return undefined;
  const open = opened(driver, file, ({ db }) => {
    db.exec(`PRAGMA busy_timeout = ${wait}`);
    db.exec(`PRAGMA query_only = ON; PRAGMA cache_size = -${CACHE}`);
  });
  if (isReady(open)) return open;
  open.close();
  return undefined;
}

function isReady({ statements, close }: OpenFile): boolean {
  try {
    return isCurrent(statements.db);
  } catch (error) {
    close();
    throw error;
  }
}

function opened(driver: Driver, file: string, prepare: (statements: Statements) => void): OpenFile {
  const db = driver.open(file);
  const close = (): void => {
    try {
      db.close();
    } catch {
      // It is of no use any more, in whatever state.
    }
  };
  try {
    const statements = prepareOnce(db);
    prepare(statements);
    const identity = identityOf(file);
    return { statements, close, isGone: () => identityOf(file) !== identity };
  } catch (error) {
    close();
    throw error;
  }
}

function demandFile(file: string): void {
  if (existsSync(file)) return;
  const message = `There is no file ${show(file)}; name the one that the application writes.`;
  throw new FaultlineError('FLT_STORE_UNAVAILABLE', message);
}

/** Nothing is opened that is there already: closing it would end the locks that this process has on it. */
function make(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== 'EEXIST') throw error;
  }
}

/** Which file its name leads to now: another one by the same name differs. */
export function identityOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? 'none' : `${found.dev}.${found.ino}`;
}

/** Moves a damaged file out of the way, with all that belongs to it. @returns where it is. @throws the file system's error */
export function setAside(file: string, now: number): string {
  const aside = `${file}.corrupt-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
  renameSync(file, aside);
  for (const part of ['-wal', '-shm']) if (existsSync(file + part)) renameSync(file + part, aside + part);
  return aside;
}
