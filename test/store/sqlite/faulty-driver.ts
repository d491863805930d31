/** SQLite that fails as a test wants it to. */

import { loadDriver, type Connection, type Driver, type Value } from '../../../src/store/sqlite/driver.ts';

export interface FaultyDriver {
  readonly driver: Driver;
  /** Called before each statement is run on `db`; what it throws is the library's error. */
  fault: (sql: string, values: readonly Value[], db: Connection) => void;
  /** What is answered instead, by pragma. */
  pragmas: Readonly<Record<string, Value>>;
}

export function faultyDriver(): FaultyDriver {
  const real = loadDriver();
  const faulty: FaultyDriver = {
    fault: () => {},
    pragmas: {},
    driver: {
      name: real.name,
      open(file) {
        const db = real.open(file);
        return {
          exec(sql) {
            faulty.fault(sql, [], db);
            return db.exec(sql);
          },
          prepare(sql) {
            const statement = db.prepare(sql);
            const checked =
              <Result>(use: (...values: readonly Value[]) => Result) =>
              (...values: readonly Value[]): Result => {
                faulty.fault(sql, values, db);
                return use.apply(statement, [...values]);
              };
            const get = checked(statement.get);
            return {
              run: checked(statement.run),
              get: (...values) =>
                /quick_check/.test(sql) && 'quick_check' in faulty.pragmas ? faulty.pragmas : get(...values),
              all: checked(statement.all),
            };
          },
          close: () => db.close(),
        };
      },
    },
  };
  return faulty;
}

export function sqliteError(code: string, message = 'as the test wants it'): Error {
  return Object.assign(new Error(message), { code: `SQLITE_${code}` });
}
