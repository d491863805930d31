/** The version of the package that this file is in, wherever in it. */

import { readFileSync } from 'node:fs';

export function packageVersion(): string {
  for (let at = new URL('.', import.meta.url); at.pathname !== '/'; at = new URL('..', at)) {
    const found = versionIn(new URL('package.json', at));
    if (found !== undefined) return found;
  }
  return 'unknown';
}

function versionIn(file: URL): string | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
    return name === 'faultline' ? String(version) : undefined;
  } catch {
    return undefined;
  }
}
