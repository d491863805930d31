/** The version of the package that this file is in, wherever in it. */

import { readFileSync } from 'node:fs';

export function packageVersion(): string {
  // From the source it is two folders up, from what is built fewer or more.
  const versions = ['.', '..', '../..', '../../..'].map((folder) =>
    versionIn(new URL(`${folder}/package.json`, import.meta.url)),
  );
  return versions.find((version) => version !== undefined) ?? 'unknown';
}

function versionIn(file: URL): string | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
    return name === 'faultline' ? String(version) : undefined;
  } catch {
    return undefined;
  }
}
