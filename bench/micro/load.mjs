/** Loading a configuration file of 10,000 entries: time and memory at the start, and what a reload blocks. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFaultline } from '../../dist/src/index.js';
import { configuration } from '../policy-config.mjs';

const ENTRIES = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'faultline-load-'));
const file = join(folder, 'faultline.json');

try {
  // Routes, rows and rules together.
  const given = configuration(ENTRIES / 3);
  writeFileSync(file, JSON.stringify(given));
  // The code of the loader is not what is measured.
  createFaultline({ config: { platform: { errors: { NOT_FOUND: { message: 'x' } } } }, logger: false });
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const fl = createFaultline({ config: file, logger: false });
  const loaded = performance.now() - start;
  const grown = process.memoryUsage().heapUsed - before;
  globalThis.gc();
  const kept = process.memoryUsage().heapUsed - before;

  const blockedByFile = await longestTurn(() => fl.reload());
  const blockedByObject = await longestTurn(() => fl.reload(given));
  process.stdout.write(
    JSON.stringify({
      'load of 10,000 entries, ms': loaded,
      'load of 10,000 entries, MB allocated at most': grown / 1e6,
      'load of 10,000 entries, MB kept': kept / 1e6,
      'reload of 10,000 entries, ms blocked at most': Math.max(blockedByFile, blockedByObject),
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The longest turn of the event loop, in milliseconds, while the work is done. */
async function longestTurn(work) {
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  // The garbage of the work is collected later.
  await new Promise((resolve) => setTimeout(resolve, 20));
  isOver = true;
  return longest;
}
