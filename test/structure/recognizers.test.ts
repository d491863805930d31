import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { recognizersPage } from '../../scripts/recognizers.ts';

it('R86 docs/recognizers.md says what the tables of the recognizers say', () => {
  expect(readFileSync('docs/recognizers.md', 'utf8')).toBe(recognizersPage());
});
