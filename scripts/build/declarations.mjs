/** The declarations that the doors lead to: those of all other modules would be half of the package's files. */

import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const IMPORTED = /(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g;

/** Removes the others, and folders that are empty then. @param doors paths of their declarations */
export function keepDeclarations(folder, doors) {
  const reached = new Set(doors.map(normalize));
  for (const file of reached) {
    for (const [, target] of readFileSync(file, 'utf8').matchAll(IMPORTED))
      reached.add(normalize(join(dirname(file), target.replace(/\.(?:js|ts)$/, '.d.ts'))));
  }
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, file);
    if (path.endsWith('.d.ts') && !reached.has(path)) rmSync(path);
  }
  removeEmpty(folder);
}

function removeEmpty(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!statSync(path).isDirectory()) continue;
    removeEmpty(path);
    if (readdirSync(path).length === 0) rmSync(path, { recursive: true });
  }
}
