/** What a file suffers from other processes, users and disks; with real threads. */

import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDriver } from '../../../src/store/sqlite/driver.ts';
import { sqliteStore, type SqliteStoreOptions } from '../../../src/store/sqlite/index.ts';
import type { Store, StoreEvent } from '../../../src/store/store.ts';
import { anOccurrence } from '../occurrences.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));
const SLOW = 120_000;

let directory = '';
let file = '';
const stores: Store[] = [];
const children: ChildProcessWithoutNullStreams[] = [];
const troubles: string[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'faultline-'));
  file = join(directory, 'errors.db');
  troubles.length = 0;
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(stores.splice(0).map((store) => store.close(5000)));
  rmSync(directory, { recursive: true, force: true });
});

function open(options: Partial<SqliteStoreOptions> = {}): Store {
  const store = sqliteStore({ file, retention: {}, ...options });
  stores.push(store);
  store.subscribe((event: StoreEvent) => {
    if (event.type === 'trouble') troubles.push(event.message);
  });
  return store;
}

interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  /** What it said, until now. */
  readonly said: unknown[];
  readonly ended: Promise<number | null>;
  /** Resolves when it has said so much. */
  readonly until: (count: number) => Promise<void>;
}

function start(task: string, ...rest: readonly string[]): Child {
  const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', CHILD, task, file, ...rest]);
  children.push(child);
  const said: unknown[] = [];
  let heard = (): void => {};
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(JSON.parse(line));
    heard();
  });
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('close', (code) => (errors === '' ? resolve(code) : reject(new Error(errors))));
  });
  return {
    process: child,
    said,
    ended,
    until: (count) =>
      new Promise((resolve, reject) => {
        heard = () => said.length >= count && resolve();
        heard();
        ended.then(() => heard(), reject);
      }),
  };
}

async function expectAllFound(store: Store, references: readonly unknown[]): Promise<void> {
  const found = await Promise.all(references.map((reference) => store.find(String(reference))));
  expect(found.filter(({ length }) => length !== 1)).toEqual([]);
}

describe('faults', () => {
  it('R19 R41 kill -9 under load loses nothing that a client was told', { timeout: SLOW }, async () => {
    for (let round = 0; round < 2; round++) {
      const child = start('storm');
      await child.until(1500);
      child.process.kill('SIGKILL');
      await child.ended;
      const store = open();
      expect(await store.flush(60_000)).toBe(true);
      await expectAllFound(store, child.said);
      await store.close(10_000);
    }
  });

  it('R19 what was announced and never put is found too, and nothing twice', { timeout: SLOW }, async () => {
    const child = start('announce', '50');
    await child.until(50);
    // Some of what was put is stored by then.
    await new Promise((done) => setTimeout(done, 300));
    child.process.kill('SIGKILL');
    await child.ended;
    const store = open();
    expect(await store.flush(60_000)).toBe(true);
    await expectAllFound(store, child.said);
    const found = await store.latest({ fingerprint: 'g' }, 100);
    expect(found.map(({ unrecorded }) => unrecorded).filter(Boolean)).toHaveLength(25);
    expect(await store.group('g')).toMatchObject({ count: 50 });
    expect(store.status().lost).toEqual({});
  });

  it('R41 a process that ends by itself leaves what waits to the next one', { timeout: SLOW }, async () => {
    const child = start('leave', '200');
    expect(await child.ended).toBe(0);
    const store = open();
    expect(await store.flush(60_000)).toBe(true);
    expect(child.said).toHaveLength(200);
    await expectAllFound(store, child.said);
  });

  it('two processes share a file', { timeout: SLOW }, async () => {
    const both = [start('store', '1500'), start('store', '1500')];
    const store = open();
    for (const { ended } of both) expect(await ended).toBe(0);
    for (const { said } of both) {
      expect(said.at(-1)).toEqual({ isStored: true, stored: 1500, waiting: 0, lost: {} });
      await expectAllFound(store, said.slice(0, -1));
    }
    expect(await store.totals({})).toEqual([{ status: 500, count: 3000 }]);
    const { items } = await store.groups({ sort: 'count' });
    expect(items.map(({ count }) => count)).toEqual([600, 600, 600, 600, 600]);
  });

  it(
    'a file that another process locks lets occurrences wait, and takes them later',
    { timeout: SLOW },
    async () => {
      const store = open();
      expect(await store.flush(30_000)).toBe(true);
      const child = start('lock');
      await child.until(1);
      const all = Array.from({ length: 100 }, () => anOccurrence());
      for (const one of all) store.put(one);
      expect(await store.flush(3000)).toBe(false);
      expect(store.status()).toMatchObject({ healthy: false, waiting: 100, spooled: 100, lost: {} });
      expect(troubles.join('\n')).toMatch(/is locked/);
      child.process.stdin.write('\n');
      await child.ended;
      expect(await store.flush(30_000)).toBe(true);
      expect(store.status()).toMatchObject({ healthy: true, stored: 100, waiting: 0, lost: {} });
      await expectAllFound(
        store,
        all.map(({ correlationId }) => correlationId),
      );
    },
  );

  it(
    'a file that may only be read lets occurrences wait, for whoever may write it',
    { timeout: SLOW },
    async () => {
      const first = open();
      first.put(anOccurrence());
      await first.close(30_000);
      chmodSync(file, 0o444);
      chmodSync(directory, 0o555);
      const spool = mkdtempSync(join(tmpdir(), 'faultline-spool-'));
      chmodSync(spool, 0o777);
      try {
        const child = start('readOnly', spool);
        expect(await child.ended).toBe(0);
        const { isStored, status, told } = child.said.pop() as {
          isStored: boolean;
          status: object;
          told: string[];
        };
        expect(isStored).toBe(false);
        expect(status).toMatchObject({ healthy: false, stored: 0, waiting: 100, spooled: 100, lost: {} });
        expect(told.join('\n')).toMatch(/cannot be opened or written.*Let the user of this process write/);
        expect(child.said).toHaveLength(100);
      } finally {
        chmodSync(directory, 0o755);
        rmSync(spool, { recursive: true });
      }
    },
  );

  const full = join(tmpdir(), `faultline-full-${process.pid}`);
  const mountable = canMount(full);
  if (!mountable) console.warn('SKIPPED: a full disk, as nothing can be mounted here.');

  it.skipIf(!mountable)(
    'a full disk lets occurrences wait until there is room',
    { timeout: SLOW },
    async () => {
      mkdirSync(full, { recursive: true });
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'faultline', full]);
      try {
        const store = open({ file: join(full, 'errors.db') });
        expect(await store.flush(30_000)).toBe(true);
        const all = Array.from({ length: 5000 }, () => anOccurrence());
        for (const one of all) store.put(one);
        expect(await store.flush(1000)).toBe(false);
        const { waiting, stored, lost } = store.status();
        expect([waiting + stored, lost]).toEqual([5000, {}]);
        expect(waiting).toBeGreaterThan(0);
        expect(troubles.join('\n')).toMatch(/disk full|no room to grow/);
        execFileSync('mount', ['-o', 'remount,size=200m', full]);
        expect(await store.flush(60_000)).toBe(true);
        expect(store.status()).toMatchObject({ stored: 5000, waiting: 0, lost: {} });
        await expectAllFound(
          store,
          all.map(({ correlationId }) => correlationId),
        );
        await store.close(10_000);
      } finally {
        execFileSync('umount', ['-l', full]);
        rmSync(full, { recursive: true });
      }
    },
  );

  it('a burst of 100,000 is taken at constant memory', { timeout: 4 * SLOW }, async () => {
    const child = start('burst', '100000');
    expect(await child.ended).toBe(0);
    const result = child.said[0] as { readonly grown: number; readonly waiting: number };
    expect(result).toMatchObject({ isStored: true, stored: 100_000, lost: {} });
    // None of them could be stored in between: it is the spool that holds them.
    expect(result.waiting).toBe(100_000);
    expect(result.grown).toBeLessThan(16 * 2 ** 20);
  });

  it(
    'a file of an older schema and one of a newer are told apart by both processes',
    { timeout: SLOW },
    async () => {
      closeSync(openSync(file, 'w'));
      const db = loadDriver().open(file);
      db.exec('PRAGMA application_id = 1179407436; PRAGMA user_version = 99');
      db.close();
      const store = open();
      const one = anOccurrence();
      store.put(one);
      expect(await store.flush(2000)).toBe(false);
      expect(troubles.join('\n')).toMatch(/has schema 99/);
      await store.close(10);
      rmSync(file);
      const again = open();
      expect(await again.flush(30_000)).toBe(true);
      await expectAllFound(again, [one.correlationId]);
    },
  );
});

function canMount(path: string): boolean {
  if (process.platform !== 'linux' || process.getuid!() !== 0) return false;
  try {
    mkdirSync(path, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'faultline', path], { stdio: 'ignore' });
    execFileSync('umount', [path]);
    return true;
  } catch {
    return false;
  }
}
