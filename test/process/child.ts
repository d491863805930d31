/** Real processes that fail: a script is run by this Node with the library as users have it, in one file. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  /** What the library wrote to standard error, a record a line. */
  readonly records: readonly Record<string, any>[];
  /** What anybody else wrote there. */
  readonly noise: string;
  readonly milliseconds: number;
}

interface How {
  readonly flags?: readonly string[];
  /** Start to read what it writes only after so many milliseconds. */
  readonly readAfter?: number;
  /** Close the reading end of standard error as soon as the script says so, by a first line of output. */
  readonly deaf?: boolean;
}

let folder: string;

/** To be called at the top of a test file. */
export function withLibrary(): void {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'faultline-process-'));
    buildSync({
      entryPoints: ['src/index.ts'],
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      outfile: join(folder, 'faultline.mjs'),
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

/** Runs `script`, a module that has `createFaultline` and the exceptions as `F`. */
export function run(script: string, { flags = [], readAfter = 0, deaf = false }: How = {}): Promise<Ended> {
  const library = pathToFileURL(join(folder, 'faultline.mjs')).href;
  const source = `import * as F from '${library}'; const { createFaultline } = F;\n${script}`;
  const started = Date.now();
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const child = spawn(process.execPath, [...flags, '--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => (written[name] += chunk));
    if (readAfter > 0) child[name].pause();
    setTimeout(() => child[name].resume(), readAfter);
  }
  if (deaf) child.stdout.once('data', () => child.stderr.destroy());
  const limit = setTimeout(() => child.kill('SIGKILL'), 15_000);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(limit);
      const lines = written.stderr.split('\n').filter((line) => line !== '');
      const isRecord = (line: string): boolean => line.startsWith('{"level":');
      done({
        code,
        stdout: written.stdout,
        records: lines.filter(isRecord).map((line) => JSON.parse(line) as Record<string, unknown>),
        noise: lines.filter((line) => !isRecord(line)).join('\n'),
        milliseconds: Date.now() - started,
      });
    });
  });
}
