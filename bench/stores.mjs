/**
 * `npm run bench:stores`: what the stores take and how fast they answer, and a storm; half an hour in all.
 * `node bench/stores.mjs --only sqlite,storm` prints a part, and leaves the committed results alone.
 */

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine } from './machine.mjs';

const SOURCE = ['--import', 'tsx', '--conditions=@faultline/source'];
const PARTS = {
  sqlite: ['SQLite', ['--import', 'tsx', 'bench/store/sqlite.mjs']],
  postgres: ['PostgreSQL', [...SOURCE, 'bench/store/postgres.mjs']],
  storm: ['A storm', ['bench/store/storm.mjs']],
};

const { values } = parseArgs({ options: { only: { type: 'string', default: Object.keys(PARTS).join() } } });
const names = values.only.split(',');
const sections = names.map((name) => {
  const [title, args] = PARTS[name];
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.at(-1)} ended with ${status}`);
  return `## ${title}\n\n${stdout.trim()}`;
});
const head = `${describeMachine()}. Written by \`npm run bench:stores\`.`;
const notes = readFileSync(new URL('stores-notes.md', import.meta.url), 'utf8').trim();
const markdown = ['# Stores', head, notes, ...sections].join('\n\n');
console.log(markdown);
if (names.length === Object.keys(PARTS).length)
  writeFileSync(new URL('stores.md', import.meta.url), `${markdown}\n`);
