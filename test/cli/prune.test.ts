/** `faultline prune`. */

import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../src/store/memory.ts';
import { DAY, anOccurrence } from '../store/occurrences.ts';
import { faultline } from './command.ts';
import { ioOf } from './shop.ts';
import type { Io } from '../../src/cli/io.ts';
import type { Store } from '../../src/store/store.ts';

/** One a day, the oldest 39.5 days old: retention goes by the clock. */
function forty(): Store {
  const store = memoryStore();
  const now = Date.now();
  for (let day = 0; day < 40; day++) store.put(anOccurrence({ at: now - (day + 0.5) * DAY }));
  return store;
}

function prune(argv: readonly string[], more: Partial<Io> = {}, store: Store = forty()) {
  return faultline(['prune', ...argv], { ...ioOf(store, more), now: Date.now });
}

describe('faultline prune', () => {
  it.each([
    [['--days', '30', '--yes'], 'Removed 10 occurrences and 0 groups.\n'],
    [['--occurrences', '39', '--yes'], 'Removed 1 occurrence and 0 groups.\n'],
    [['--days', '30', '--occurrences', '5', '--yes'], 'Removed 35 occurrences and 0 groups.\n'],
    [['--bytes', '1B', '--yes'], /^Removed \d+ occurrences and \d groups?\.\n$/],
  ])('%j removes: %s', async (argv, told) => {
    const { code, stdout, stderr } = await prune(argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(told);
  });

  it('asks in a terminal, and tells what will be gone', async () => {
    const asked: string[] = [];
    const answering = (answer: string): Partial<Io> => ({
      ask: async (question) => {
        asked.push(question);
        return answer;
      },
    });
    const limits = ['--days', '30', '--occurrences', '5', '--bytes', '2GB'];
    const yes = await prune(limits, answering(' Yes'));
    expect(yes).toEqual({ code: 0, stdout: 'Removed 35 occurrences and 0 groups.\n', stderr: '' });
    expect(asked).toEqual([
      'memory has 40 occurrences. To remove for good: 10 occurrences older than 30 days; all but the newest ' +
        '5 occurrences; the oldest, until it takes at most 2,000,000,000 bytes.\nRemove them? [y/N] ',
    ]);
    const store = forty();
    for (const answer of ['', 'n', 'yesterday'])
      expect(await prune(['--days', '1'], answering(answer), store)).toEqual({
        code: 1,
        stdout: '',
        stderr: 'Nothing was removed.\n',
      });
    expect(asked.at(-1)).toContain('To remove for good: 39 occurrences older than 1 day.');
    await prune(['--bytes', '1GB'], answering('n'), store);
    expect(asked.at(-1)).toContain('for good: the oldest, until it takes at most 1,000,000,000 bytes.');
    expect(await prune(['--occurrences', '9', '--yes'], answering('n'), store)).toMatchObject({
      stdout: 'Removed 31 occurrences and 0 groups.\n',
    });
  });

  it.each([
    [[], 'no limit is given; write --days, --occurrences or --bytes.'],
    [['--yes'], 'no limit is given'],
    [['--days', '30'], 'nobody can be asked here; write --yes, and what is removed is gone.'],
    [['30', '--yes'], '"30" belongs to no option; write faultline prune with options only.'],
    [['--days', '-1', '--yes'], '--days has no value; write --days N.'],
    [['--days=-1', '--yes'], '--days is "-1"; give a whole number from 1 to 100000.'],
    [['--days', '0', '--yes'], '--days is "0"; give a whole number from 1 to 100000.'],
    [['--days', '1.5', '--yes'], '--days is "1.5"'],
    [['--days', '100001', '--yes'], '--days is "100001"'],
    [['--bytes', '2 gigabytes', '--yes'], '--bytes is "2 gigabytes"; give a size such as 500MB or 2GiB.'],
    [['--bytes', '0', '--yes'], '--bytes is "0"'],
    [['--bytes', '9999999TB', '--yes'], '--bytes is "9999999TB"'],
  ])('%j is refused with the cure', async (argv, message) => {
    expect(await prune(argv)).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
  });
});

it.each([
  ['512', 512],
  ['1.5kB', 1500],
  ['500MB', 500_000_000],
  ['2GiB', 2_147_483_648],
  ['2 gib', 2_147_483_648],
  ['1TB', 1e12],
  ['3MiB', 3_145_728],
  ['1KiB', 1024],
  ['1TiB', 1_099_511_627_776],
])('--bytes %s are %i bytes', async (text, bytes) => {
  const asked: object[] = [];
  const store: Store = {
    ...memoryStore(),
    prune: async (limits) => {
      asked.push(limits);
      return { occurrences: 0, groups: 1 };
    },
  };
  const { stdout } = await prune(['--bytes', text, '--yes'], {}, store);
  expect(asked).toEqual([{ bytes }]);
  expect(stdout).toBe('Removed 0 occurrences and 1 group.\n');
});
