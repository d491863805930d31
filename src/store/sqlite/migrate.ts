import { FaultlineError, show } from '../../codes.ts';
import type { Connection } from './driver.ts';
import { APPLICATION, STEPS } from './schema.ts';
import { inTransaction } from './statements.ts';

/**
 * Brings a file to the newest schema, one process at a time, wholly or not at all.
 * @returns whether anything was to be done
 * @throws FaultlineError where the file is another application's, or of a newer version of this library
 */
export function migrate(db: Connection, file: string, steps: readonly string[] = STEPS): boolean {
  if (isCurrent(db, steps)) return false;
  return inTransaction(db, () => {
    // Once more: another process may have been faster.
    const version = versionOf(db);
    demandOurs(db, file);
    if (version > steps.length)
      throw refused(
        file,
        `has schema ${version}, and this version of faultline knows ${steps.length} at most; update faultline here, or name another file`,
      );
    for (const step of steps.slice(version)) db.exec(step);
    db.exec(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${steps.length}`);
    return true;
  });
}

/**
 * Writes nothing.
 * @param mustExist an empty file, which could become a store, is not enough
 * @throws FaultlineError where the file is not this library's, and what the library throws
 */
export function demandOurs(db: Connection, file: string, mustExist: boolean = false): void {
  if (isOurs(db)) return;
  if (!isEmpty(db)) throw refused(file, 'belongs to another application; name another file');
  if (mustExist) throw refused(file, 'is empty; name the one that the application writes');
}

/** Whether it can be read as it is. */
export function isCurrent(db: Connection, steps: readonly string[] = STEPS): boolean {
  return versionOf(db) === steps.length && isOurs(db);
}

function versionOf(db: Connection): number {
  return Number(db.prepare('PRAGMA user_version').get()!.user_version);
}

function isOurs(db: Connection): boolean {
  return applicationOf(db) === APPLICATION;
}

/** Others may have marked it as theirs, and made no table yet. */
function isEmpty(db: Connection): boolean {
  const isMarked = applicationOf(db) !== 0 || versionOf(db) !== 0;
  return !isMarked && db.prepare('SELECT 1 AS one FROM sqlite_master LIMIT 1').get() === undefined;
}

function applicationOf(db: Connection): number {
  return Number(db.prepare('PRAGMA application_id').get()!.application_id);
}

function refused(file: string, problem: string): FaultlineError {
  return new FaultlineError('FLT_STORE_UNAVAILABLE', `The file ${show(file)} ${problem}.`);
}
