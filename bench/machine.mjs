/** The machine, described without naming it, and what can be done with it. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem, type } from 'node:os';

const has = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).error === undefined;

export const hasWrk = has('wrk', '-v');
export const canPin = availableParallelism() > 1 && has('taskset', '-V');

/** The command line that runs `command` on one core: 0 is for servers, 1 for load. */
export function pinned(core, command, args) {
  return canPin ? ['taskset', ['-c', String(core), command, ...args]] : [command, args];
}

export function describeMachine() {
  const gib = Math.round(totalmem() / 2 ** 30);
  return [
    `${availableParallelism()} cores, ${cpus()[0]?.model.trim()}, ${gib} GiB`,
    `${type()}, Node ${process.version}`,
    canPin ? 'servers on core 0, load on core 1, threads of a store on either' : 'nothing pinned to a core',
    hasWrk ? 'load by wrk' : 'load by autocannon',
    new Date().toISOString().slice(0, 10),
  ].join('; ');
}

const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** `express 5.3.0, ...`, as installed. */
export function describePeers() {
  return Object.keys(dependencies)
    .map((name) => {
      const file = new URL(`node_modules/${name}/package.json`, import.meta.url);
      return `${name} ${JSON.parse(readFileSync(file, 'utf8')).version}`;
    })
    .join(', ');
}
