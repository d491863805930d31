import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('docs/requirements.md says which tests prove which requirement', async () => {
  const script = '../../scripts/requirements.mjs';
  const { requirementsTable } = (await import(script)) as { requirementsTable(): string };
  expect(readFileSync('docs/requirements.md', 'utf8')).toBe(requirementsTable());
});
