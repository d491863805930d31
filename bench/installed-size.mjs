/** What `npm install faultline` puts on a disk: the packed files and the runtime dependencies. */

import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @returns {Promise<{ packages: number, bytes: number, packedBytes: number }>} faultline itself is one package */
export async function installedSize() {
  const packed = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT });
  const listed = await run('npm', ['ls', '--omit=dev', '--all', '--parseable'], { cwd: ROOT });
  const [root, ...dependencies] = listed.stdout.trim().split('\n');
  const sizes = await Promise.all(dependencies.filter((path) => path !== root).map(bytesBelow));
  const tarballs = JSON.parse(packed.stdout);
  const { unpackedSize, size } = Array.isArray(tarballs) ? tarballs[0] : Object.values(tarballs)[0];
  return {
    packages: 1 + sizes.length,
    bytes: unpackedSize + sizes.reduce((sum, bytes) => sum + bytes, 0),
    packedBytes: size,
  };
}

async function bytesBelow(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map((file) => stat(join(file.parentPath, file.name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}
