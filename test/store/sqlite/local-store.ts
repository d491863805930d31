/** Stores whose threads run in this one, on a file of their own, and a SQLite that fails as a test wants it to. */

import { copyFileSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { loadDriver } from '../../../src/store/sqlite/driver.ts';
import { openToWrite } from '../../../src/store/sqlite/open-file.ts';
import { openStore } from '../../../src/store/sqlite/open-store.ts';
import type { SqliteStoreOptions } from '../../../src/store/sqlite/options.ts';
import type { Store } from '../../../src/store/store.ts';
import { faultyDriver, type FaultyDriver } from './faulty-driver.ts';
import { localWorkers } from './in-process.ts';

export interface Local {
  directory: string;
  file: string;
  faulty: FaultyDriver;
  workers: ReturnType<typeof localWorkers>;
  /** `level: message` of each trouble. */
  told: string[];
  readonly open: (options?: Partial<SqliteStoreOptions>) => Store;
  /** Names of what was moved aside, journals left out. */
  readonly aside: () => string[];
}

/** Moves a store that is closed to where no connection lingers, with all that is in its journal. */
export function settle(from: string, to: string): void {
  const db = loadDriver().open(from);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  copyFileSync(from, to);
  for (const part of ['', '-wal', '-shm']) rmSync(from + part, { force: true });
}

/** A file of ours, of which the greater part is gone. */
export function damagedFile(file: string): void {
  const origin = join(dirname(file), 'origin');
  openToWrite(loadDriver(), origin, 1000).close();
  settle(origin, file);
  truncateSync(file, 8192);
}

/** To be called at the top of a test file: new before each test, and removed after it. */
export function localStores(): Local {
  const stores: Store[] = [];
  const local: Partial<Local> = {
    open(options = {}) {
      const store = openStore({ file: local.file!, retention: {}, ...options }, local.workers!.start);
      stores.push(store);
      store.subscribe((event) => {
        if (event.type === 'trouble') local.told!.push(`${event.level}: ${event.message}`);
      });
      return store;
    },
    aside: () => readdirSync(local.directory!).filter((name) => /\.corrupt-[\dTZ-]+$/.test(name)),
  };
  beforeEach(() => {
    const directory = mkdtempSync(join(tmpdir(), 'faultline-'));
    const faulty = faultyDriver();
    const workers = localWorkers(faulty.driver);
    Object.assign(local, { directory, file: join(directory, 'errors.db'), faulty, workers, told: [] });
  });
  afterEach(async () => {
    local.faulty!.fault = () => {};
    await Promise.all(stores.splice(0).map((store) => store.close(2000)));
    rmSync(local.directory!, { recursive: true });
  });
  return local as Local;
}
