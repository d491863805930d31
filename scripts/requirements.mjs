/**
 * Which tests prove which requirement: every `R12` and `D3` that a test's title names. Printed as the table
 * of `docs/requirements.md`; `node scripts/requirements.mjs > docs/requirements.md` brings it up to date.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const TITLE = /\b(?:it|describe)(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:(?!\1)[\s\S])*?)\1/g;

export function requirementsTable() {
  const proofs = new Map();
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.ts'),
  );
  for (const file of files.toSorted()) {
    const path = join('test', file).replaceAll('\\', '/');
    for (const [, , title] of readFileSync(path, 'utf8').matchAll(TITLE)) {
      for (const [name] of title.matchAll(/\b[RD]\d{1,2}\b/g)) {
        if (!proofs.has(name)) proofs.set(name, new Set());
        proofs.get(name).add(path);
      }
    }
  }
  const names = [...proofs.keys()].toSorted(
    (a, b) => b.localeCompare(a, 'en', { numeric: true }) * (a[0] === b[0] ? -1 : 1),
  );
  const rows = names.map(
    (name) => `- ${name}: ${[...proofs.get(name)].map((path) => `\`${path}\``).join(', ')}`,
  );
  return `# Requirements and the tests that prove them\n\nWritten by \`scripts/requirements.mjs\` from the titles of the tests; a test keeps it so.\n\n${rows.join('\n')}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(requirementsTable());
