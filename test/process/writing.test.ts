import { afterEach, expect, it, vi } from 'vitest';
import { comesOfWriting, whileWriting } from '../../src/process/writing.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

it.each([
  ['there are ticks', false],
  ['there are none', true],
])('a warning that comes while a record is written is of its making, where %s', async (_what, isStubbed) => {
  if (isStubbed) vi.stubGlobal('process', undefined);
  const seen: boolean[] = [];
  whileWriting(() => seen.push(comesOfWriting(new Error('deprecated'))));
  vi.unstubAllGlobals();
  expect(seen).toEqual([true]);
  await new Promise(setImmediate);
  expect(comesOfWriting(new Error('genuine'))).toBe(false);
});
