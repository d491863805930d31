import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDriver } from '../../../src/store/sqlite/driver.ts';
import { failureOf } from '../../../src/store/sqlite/failure.ts';
import { openToRead, openToWrite, setAside } from '../../../src/store/sqlite/open-file.ts';
import { series, totals } from '../../../src/store/sqlite/read-counts.ts';
import { createWritable } from '../../../src/store/sqlite/writable.ts';
import { anOccurrence, HOUR, NOON } from '../occurrences.ts';
import { sqliteError } from './faulty-driver.ts';
import { memoryFile } from './opened-file.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'faultline-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('opening', () => {
  it('a name that no file can have fails as the file system says', () => {
    const file = join(directory, 'n'.repeat(300));
    expect(() => openToWrite(loadDriver(), file, 100)).toThrow(
      expect.objectContaining({ code: 'ENAMETOOLONG' }),
    );
  });

  it('to read neither makes a file nor changes one', () => {
    const file = join(directory, 'e.db');
    expect(openToRead(loadDriver(), file, 100)).toBeUndefined();
    writeFileSync(file, '');
    expect(openToRead(loadDriver(), file, 100)).toBeUndefined();
    expect(readdirSync(directory)).toEqual(['e.db']);
    openToWrite(loadDriver(), file, 100).close();
    const { statements, isGone, close } = openToRead(loadDriver(), file, 100)!;
    let failure: unknown;
    try {
      statements.run('DELETE FROM meta');
    } catch (error) {
      failure = failureOf(error);
    }
    expect(failure).toBe('not writable');
    expect(isGone()).toBe(false);
    close();
    rmSync(file);
    expect(isGone()).toBe(true);
  });

  it('moves what belongs to a damaged file with it', () => {
    const file = join(directory, 'e.db');
    for (const name of [file, `${file}-wal`, `${file}-shm`]) writeFileSync(name, name);
    const aside = setAside(file, NOON);
    expect(aside).toBe(`${file}.corrupt-2026-11-01T12-00-00-000Z`);
    expect(readdirSync(directory).toSorted()).toEqual(
      ['', '-shm', '-wal'].map((part) => `e.db.corrupt-2026-11-01T12-00-00-000Z${part}`),
    );
  });

  it('says so where a damaged file cannot be moved', () => {
    const told: string[] = [];
    // No name is left for where it would be moved to.
    const options = { file: join(directory, 'e'.repeat(240)), mustExist: false };
    const tell = (_: string, __: string, message: string): void => void told.push(message);
    const writable = createWritable(loadDriver(), options, tell, () => {});
    writable.open();
    expect(writable.failed(sqliteError('NOTADB'))).toBe(false);
    expect(told).toEqual([
      expect.stringMatching(/is damaged and cannot be moved \(.*ENAMETOOLONG.*\)\. Move it\./),
    ]);
    writable.check();
    writable.close();
  });
});

describe('R60 counts of a group that there is not', () => {
  it('are none', () => {
    const { statements, write } = memoryFile();
    write([anOccurrence()]);
    expect(totals(statements, { fingerprint: 'other' })).toEqual([]);
    const query = { fingerprint: 'other', from: NOON, to: NOON + HOUR, step: HOUR };
    expect(series(statements, query).lines).toEqual([{ key: '', total: 0, counts: [0] }]);
    expect(series(statements, { ...query, by: 'api' }).lines).toEqual([]);
  });
});
