/** The door `faultline/store/sqlite`. */

export { sqliteStore } from './sqlite-store.ts';
export type { DriverName } from './driver.ts';
export type { SqliteStoreOptions } from './options.ts';
