/** What `npm install faultline` puts on a disk: the packed files and the runtime dependencies. */

import { execFile } from 'node:child_process';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @returns {Promise<{ packages: number, bytes: number, packedBytes: number }>} faultline itself is one package */
export async function installedSize() {
  const packed = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT });
  const tarballs = JSON.parse(packed.stdout);
  const { unpackedSize, size } = Array.isArray(tarballs) ? tarballs[0] : Object.values(tarballs)[0];
  const sizes = await Promise.all((await dependencies()).map((path) => bytesBelow(join(ROOT, path))));
  return {
    packages: 1 + sizes.length,
    bytes: unpackedSize + sizes.reduce((sum, bytes) => sum + bytes, 0),
    packedBytes: size,
  };
}

/** Folders of all that the lock file does not mark as needed for development only. */
async function dependencies() {
  const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).flatMap(([path, { dev, devOptional, peer }]) =>
    path === '' || dev || devOptional || peer ? [] : [path],
  );
}

async function bytesBelow(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map((file) => stat(join(file.parentPath, file.name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}
