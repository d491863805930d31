/** Which store a command reads, and how it opens and closes it. */

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FaultlineError } from '../../src/codes.ts';
import { file, faultline } from './command.ts';
import { REFERENCE, ioOf, shopStore } from './shop.ts';
import type { Store, StoreEvent } from '../../src/store/store.ts';

const database = file('errors.db', '');
const folder = join(dirname(database), 'a folder');
mkdirSync(folder);

/** Option, variable -> what is opened. */
const OPENED: readonly (readonly [
  option: string | undefined,
  variable: string | undefined,
  place: object,
])[] = [
  [
    undefined,
    'postgres://ada:secret@db/errors',
    { kind: 'postgres', connectionString: 'postgres://ada:secret@db/errors' },
  ],
  [undefined, 'postgresql://db/errors', { kind: 'postgres', connectionString: 'postgresql://db/errors' }],
  [undefined, `sqlite:${database}`, { kind: 'sqlite', file: database }],
  [`SQLite:${database}`, undefined, { kind: 'sqlite', file: database }],
  [`sqlite:${database}`, 'postgres://db/errors', { kind: 'sqlite', file: database }],
  ['postgres://ada@db/errors', undefined, { kind: 'postgres', connectionString: 'postgres://ada@db/errors' }],
];

it.each(OPENED)('--store %s and FAULTLINE_STORE %s open %j', async (option, variable, place) => {
  const io = ioOf(shopStore(), { env: { FAULTLINE_STORE: variable } });
  const argv = ['show', REFERENCE, ...(option === undefined ? [] : ['--store', option])];
  const { code, stderr } = await faultline(argv, io);
  expect({ code, stderr, opened: io.opened }).toEqual({ code: 0, stderr: '', opened: [place] });
});

/** Option, variable -> what is said. */
const REFUSED: readonly (readonly [
  option: string | undefined,
  variable: string | undefined,
  message: string,
])[] = [
  [undefined, undefined, 'no store is named; set FAULTLINE_STORE to sqlite:FILE or postgres://'],
  [undefined, '', 'no store is named'],
  ['', 'sqlite:x', 'no store is named'],
  ['errors.db', undefined, '--store is "errors.db"; give sqlite:FILE or postgres://'],
  [undefined, 'mysql://ada:secret@db', 'FAULTLINE_STORE is "mysql:…"; give sqlite:FILE'],
  ['memory', undefined, '--store is "memory"; give sqlite:FILE'],
  ['sqlite:', undefined, '--store names no file; write sqlite:FILE.'],
  [
    undefined,
    'sqlite:/nowhere/errors.db',
    'FAULTLINE_STORE names "/nowhere/errors.db", which does not exist; give the file',
  ],
  [
    `sqlite:${folder}`,
    undefined,
    'which is no file; give the file that the option "store" of the application has.',
  ],
  [`sqlite:${database}/x`, undefined, 'which cannot be read (ENOTDIR)'],
  ['sqlite:a\0b', undefined, String.raw`names "a\u0000b", which cannot be read (ERR_INVALID_ARG_VALUE)`],
];

it.each(REFUSED)(
  '--store %j and FAULTLINE_STORE %j are refused with the cure',
  async (option, variable, message) => {
    const io = ioOf(shopStore(), { env: { FAULTLINE_STORE: variable } });
    const argv = ['list', ...(option === undefined ? [] : [`--store=${option}`])];
    const result = await faultline(argv, io);
    expect(result).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
    expect(result.stderr).not.toContain('secret');
    expect(io.opened).toEqual([]);
  },
);

it('a password on the command line is said to be seen by others, and not repeated', async () => {
  const argv = ['list', '--store', 'postgres://ada:hunter2@db/errors', '--limit', '1', '--json'];
  const { code, stdout, stderr } = await faultline(argv, ioOf(shopStore()));
  expect(code).toBe(0);
  expect(stderr).toContain(
    'note: Others on this machine can see the password in --store; set FAULTLINE_STORE instead.',
  );
  expect(stdout + stderr).not.toContain('hunter2');
});

describe('the store', () => {
  function watched(store: Store, waiting = 0): { readonly store: Store; readonly closed: number[] } {
    const closed: number[] = [];
    const status: Store['status'] = () => ({ ...store.status(), waiting });
    return { store: { ...store, status, close: async (timeout) => void closed.push(timeout) }, closed };
  }

  it.each([
    [0, 500],
    [1, 10_000],
  ])('with %i occurrences that wait has %i ms to end', async (waiting, timeout) => {
    const { store, closed } = watched(shopStore(), waiting);
    await faultline(['list'], { ...ioOf(store), openStore: async () => store });
    expect(closed).toEqual([timeout]);
  });

  it.each([
    ['a command that succeeds', ['list'], shopStore(), 0],
    ['one that finds nothing', ['show', 'x-1'], shopStore(), 1],
    [
      'one that fails',
      ['list'],
      {
        ...shopStore(),
        search: () => Promise.reject(new FaultlineError('FLT_STORE_UNAVAILABLE', 'It is gone; start it.')),
      },
      1,
    ],
  ])('is closed after %s', async (_what, argv, opened, code) => {
    const { store, closed } = watched(opened);
    const result = await faultline(argv, { ...ioOf(store), openStore: async () => store });
    expect({ code: result.code, closed }).toEqual({ code, closed: [500] });
  });

  it('is closed where something else went wrong, which is not hidden', async () => {
    const broken = { ...shopStore(), search: () => Promise.reject(new TypeError('Nobody foresaw this.')) };
    const { store, closed } = watched(broken);
    const run = faultline(['list'], { ...ioOf(store), openStore: async () => store });
    await expect(run).rejects.toThrow('Nobody foresaw this.');
    expect(closed).toEqual([500]);
  });

  it.each([
    [['list'], 'error: It is gone; start it.\n'],
    [['export', '--output', join(database, 'x')], 'cannot be written (ENOTDIR)'],
  ])('is closed once %j has said what is wrong, as that may take long', async (argv, message) => {
    let stderr = '';
    let before = '';
    const store = {
      ...shopStore(),
      search: () => Promise.reject(new FaultlineError('FLT_STORE_UNAVAILABLE', 'It is gone; start it.')),
      close: async () => void (before = stderr),
    };
    const io = { ...ioOf(store), openStore: async () => store };
    const { code } = await faultline(argv, { ...io, stderr: { write: (text) => (stderr += text) } });
    expect({ code, stderr }).toEqual({ code: 1, stderr: before });
    expect(before).toContain(message);
  });

  it('tells a trouble that a command fails by once, in the words of its error', async () => {
    const cause = 'The file "x.db" belongs to another application; name another file.';
    const repeated = `${cause} Until then occurrences wait in x.db-spool.`;
    const listeners: ((event: StoreEvent) => void)[] = [];
    const tell = (message: string): void =>
      listeners.forEach((listener) => listener({ type: 'trouble', level: 'error', message }));
    const store: Store = {
      ...shopStore(),
      subscribe: (listener) => {
        listeners.push(listener);
        return () => void listeners.pop();
      },
      search: async () => {
        for (const message of [repeated, 'Its spool cannot be read.']) tell(message);
        throw new FaultlineError('FLT_STORE_UNAVAILABLE', cause);
      },
      close: async () => {
        for (const message of [repeated, 'Its disk is full.']) tell(message);
      },
    };
    const { stderr } = await faultline(['list'], { ...ioOf(store), openStore: async () => store });
    expect(stderr.split('\n')).toEqual([
      'store: Its spool cannot be read.',
      `error: ${cause}`,
      'store: Its disk is full.',
      '',
    ]);
    expect(listeners).toEqual([]);
  });

  it('of SQLite that is none is refused in one line', { timeout: 60_000 }, async () => {
    const path = file('notes.txt', 'to do: '.repeat(1000));
    const { code, stdout, stderr } = await faultline(['list'], {
      env: { FAULTLINE_STORE: `sqlite:${path}` },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error: [^\n]*notes\.txt[^\n]*\n$/);
    expect(stderr).not.toContain('wait');
  });

  it('that cannot be opened says why', async () => {
    const openStore = () => Promise.reject(new FaultlineError('FLT_DRIVER_MISSING', 'Install pg.'));
    const result = await faultline(['list'], { ...ioOf(shopStore()), openStore });
    expect(result).toEqual({ code: 1, stdout: '', stderr: 'error: Install pg.\n' });
  });

  it('tells of its troubles on stderr, in words that command no terminal', async () => {
    const store = shopStore();
    const subscribe: Store['subscribe'] = (listener) => {
      listener({
        type: 'trouble',
        level: 'warn',
        message: 'errors.db is damaged\u001b[2J; it was moved aside.',
      });
      listener({ type: 'trouble', level: 'info', message: 'All is well.' });
      listener({ type: 'stored', changes: [] });
      return store.subscribe(listener);
    };
    const { stderr } = await faultline(
      ['list', '--limit', '1', '--status', '404', '--since', '10h'],
      ioOf({ ...store, subscribe }),
    );
    expect(stderr).toBe(String.raw`store: errors.db is damaged\u001b[2J; it was moved aside.` + '\n');
  });

  it.each([['before it answers'], ['already']])(
    'is closed, and the code is 130, after Ctrl-C: %s',
    async (when) => {
      const controller = new AbortController();
      if (when === 'already') controller.abort();
      const { store, closed } = watched({
        ...shopStore(),
        groups: () => {
          setImmediate(() => controller.abort());
          return new Promise(() => {});
        },
      });
      const io = { ...ioOf(store), openStore: async () => store, interruption: () => controller.signal };
      const result = await faultline(['groups'], io);
      expect({ ...result, closed }).toEqual({ code: 130, stdout: '', stderr: '', closed: [500] });
    },
  );
});
