/** The in-process benchmarks: each in several processes on one core, one after the other. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { installedSize } from './installed-size.mjs';
import { BYTES_FLAGS } from './micro/clock.mjs';
import { pinned } from './machine.mjs';

const run = promisify(execFile);
const START_PROCESSES = 10;

/** Samples by case name, one a process, in us, bytes or ms; and what an installation weighs. */
export async function measureMicro({ processes }, log) {
  const groups = {
    resolve: await samplesOf('resolve.mjs', processes),
    bytes: await samplesOf('resolve.mjs', processes, BYTES_FLAGS, ['bytes']),
    negotiate: await samplesOf('negotiate.mjs', processes),
    record: await samplesOf('record.mjs', processes),
    policy: await samplesOf('policy.mjs', processes),
    load: await samplesOf('load.mjs', processes, ['--expose-gc']),
    construct: await samplesOf('construct.mjs', processes),
    start: {
      ...(await startOf('import of an empty module')),
      ...(await startOf('import and createFaultline()')),
    },
    installed: await installedSize(),
  };
  log('in-process benchmarks done');
  return groups;
}

async function samplesOf(file, processes, flags = [], args = []) {
  const path = fileURLToPath(new URL(`micro/${file}`, import.meta.url));
  const samples = {};
  for (let index = 0; index < processes; index++) {
    const [command, options] = pinned(0, process.execPath, [...flags, path, ...args]);
    const { stdout } = await run(command, options, { timeout: 120_000 });
    for (const [name, value] of Object.entries(JSON.parse(stdout))) (samples[name] ??= []).push(value);
  }
  return samples;
}

/** Without the first process, which reads from a cold disk. */
async function startOf(name) {
  const { [name]: samples } = await samplesOf('start.mjs', START_PROCESSES + 1, [], [name]);
  return { [name]: samples.slice(1) };
}
