/** File systems of 256 kB, and how they are filled. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

export const UNMOUNTABLE = 'only a user who may mount a file system can test a full one';

const mounted: string[] = [];

afterEach(() => {
  for (const directory of mounted.splice(0)) {
    // Of a test that failed files may be open.
    execFileSync('umount', ['-l', directory]);
    rmSync(directory, { recursive: true });
  }
});

/** One that is gone behind the test; `undefined` where this user may not mount. */
export function smallDisk(): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'faultline-full-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', directory], { stdio: 'ignore' });
  } catch {
    rmSync(directory, { recursive: true, force: true });
    return undefined;
  }
  mounted.push(directory);
  return directory;
}

/** Takes what is left, so that no file without content can get any. @returns what gives it back */
export function fill(disk: string): () => void {
  const file = join(disk, 'filling');
  for (let bytes = 2 ** 18; bytes >= 2 ** 12; bytes /= 2)
    try {
      for (;;) writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
    } catch {
      // A smaller part may fit.
    }
  return () => rmSync(file);
}

/** Appends until nothing more is taken. @returns what was */
export function fillSpool(spool: { append(line: string): void }): readonly string[] {
  const lines: string[] = [];
  for (;;) {
    const line = `${lines.length} ${'x'.repeat(999)}`;
    try {
      spool.append(line);
    } catch {
      return lines;
    }
    lines.push(line);
  }
}
