/** A path that leads to what is none of ours: it stays as it is, whatever it is. */

import { execFileSync } from 'node:child_process';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDriver } from '../../../src/store/sqlite/driver.ts';
import { createRecognition } from '../../../src/store/sqlite/recognize.ts';
import { anOccurrence } from '../occurrences.ts';
import { sqliteError } from './faulty-driver.ts';
import { damagedFile, localStores, settle } from './local-store.ts';

const local = localStores();

/** A database of another application. */
function theirs(sql: string): void {
  const db = loadDriver().open(local.file);
  db.exec(sql);
  db.close();
}

const ROWS = `CREATE TABLE theirs (a); INSERT INTO theirs VALUES ('${'x'.repeat(50_000)}')`;

const FOREIGN: readonly (readonly [string, () => void, RegExp])[] = [
  ['a text', () => writeFileSync(local.file, 'to do: '.repeat(1000)), /is none that this library wrote/],
  ['a short text', () => writeFileSync(local.file, 'to do'), /is none that this library wrote/],
  ['a database', () => theirs(ROWS), /belongs to another application; name another file/],
  [
    'an empty database that is marked',
    () => theirs('PRAGMA application_id = 5'),
    /belongs to another application/,
  ],
  [
    'an empty database with a version',
    () => theirs('PRAGMA user_version = 1'),
    /belongs to another application/,
  ],
  [
    'a database that is cut off',
    () => {
      theirs(ROWS);
      truncateSync(local.file, 8192);
    },
    /is none that this library wrote/,
  ],
];

describe('a file of something else', () => {
  it.each(FOREIGN)('that is %s is refused and stays as it is; what comes waits', async (_, make, message) => {
    make();
    const before = readFileSync(local.file);
    const store = local.open();
    const one = anOccurrence();
    store.put(one);
    expect(await store.flush(300)).toBe(false);
    await expect(store.find(one.correlationId)).rejects.toMatchObject({
      code: 'FLT_STORE_UNAVAILABLE',
      message: expect.stringMatching(message),
    });
    expect(readFileSync(local.file).equals(before)).toBe(true);
    expect(readdirSync(local.directory)).toEqual(['errors.db', 'errors.db-spool']);
    expect(local.told.join('\n')).toMatch(message);
    expect(local.told.join('\n')).toMatch(/^error: .*Until then occurrences wait in /);
    expect(store.status()).toMatchObject({ healthy: false, waiting: 1, spooled: 1, lost: {} });
    renameSync(local.file, `${local.file}.mine`);
    expect(await store.flush(10_000)).toBe(true);
    expect(await store.find(one.correlationId)).toEqual([one]);
  });

  it('that cannot be looked at is not taken for ours', () => {
    expect(createRecognition(join(local.directory, 'none'))()).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('that is a pipe is not waited for', () => {
    execFileSync('mkfifo', [local.file]);
    const source = new URL('../../../src/store/sqlite/recognize.ts', import.meta.url).href;
    const script = `import(${JSON.stringify(source)}).then((m) => console.log(m.createRecognition(process.argv[1])()))`;
    const args = ['--import', 'tsx', '--conditions=@faultline/source', '-e', script, local.file];
    // In a process of its own, which is killed should it wait for the other end.
    const said = execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 10_000 });
    expect(said.trim()).toBe('false');
  });

  it('is looked at anew when another one stands there', () => {
    const isOurs = createRecognition(local.file);
    writeFileSync(local.file, 'to do: ');
    expect([isOurs(), isOurs()]).toEqual([false, false]);
    renameSync(local.file, `${local.file}.mine`);
    damagedFile(local.file);
    expect(isOurs()).toBe(true);
  });
});

/** A store that another process wrote, and was closed. */
async function written(): Promise<string> {
  const file = join(local.directory, 'origin');
  const store = local.open({ file });
  const one = anOccurrence();
  store.put(one);
  await store.flush(10_000);
  await store.close(10_000);
  settle(file, local.file);
  return one.correlationId;
}

function overwrite(length: number): void {
  const descriptor = openSync(local.file, 'r+');
  writeSync(descriptor, Buffer.alloc(length), 0, length, 0);
  closeSync(descriptor);
}

describe('a file of ours', () => {
  it.each([
    ['whose header is damaged', () => overwrite(100)],
    ['that is cut off', () => truncateSync(local.file, 8192)],
    ['that is cut off behind its header', () => truncateSync(local.file, 100)],
  ])('%s while no process has it is moved aside, and a new one begun', async (_, damage) => {
    await written();
    damage();
    const store = local.open();
    const one = anOccurrence();
    store.put(one);
    expect(await store.flush(10_000)).toBe(true);
    expect(await store.find(one.correlationId)).toEqual([one]);
    expect(local.aside()).toHaveLength(1);
    expect(local.told.join('\n')).toMatch(
      /^error: The file ".*errors\.db" was damaged: it is now ".*corrupt-/,
    );
  });

  it('of which nothing is left to recognise is refused, unless this process had it open', async () => {
    await written();
    overwrite(65_536);
    const other = local.open();
    expect(await other.flush(300)).toBe(false);
    expect(local.told.join('\n')).toMatch(/or it is damaged from its beginning on .*move this one away/);
    expect(local.aside()).toEqual([]);
    rmSync(local.file);
    other.put(anOccurrence());
    expect(await other.flush(10_000)).toBe(true);
    let times = 1;
    local.faulty.fault = (sql) => {
      if (sql.startsWith('BEGIN') && times-- > 0) throw sqliteError('IOERR');
      if (!sql.includes('busy_timeout') || local.aside().length > 0) return;
      // It is opened once more.
      overwrite(65_536);
      throw sqliteError('NOTADB');
    };
    other.put(anOccurrence());
    expect(await other.flush(10_000)).toBe(true);
    expect(local.aside()).toHaveLength(1);
  });
});

describe('a store that must exist', () => {
  it.each(FOREIGN)('is none where the file is %s', async (_, make, message) => {
    make();
    const before = readFileSync(local.file);
    const store = local.open({ mustExist: true });
    await expect(store.totals({})).rejects.toMatchObject({ message: expect.stringMatching(message) });
    expect(readFileSync(local.file).equals(before)).toBe(true);
    expect(readdirSync(local.directory)).toEqual(['errors.db']);
  });

  it('is not made where there is no file, or an empty one', async () => {
    const store = local.open({ mustExist: true });
    await expect(store.totals({})).rejects.toMatchObject({
      message: expect.stringMatching(/There is no file/),
    });
    expect(readdirSync(local.directory)).toEqual([]);
    writeFileSync(local.file, '');
    await expect(store.totals({})).rejects.toMatchObject({
      message: expect.stringMatching(/is empty; name/),
    });
    expect(readFileSync(local.file)).toHaveLength(0);
  });

  it('stays where it is when it is damaged, whenever that shows', async () => {
    await written();
    truncateSync(local.file, 8192);
    const store = local.open({ mustExist: true });
    await expect(store.totals({})).rejects.toMatchObject({
      message: expect.stringMatching(/is damaged .*Restore/),
    });
    rmSync(local.file);
    const reference = await written();
    expect(await store.find(reference)).toHaveLength(1);
    local.faulty.fault = (sql) => {
      if (sql.includes('GROUP BY status') || sql.includes('quick_check')) throw sqliteError('CORRUPT');
    };
    await expect(store.totals({})).rejects.toMatchObject({ message: expect.stringMatching(/is damaged/) });
    expect(local.aside()).toEqual([]);
  });

  it('is not begun anew when it is moved away', async () => {
    await written();
    const store = local.open({ mustExist: true });
    expect(await store.totals({})).toEqual([{ status: 500, count: 1 }]);
    renameSync(local.file, `${local.file}.moved`);
    await expect(store.totals({})).rejects.toMatchObject({
      message: expect.stringMatching(/There is no file/),
    });
    expect(local.told.join('\n')).not.toContain('a new one is begun');
  });
});
