/** Stores whose threads run in this one, on a file of their own, and a SQLite that fails as a test wants it to. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
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
