#!/usr/bin/env node
/** The command line as a process. */

import process from 'node:process';
import { createAsk } from './ask.ts';
import { createInterruption } from './interruption.ts';
import { outOf } from './out.ts';
import { run } from './run.ts';

const fail = (): void => {
  process.exitCode = 1;
};
const [stdout, stderr] = [outOf(process.stdout, fail), outOf(process.stderr, fail)];

const code = await run(process.argv.slice(2), {
  stdout,
  stderr,
  env: process.env,
  isTTY: [stdout, stderr].every(({ isTTY }) => isTTY === true),
  // Some terminals do not know theirs, and say 0.
  columns: process.stdout.columns || undefined,
  ...(process.stdin.isTTY && { ask: createAsk(process.stdin, stderr) }),
  interruption: createInterruption(process),
});

process.exitCode ||= code;
