/** A directory for spools, removed after each test, and what stands in it. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { readSpool, type SpoolPosition } from '../../../src/store/spool/index.ts';

const made: string[] = [];

afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

export function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'faultline-spool-'));
  made.push(directory);
  return join(directory, 'spool');
}

/** Every line that can be read behind a position. */
export function linesOf(
  spool: { readonly path: string; readonly id: string },
  after?: SpoolPosition,
  maxBytes: number = 65_536,
): string[] {
  const reader = readSpool(spool.path, spool.id);
  const lines: string[] = [];
  let position = after;
  for (;;) {
    const batch = reader.next(position, maxBytes);
    if (batch === undefined) return lines;
    lines.push(...batch.lines);
    position = batch.end;
  }
}

/** Names, without what is different in each process. */
export function statesIn(directory: string): string[] {
  return readdirSync(directory)
    .map((name) => name.replace(/-.*/, ''))
    .toSorted();
}

/** The one spool that is there with this state. */
export function pathIn(directory: string, state: string): string {
  return join(
    directory,
    readdirSync(directory).find((name) => name.startsWith(`${state}-`))!,
  );
}
