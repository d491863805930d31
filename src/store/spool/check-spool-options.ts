import { show } from '../../codes.ts';
import { invalidOption } from '../../option-check.ts';
import type { SpoolOptions } from './spool.ts';

/** @throws FaultlineError naming the option, and what to give */
export function checkSpoolOptions(options: SpoolOptions): void {
  for (const name of ['segmentBytes', 'maxBytes'] as const) {
    const value: unknown = options[name];
    if (value === undefined || (Number.isSafeInteger(value) && (value as number) > 0)) continue;
    throw invalidOption('a spool', name, `is ${show(value)}`, 'a number of bytes from 1');
  }
}
