/** faultline as the variants have it. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFaultline } from '../../dist/src/index.js';
import { sqliteStore } from '../../dist/src/store/sqlite/index.js';
import { createLog } from './log.mjs';

/** Every stack is read, as the hand-written handlers do. */
const record = { stacksPerSecond: Infinity };

const OPTIONS = {
  faultline: () => ({ logger: false, store: false }),
  'faultline+sqlite': () => ({ logger: false, store: fresh(), record }),
  'faultline+pino': () => ({ logger: createLog(), store: false, record }),
  'faultline+pino, sampled': () => ({ logger: createLog(), store: false }),
  'faultline+pino+sqlite': () => ({ logger: createLog(), store: fresh(), record }),
  'faultline+pino+sqlite, sampled': () => ({ logger: createLog(), store: fresh() }),
};

/** Handlers by variant. @param toHandler makes one of an instance */
export function ours(toHandler) {
  return Object.fromEntries(
    Object.entries(OPTIONS).map(([variant, options]) => [
      variant,
      (app) => toHandler(createFaultline(options()), app),
    ]),
  );
}

function fresh() {
  return sqliteStore({ file: join(mkdtempSync(join(tmpdir(), 'faultline-bench-')), 'errors.db') });
}
