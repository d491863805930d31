import { show } from '../../codes.ts';
import { invalidOption } from '../../option-check.ts';
import type { QueueOptions } from '../queue.ts';

/** What each number is at least. */
const LEAST = { occurrences: 1, bytes: 1, batch: 1, delay: 0, writers: 1, timeLimit: 1 } as const;

/** @throws FaultlineError naming the option, and what to give */
export function checkQueueOptions(options: QueueOptions): void {
  for (const name of Object.keys(LEAST) as (keyof typeof LEAST)[]) {
    const value: unknown = options[name];
    if (value === undefined || (Number.isInteger(value) && (value as number) >= LEAST[name])) continue;
    throw invalidOption('createQueue', name, `is ${show(value)}`, `an integer from ${LEAST[name]}`);
  }
  if (typeof options.writer?.write !== 'function')
    throw invalidOption('createQueue', 'writer', `is ${show(options.writer)}`, 'an object with "write"');
}
