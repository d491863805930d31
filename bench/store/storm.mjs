/**
 * A storm over HTTP: so many failures a second for so many minutes, logged with pino and kept in SQLite as by default.
 * Shows the lag of the server's event loop, its memory by the minute, and whether every reference is found afterwards.
 *
 *   npm run build && node bench/store/storm.mjs [--framework fastify] [--rate 5000] [--minutes 10] [--directory /var/tmp] [--json]
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sqliteStore } from '../../dist/src/store/sqlite/index.js';
import { createLoad } from './storm-load.mjs';

const { values: options } = parseArgs({
  options: {
    framework: { type: 'string', default: 'fastify' },
    rate: { type: 'string', default: '5000' },
    minutes: { type: 'string', default: '10' },
    directory: { type: 'string', default: os.tmpdir() },
    json: { type: 'boolean', default: false },
  },
});
const rate = Number(options.rate);
const minutes = Number(options.minutes);
const directory = mkdtempSync(join(options.directory, 'bench-storm-'));
const file = join(directory, 'errors.db');
const server = fork(new URL('storm-server.mjs', import.meta.url), [options.framework, file], {
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  env: { ...process.env, NODE_ENV: 'production' },
});
const result = {
  machine: `${os.cpus().length} cores of ${os.cpus()[0].model}, Node ${process.version}`,
  storm: `${options.framework}, ${rate} failures/s for ${minutes} min`,
  byMinute: [],
};
try {
  const [{ port }] = await once(server, 'message');
  const load = await createLoad(port);
  // So that the code is compiled and the heap has grown to what a busy server has, before anything counts.
  await load.run(rate, 20);
  result.before = await ask('measure');
  for (let minute = 0; minute < minutes; minute++) {
    const { answered, behind } = await load.run(rate, 60);
    const measured = { answered, behind, ...(await ask('measure')) };
    result.byMinute.push(measured);
    console.error(JSON.stringify(measured));
  }
  load.close();
  result.end = await ask('end');
  result.references = await lookUpAll(load);
} finally {
  server.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
}
print();

function print() {
  if (options.json) return console.log(JSON.stringify(result, undefined, 2));
  const { storm, before, byMinute, end, references } = result;
  console.log(
    `${storm}, logged with pino and kept in SQLite, both as by default; 20 s of the same before.\n`,
  );
  console.log(
    '| minute | answered | lag p50 ms | p99 ms | most ms | heap MB | external MB | resident MB | waiting |',
  );
  console.log(`| ---: ${'| ---: '.repeat(8)}|`);
  for (const [index, one] of [before, ...byMinute].entries()) {
    const { answered = '', lagP50, lagP99, lagMax, heap, external, rss, waiting } = one;
    console.log(`| ${[index, answered, lagP50, lagP99, lagMax, heap, external, rss, waiting].join(' | ')} |`);
  }
  const { answered, lookedUp, missing } = references;
  console.log(`\nAnswered: ${answered}; stored: ${end.stored}; lost: ${JSON.stringify(end.lost)}.`);
  console.log(`Of ${lookedUp} references that clients got, ${missing} were not found afterwards.`);
}

async function ask(what) {
  server.send(what);
  const [message] = await once(server, 'message');
  return message;
}

/** Every thousandth reference that a client was given, in the file as the server left it. */
async function lookUpAll({ references, total }) {
  const store = sqliteStore({ file, retention: {} });
  let missing = 0;
  for (const reference of references) if ((await store.find(reference)).length === 0) missing += 1;
  await store.close(10_000);
  return { answered: total(), lookedUp: references.length, missing };
}
