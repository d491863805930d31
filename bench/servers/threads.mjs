/** The threads of a process: those of the runtime share the server's core, those that a variant starts need not. */

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { canPin } from '../machine.mjs';

/** Identifiers of what runs now; empty where a system does not say. */
export function threadsNow() {
  try {
    return new Set(readdirSync('/proc/self/task'));
  } catch {
    return new Set();
  }
}

/** Lets all but `before` run on any core: a store's writer waits for no server, as on a machine with cores to spare. */
export function freeOthers(before) {
  if (!canPin) return;
  for (const thread of threadsNow())
    if (!before.has(thread)) spawnSync('taskset', ['-cp', '0,1', thread], { stdio: 'ignore' });
}
