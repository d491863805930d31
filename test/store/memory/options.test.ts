import { expect, it } from 'vitest';
import { memoryStore, type MemoryStoreOptions } from '../../../src/store/memory.ts';

it.each<MemoryStoreOptions>([
  {},
  { occurrences: 1, bytes: 65_536, groups: 1 },
  { occurrences: 100_000, bytes: 2 ** 40, groups: 100_000 },
])('the memory store takes %o', (options) => {
  expect(memoryStore(options).name).toBe('memory');
});

it('the memory store takes options that are left out', () => {
  expect(memoryStore(undefined).name).toBe('memory');
  expect(memoryStore({ groups: undefined } as unknown as MemoryStoreOptions).name).toBe('memory');
});

it.each([
  [null, 'FLT_OPTION_INVALID', 'The argument of memoryStore is null; give an object.'],
  [7, 'FLT_OPTION_INVALID', 'The argument of memoryStore is 7; give an object.'],
  [[], 'FLT_OPTION_INVALID', 'The argument of memoryStore is an array; give an object.'],
  [
    { occurrences: 0 },
    'FLT_OPTION_INVALID',
    '"occurrences" of memoryStore is 0; give an integer from 1 to 100000.',
  ],
  [{ occurrences: 1.5 }, 'FLT_OPTION_INVALID', '"occurrences" of memoryStore is 1.5;'],
  [{ occurrences: '10' }, 'FLT_OPTION_INVALID', '"occurrences" of memoryStore is "10";'],
  [{ groups: 100_001 }, 'FLT_OPTION_INVALID', '"groups" of memoryStore is 100001;'],
  [
    { bytes: Number.NaN },
    'FLT_OPTION_INVALID',
    '"bytes" of memoryStore is NaN; give an integer from 65536 to',
  ],
  [
    { size: 7 },
    'FLT_OPTION_UNKNOWN',
    'memoryStore has no option "size"; use one of occurrences, bytes, groups.',
  ],
  [{ toString: 1 }, 'FLT_OPTION_UNKNOWN', 'memoryStore has no option "toString"'],
])('the memory store refuses %o', (options, code, message) => {
  let error: unknown;
  try {
    memoryStore(options as never);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
});
