/** Latency at equal load: the same fixed rate for everyone, from a generator that does not wait for answers. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { ACCEPT } from './accept.mjs';
import { pinned } from './machine.mjs';

const run = promisify(execFile);
const GENERATOR = fileURLToPath(new URL('paced-load.mjs', import.meta.url));

/** @returns {Promise<{ sent: number, p50: number, p99: number }>} latencies in ms, from when each request was due */
export async function measurePaced(server, path, rate, seconds) {
  const args = [GENERATOR, String(server.port), path, String(rate), String(seconds), ACCEPT];
  const { stdout } = await run(...pinned(1, process.execPath, args), { timeout: (seconds + 20) * 1000 });
  return JSON.parse(stdout);
}
