/** Counts of groups while others write, and while what is old is removed. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadDriver } from '../../../src/store/sqlite/driver.ts';
import { createNames } from '../../../src/store/sqlite/names.ts';
import { openToRead, openToWrite } from '../../../src/store/sqlite/open-file.ts';
import { series } from '../../../src/store/sqlite/read-counts.ts';
import { removeCounts, removeGroups, removeOccurrences } from '../../../src/store/sqlite/remove.ts';
import type { Statements } from '../../../src/store/sqlite/statements.ts';
import { writeBatch } from '../../../src/store/sqlite/write-batch.ts';
import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import { anOccurrence, HOUR, MINUTE, NOON } from '../occurrences.ts';
import { memoryFile } from './opened-file.ts';

const DAY_OF = { from: NOON, to: NOON + 24 * HOUR, step: HOUR } as const;

/** A group every hour, `g0` first, each with one more occurrence than the one before. */
const stairs = (count: number): readonly StoredOccurrence[] =>
  Array.from({ length: count }, (_, hour) =>
    Array.from({ length: hour + 1 }, () =>
      anOccurrence({ at: NOON + hour * HOUR, fingerprint: `g${hour}`, request: { route: `/r${hour}` } }),
    ),
  ).flat();

describe('R45 series by group', () => {
  it.each([HOUR, 30 * MINUTE])(
    'have what groups had that are gone in the line of the others, by %d',
    (step) => {
      const { statements, write } = memoryFile();
      write(stairs(5));
      expect(removeOccurrences(statements, { at: NOON + HOUR, n: Infinity }, 100)).toBe(3);
      expect(removeGroups(statements, 'before', NOON + 2 * HOUR)).toBe(2);
      const query = { ...DAY_OF, step, by: 'fingerprint' } as const;
      const shown = series(statements, query).lines.map(({ key, total }) => [key, total]);
      expect(shown).toEqual([
        ['g4', 5],
        ['g3', 4],
        ['g2', 3],
        [null, 3],
      ]);
      expect(series(statements, { ...query, fingerprint: 'g0' }).lines).toEqual([]);
      const one = series(statements, { ...query, fingerprint: 'g4' }).lines;
      expect(one.map(({ key, total }) => [key, total])).toEqual([['g4', 5]]);
    },
  );

  it('are of the hours that are left while counts are removed, a table after the other', () => {
    const { statements, write } = memoryFile();
    write(stairs(5));
    write(
      Array.from({ length: 8 }, (_, index) =>
        anOccurrence({ at: NOON + 4 * HOUR, fingerprint: `x${index}` }),
      ),
    );
    removeCounts(statements, 'hour_dim', (NOON + 4 * HOUR) / HOUR);
    const { lines } = series(statements, { ...DAY_OF, by: 'fingerprint', lines: 2 });
    expect(lines.map(({ key, total }) => [key, total])).toEqual([
      ['g4', 5],
      [null, 8],
    ]);
  });

  it('have a line for what only minutes tell while hours are removed', () => {
    const { statements, write } = memoryFile();
    write(stairs(4));
    removeCounts(statements, 'hour_dim', (NOON + 3 * HOUR) / HOUR);
    const query = { ...DAY_OF, step: 30 * MINUTE, by: 'route' } as const;
    expect(series(statements, query).lines.map(({ key, total }) => [key, total])).toEqual([
      ['/r3', 4],
      [null, 6],
    ]);
  });
});

describe('R45 series', () => {
  const directories: string[] = [];
  afterEach(() => {
    for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
  });

  it('are of one state of the file, whatever is written meanwhile', () => {
    const directory = mkdtempSync(join(tmpdir(), 'faultline-'));
    directories.push(directory);
    const file = join(directory, 'errors.db');
    const driver = loadDriver();
    const writer = openToWrite(driver, file, 1000);
    const names = createNames(writer.statements);
    let offset = 0;
    const write = (...occurrences: readonly StoredOccurrence[]): void => {
      offset += 1;
      const lines = occurrences.map((one) => JSON.stringify(one));
      writeBatch(writer.statements, names, { lines, end: { spool: 'S', segment: 1, offset } }, NOON);
    };
    write(...stairs(3));
    const reader = openToRead(driver, file, 1000)!;
    /** Another process, which stores something before each statement but the first. */
    const busy: Statements = {
      ...reader.statements,
      all: (sql, ...values) => {
        const rows = reader.statements.all(sql, ...values);
        write(anOccurrence({ at: NOON, fingerprint: `late${offset}`, status: 400 + offset }));
        return rows;
      },
    };
    for (const by of ['fingerprint', 'status', undefined] as const) {
      const query = { ...DAY_OF, ...(by !== undefined && { by }), lines: 100 };
      const before = series(reader.statements, query);
      expect([by, series(busy, query)]).toEqual([by, before]);
    }
    const failing: Statements = {
      ...reader.statements,
      all: () => {
        throw new Error('disk I/O error');
      },
    };
    expect(() => series(failing, { ...DAY_OF, by: 'fingerprint' })).toThrow('disk I/O error');
    expect(series(reader.statements, DAY_OF).lines[0]!.total).toBeGreaterThan(6);
    reader.close();
    writer.close();
  });
});
