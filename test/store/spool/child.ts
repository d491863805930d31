/** Processes of their own with the spool in them: scripts that this Node runs, in a directory. */

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

let folder: string;

/** To be called at the top of a test file. @param entry what the scripts have as `S` */
export function withSpoolFile(entry: string = 'src/store/spool/index.ts'): void {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'faultline-spool-library-'));
    buildSync({
      entryPoints: [entry],
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile: libraryFile(),
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

/** For a worker or a shell. */
export function libraryFile(): string {
  return join(folder, 'spool.mjs');
}

export interface Running {
  readonly child: ChildProcess;
  /** What it wrote so far. */
  readonly written: { stdout: string; stderr: string };
  /** Resolves when it ended and all that it wrote is here. */
  readonly ended: Promise<void>;
}

/** @param shell what runs before it: `ulimit -f 1` */
export function start(script: string, shell: string = 'true'): Running {
  const source = `import * as S from '${pathToFileURL(libraryFile()).href}'; import fs from 'node:fs';\n${script}`;
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...env } = process.env;
  const command = `${shell} && exec "$0" --input-type=module -e "$1"`;
  const child = spawn('/bin/sh', ['-c', command, process.execPath, source], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (chunk: string) => (written[name] += chunk));
  const limit = setTimeout(() => child.kill('SIGKILL'), 15_000);
  const ended = new Promise<void>((done, fail) => {
    child.on('error', fail);
    child.on('close', () => {
      clearTimeout(limit);
      done();
    });
  });
  return { child, written, ended };
}

/** Resolves when it wrote so many lines to standard output, or ended. */
export async function hasWritten({ child, written }: Running, lines: number): Promise<void> {
  while (child.exitCode === null && child.signalCode === null && written.stdout.split('\n').length <= lines)
    await new Promise((done) => setTimeout(done, 5));
}
