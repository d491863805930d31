/** `npm run bench`: everything in one go; `options.mjs` has the flags for a part of it. */

import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { options } from './options.mjs';

installPeers();
// Imported late: these need what was just installed.
const { measureAtEqualLoad, measureErrors, measureHappy } = await import('./measure.mjs');
const { measureMicro } = await import('./micro.mjs');
const { toMarkdown } = await import('./results.mjs');

const started = performance.now();
const results = { errors: {}, happy: {}, paced: {}, micro: undefined };
const log = (line) =>
  console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`);
const wants = (part) => options.parts.includes(part);

// First, since a fault of theirs shows in minutes.
if (options.micro) results.micro = await measureMicro(options, log);
for (const framework of options.frameworks) {
  if (wants('boom')) {
    const errors = (results.errors[framework] = await measureErrors(framework, options, log));
    if (wants('paced')) results.paced[framework] = await measureAtEqualLoad(framework, options, errors, log);
  }
  if (wants('happy')) results.happy[framework] = await measureHappy(framework, options, log);
}

const markdown = toMarkdown(results, options);
console.log(markdown);
if (options.out !== undefined) writeFileSync(options.out, markdown);

/** Again when the lock file is newer than what is installed. */
function installPeers() {
  const bench = fileURLToPath(new URL('.', import.meta.url));
  const [wanted, installed] = ['package-lock.json', 'node_modules/.package-lock.json'].map(
    (file) => statSync(bench + file, { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  if (installed >= wanted) return;
  const { status } = spawnSync('npm', ['ci', '--prefix', bench], { stdio: ['ignore', 2, 2], cwd: bench });
  if (status !== 0) throw new Error('npm ci in bench/ failed');
}
