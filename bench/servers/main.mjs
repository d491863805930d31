/** The process of one server: `node main.mjs <framework> <variant>`. Tells its port, and its CPU time when asked. */

import { setTimeout as pause } from 'node:timers/promises';
import { freeOthers, threadsNow } from './threads.mjs';

const [framework, variant] = process.argv.slice(2);
const before = threadsNow();
const { start } = await import(`./${framework}.mjs`);

process.on('message', () => process.send({ cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit(0));
const port = await start(variant, 0);
// Some are started a moment later.
await pause(300);
freeOthers(before);
process.send({ port });
