/** The libraries that speak SQLite, seen alike. */

import { createRequire } from 'node:module';
import { FaultlineError } from '../../codes.ts';

export type Value = number | string | null;
export type Row = Readonly<Record<string, Value>>;

export interface Statement {
  run(...values: readonly Value[]): unknown;
  get(...values: readonly Value[]): Row | undefined;
  all(...values: readonly Value[]): readonly Row[];
}

export interface Connection {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

export type DriverName = 'better-sqlite3' | 'libsql' | 'node:sqlite';

export interface Driver {
  readonly name: DriverName;
  /** Makes the file where there is none. @throws the library's error */
  readonly open: (file: string) => Connection;
}

/** In the order in which they are tried: what the runtime has, what is fastest, what needs no compiler. */
export const DRIVERS: readonly DriverName[] = ['node:sqlite', 'better-sqlite3', 'libsql'];

/** @throws any error where there is no such module */
export type Load = (module: string) => unknown;

type Constructor = new (file: string) => Connection;

/**
 * @param wanted one of them, where not just any
 * @throws FaultlineError `FLT_DRIVER_MISSING` naming what to install
 */
export function loadDriver(wanted?: DriverName, load: Load = loadModule): Driver {
  for (const name of wanted === undefined ? DRIVERS : [wanted]) {
    const Database = constructorOf(name, load);
    if (Database !== undefined) return { name, open: (file) => new Database(file) };
  }
  throw new FaultlineError(
    'FLT_DRIVER_MISSING',
    `sqliteStore found no library for SQLite${CURES[wanted ?? 'any']}`,
  );
}

const CURES: Readonly<Record<DriverName | 'any', string>> = {
  any: '; `npm install better-sqlite3@12`, or `npm install libsql@0.5` where nothing can be compiled, or use Node 22.13 or later.',
  'better-sqlite3': ' named "better-sqlite3"; `npm install better-sqlite3@12`.',
  libsql: ' named "libsql"; `npm install libsql@0.5`.',
  'node:sqlite':
    ' named "node:sqlite", which Node has from 22.13 on; use that, or leave the option "driver" out.',
};

function constructorOf(name: DriverName, load: Load): Constructor | undefined {
  try {
    const module = load(name);
    const Database =
      name === 'node:sqlite'
        ? (module as { readonly DatabaseSync: Constructor }).DatabaseSync
        : (module as Constructor);
    // The binary part may be missing, or be made for another version of Node.
    new Database(':memory:').close();
    return Database;
  } catch {
    return undefined;
  }
}

function loadModule(name: string): unknown {
  return createRequire(import.meta.url)(name);
}
