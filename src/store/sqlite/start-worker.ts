import { Worker } from 'node:worker_threads';
import type { ThreadOptions } from './messages.ts';

/** A thread of its own. Nothing of how this process was started is for it. */
export function startWorker(workerData: ThreadOptions): Worker {
  const here = import.meta.url;
  return new Worker(new URL(threadFile(here), here), { workerData, execArgv: [] });
}

/** Beside the library's code where it is published; from source, what makes Node read TypeScript. */
export function threadFile(here: string): string {
  return here.endsWith('.ts') ? './worker-from-source.mjs' : './sqlite-worker.js';
}
