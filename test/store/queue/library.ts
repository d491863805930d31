/** What scripts in processes of their own have. */

export { createEvents } from '../../../src/store/events.ts';
export { createQueue, RefusedError } from '../../../src/store/queue.ts';
export { adoptSpools, readSpool, spoolIn } from '../../../src/store/spool/index.ts';
