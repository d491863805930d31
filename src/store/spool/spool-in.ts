import type { Spooling } from '../queue/spooling.ts';
import { adoptSpools } from './adopt-spools.ts';
import { checkSpoolOptions } from './check-spool-options.ts';
import { openSpool } from './open-spool.ts';
import { readSpool } from './read-spool.ts';
import type { SpoolOptions } from './spool.ts';

/**
 * Where a queue keeps on disk what waits. A directory belongs to one store, whose processes may share it: each stores
 * what another left there. See `openSpool`.
 * @throws FaultlineError where an option is wrong; a directory that cannot be had is told when it is opened
 */
export function spoolIn(directory: string, options: SpoolOptions = {}): Spooling {
  checkSpoolOptions(options);
  return {
    name: directory,
    open: () => openSpool(directory, options),
    read: ({ path, id }) => readSpool(path, id),
    adopt: () => adoptSpools(directory),
  };
}
