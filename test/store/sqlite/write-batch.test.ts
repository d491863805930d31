import { describe, expect, it } from 'vitest';
import { loadDriver } from '../../../src/store/sqlite/driver.ts';
import { migrate } from '../../../src/store/sqlite/migrate.ts';
import { createNames, nextGeneration } from '../../../src/store/sqlite/names.ts';
import { totals } from '../../../src/store/sqlite/read-counts.ts';
import { prepareOnce } from '../../../src/store/sqlite/statements.ts';
import { positionOf, skipBatch, writeBatch } from '../../../src/store/sqlite/write-batch.ts';
import { anOccurrence, NOON } from '../occurrences.ts';
import { memoryFile } from './opened-file.ts';

describe('writeBatch', () => {
  it('R41 commits what was read together with how far', () => {
    const { statements, write } = memoryFile();
    expect(positionOf(statements, 'S')).toBeUndefined();
    expect(write([anOccurrence(), anOccurrence()])).toMatchObject({ stored: 2, refused: 0 });
    expect(positionOf(statements, 'S')).toEqual({ spool: 'S', segment: 1, offset: 1 });
    skipBatch(statements, { spool: 'S', segment: 2, offset: 9 }, NOON);
    expect(positionOf(statements, 'S')).toEqual({ spool: 'S', segment: 2, offset: 9 });
  });

  it.each([
    ['no JSON', '{"at":'],
    ['no object', 'null'],
    ['nothing of it', '{}'],
    ['a time that is none', JSON.stringify({ ...anOccurrence(), at: 1.5 })],
    ['a status that is none', JSON.stringify({ ...anOccurrence(), status: '500' })],
    ['a reference that is none', JSON.stringify({ ...anOccurrence(), correlationId: 7 })],
    ['a route that is none', JSON.stringify(anOccurrence({ request: { route: 7 as unknown as string } }))],
  ])('passes over a line that has %s', (_name, line) => {
    const { statements, writeLines, count } = memoryFile();
    const sound = JSON.stringify(anOccurrence());
    expect(writeLines([line, sound, line])).toMatchObject({ stored: 1, refused: 2 });
    expect(writeLines([line])).toMatchObject({ stored: 0, refused: 1, changes: [] });
    expect(count('occurrence')).toBe(1);
    expect(positionOf(statements, 'S')!.offset).toBe(2);
  });

  it('R19 stores what was only announced once, also of failures that share a reference', () => {
    const { write, count } = memoryFile();
    const all = Array.from({ length: 300 }, () => anOccurrence({ correlationId: 'from-a-proxy' }));
    const announced = all.map((one) => ({ ...one, unrecorded: true as const }));
    write(all.slice(0, 200));
    const other = anOccurrence({ unrecorded: true });
    // Some are stored, some stand before it in the batch, and one is new.
    write([...all.slice(200), ...announced, other, ...announced]);
    expect(count('occurrence')).toBe(301);
  });

  it('stores nothing where anything fails, and forgets the names that it made', () => {
    const { statements, write, count } = memoryFile();
    statements.run(`CREATE TRIGGER full BEFORE INSERT ON spool BEGIN SELECT raise(ABORT, 'no room'); END`);
    expect(() => write([anOccurrence()])).toThrow('no room');
    expect([count('occurrence'), count('grp'), count('dim'), count('hour_dim')]).toEqual([0, 0, 0, 0]);
    statements.run('DROP TRIGGER full');
    expect(write([anOccurrence()]).changes[0]).toMatchObject({ isNew: true, added: 1 });
    expect(totals(statements, {})).toEqual([{ status: 500, count: 1 }]);
  });

  it('says what failed, though there is nothing to be rolled back', () => {
    const { statements } = memoryFile();
    const failing = {
      ...statements.db,
      exec: () => {},
      prepare: () => {
        throw new Error('the first');
      },
      close: () => {},
    };
    failing.exec = (...[sql]: readonly string[]) => {
      if (sql === 'ROLLBACK') throw new Error('no transaction is active');
    };
    const broken = prepareOnce(failing);
    const batch = { lines: [], end: { spool: 'S', segment: 1, offset: 1 } };
    expect(() => writeBatch(broken, createNames(broken), batch, NOON)).toThrow('the first');
  });
});

describe('names', () => {
  it('are found again when they were forgotten, or were removed by another process', () => {
    const db = loadDriver().open(':memory:');
    migrate(db, 'test');
    // Few statements and few names, so that both are forgotten all the time.
    const statements = prepareOnce(db, 2);
    const names = createNames(statements, 2);
    const write = (offset: number): unknown =>
      writeBatch(
        statements,
        names,
        {
          lines: Array.from({ length: 12 }, (_, index) =>
            JSON.stringify(anOccurrence({ status: 500 + (index % 5), fingerprint: `g${index % 3}` })),
          ),
          end: { spool: 'S', segment: 1, offset },
        },
        NOON,
      );
    write(1);
    nextGeneration(statements);
    write(2);
    expect(totals(statements, {}).map(({ count }) => count)).toEqual([6, 6, 4, 4, 4]);
    expect(statements.get('SELECT count(*) AS count FROM dim')).toMatchObject({ count: 5 });
    expect(statements.get('SELECT count(*) AS count FROM kind')).toMatchObject({ count: 12 });
  });
});
