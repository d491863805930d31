/** The journal on disk behind stores: what was appended to it outlives the process. */

export { adoptSpools } from './adopt-spools.ts';
export { openSpool } from './open-spool.ts';
export { readSpool } from './read-spool.ts';
export { spoolIn } from './spool-in.ts';
export { SpoolError } from './spool-error.ts';
export type { AdoptedSpool, Spool, SpoolBatch, SpoolPosition, SpoolReader } from './spool.ts';
