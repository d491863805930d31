/** The modules that speak SQLite alike: one that is compiled where it is installed, and one that brings its binary. */

import libsql from 'libsql';

export interface Database {
  exec(statements: string): unknown;
  prepare(statement: string): { run(...values: readonly unknown[]): unknown };
  close(): unknown;
}

export interface Module {
  new (file: string): Database;
  readonly SqliteError: new (message: string, code: string) => Error;
}

interface Named {
  readonly name: 'better-sqlite3' | 'libsql';
  /** `undefined` where it is not installed, or does not fit this version of Node. */
  readonly module: Module | undefined;
}

/** Says so if it is missing, as a test that is skipped is easily overlooked. */
async function findModule(): Promise<Module | undefined> {
  // No dependency of this package; a literal would be looked up before the tests run.
  const name = 'better-sqlite3';
  try {
    const found = (await import(/* @vite-ignore */ name)) as { readonly default: Module };
    new found.default(':memory:').close();
    return found.default;
  } catch {
    console.warn(
      `skipped: "${name}" is not installed, so nothing is tried with it; \`npm install --no-save --save-dev ${name}@12\``,
    );
    return undefined;
  }
}

export const modules: readonly Named[] = [
  { name: 'better-sqlite3', module: await findModule() },
  { name: 'libsql', module: libsql },
];
