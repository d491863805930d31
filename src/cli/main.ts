#!/usr/bin/env node
/** The command line as a process. */

import process from 'node:process';
import { run } from './run.ts';

const streams = [process.stdout, process.stderr];

for (const stream of streams) {
  // `faultline check … | head` closes the pipe early: what is not read is not missed.
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') process.exitCode = 1;
  });
}

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  isTTY: streams.every(({ isTTY }) => isTTY),
  columns: process.stdout.columns,
});
