/** The promise of every store, kept by a file. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DriverName } from '../../../src/store/sqlite/driver.ts';
import { openStore } from '../../../src/store/sqlite/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { storeContract, type Opened } from '../contract.ts';
import { localWorkers } from './in-process.ts';
import { installed } from './installed.ts';

for (const driver of installed) storeContract(`sqlite by ${driver}`, () => openWith(driver));

async function openWith(driver: DriverName): Promise<Opened> {
  const directory = mkdtempSync(join(tmpdir(), 'faultline-'));
  const file = join(directory, 'errors.db');
  const stores: Store[] = [];
  const open = async (): Promise<Store> => {
    const store = openStore({ file, retention: {}, driver }, localWorkers().start);
    stores.push(store);
    return store;
  };
  return {
    store: await open(),
    reopen: open,
    cleanup: async () => {
      await Promise.all(stores.map((store) => store.close(5000)));
      rmSync(directory, { recursive: true });
    },
  };
}
