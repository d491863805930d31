/** Occurrences in a file of SQLite: for an application, of one process or several, on one host. */

import type { Store } from '../store.ts';
import { openStore } from './open-store.ts';
import type { SqliteStoreOptions } from './options.ts';
import { startWorker } from './start-worker.ts';

/**
 * The embedded store. What `put` took survives the end of the process, however it ends; not the loss of power. Works in
 * two threads of its own, and on a file that several processes share.
 * @throws FaultlineError where an option is wrong, or no library for SQLite is installed. What is wrong with the file is
 * told by `subscribe`, and occurrences wait in the spool until it is mended.
 */
export function sqliteStore(options: SqliteStoreOptions): Store {
  return openStore(options, startWorker);
}
