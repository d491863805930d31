/** R19, R44: what was appended is read by somebody, in order, from any position, and files do not pile up. */

import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openSpool, readSpool, SpoolError, spoolIn } from '../../../src/store/spool/index.ts';
import { linesOf, newDirectory, pathIn, statesIn } from './directory.ts';

const ONE = '0000000001.log';
const TWO = '0000000002.log';

describe('R44 what is appended is read', () => {
  it.each([
    ['nothing', ['']],
    ['text', ['a', 'b']],
    ['other breaks', ['a\rb\u2028c\u0085d\tz']],
    ['controls and marks', ['\u0000\u001b[31m\ufeff', '\ufeffx']],
    ['characters of four bytes', ['😀'.repeat(50), 'é']],
    ['names of Object', ['__proto__', 'constructor']],
  ])('%s', (_what, lines) => {
    const spool = openSpool(newDirectory());
    for (const line of lines) spool.append(line);
    for (const bytes of [1, 7, 65_536]) expect(linesOf(spool, undefined, bytes)).toEqual(lines);
    spool.close();
  });

  it('lines of 8 MB, and short ones around them', () => {
    const spool = openSpool(newDirectory());
    const lines = ['a', 'é'.repeat(4 * 2 ** 20), 'b', 'x'.repeat(8 * 2 ** 20), 'c'];
    for (const line of lines) spool.append(line);
    expect(linesOf(spool).map((line) => line.length)).toEqual(lines.map((line) => line.length));
    expect(linesOf(spool).every((line, index) => line === lines[index])).toBe(true);
    spool.close();
  });

  it('no more at a time than asked for, but at least one', () => {
    const spool = openSpool(newDirectory());
    for (const line of ['aaaa', 'bbbb', 'cccc']) spool.append(line);
    const reader = readSpool(spool.path, spool.id);
    expect(reader.next(undefined, 10)).toEqual({
      lines: ['aaaa', 'bbbb'],
      end: { spool: spool.id, segment: 1, offset: 10 },
    });
    expect(reader.next(undefined, 0)?.lines).toEqual(['aaaa']);
    expect(reader.next(undefined, 100, 2)?.lines).toEqual(['aaaa', 'bbbb']);
    expect(reader.next(undefined, 100, 5)?.lines).toHaveLength(3);
    spool.close();
  });

  it('what comes later, once it is there', () => {
    const spool = openSpool(newDirectory());
    const reader = readSpool(spool.path, spool.id);
    expect([reader.next(undefined, 100), spool.end]).toEqual([undefined, undefined]);
    expect(reader.isDone(undefined)).toBe(true);
    spool.append('a');
    expect(reader.isDone(undefined)).toBe(false);
    const { end } = reader.next(undefined, 100)!;
    expect(spool.end).toEqual(end);
    expect([reader.isDone(end), reader.next(end, 100)]).toEqual([true, undefined]);
    spool.append('b');
    expect([reader.isDone(end), reader.next(end, 100)?.lines]).toEqual([false, ['b']]);
    spool.close();
  });

  it('a line with a line feed is refused, and the next is not', () => {
    const spool = openSpool(newDirectory());
    expect(() => spool.append('a\nb')).toThrow(expect.objectContaining({ code: 'SPOOL_LINE' }));
    spool.append('c');
    expect(linesOf(spool)).toEqual(['c']);
    spool.close();
  });

  it('half a line is waited for while it is the last', () => {
    const spool = openSpool(newDirectory());
    spool.append('a');
    appendFileSync(join(spool.path, ONE), 'half');
    expect(linesOf(spool)).toEqual(['a']);
    appendFileSync(join(spool.path, ONE), ' and half\n');
    expect(linesOf(spool)).toEqual(['a', 'half and half']);
    spool.close();
  });

  it('half a line, and another file behind it, is none', () => {
    const spool = openSpool(newDirectory());
    spool.append('a');
    appendFileSync(join(spool.path, ONE), 'half');
    writeFileSync(join(spool.path, TWO), 'b\n');
    expect(linesOf(spool)).toEqual(['a', 'b']);
    spool.close();
  });

  it('files that are no segments are not read', () => {
    const spool = openSpool(newDirectory());
    spool.append('a');
    for (const name of ['1.log', '0000000002.log.bak', 'notes', '00000000002.log'])
      writeFileSync(join(spool.path, name), 'foreign\n');
    expect(linesOf(spool)).toEqual(['a']);
    spool.close();
  });

  it('from a directory that another part of the process left since', () => {
    const directory = newDirectory();
    const before = process.cwd();
    const spool = openSpool(relative(before, directory));
    vi.spyOn(process, 'cwd').mockReturnValue('/');
    spool.append('a');
    expect(linesOf(spool)).toEqual(['a']);
    vi.restoreAllMocks();
    spool.close();
  });
});

describe('D10 only the user of the process reads it', () => {
  it('directories 0700, files 0600', () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    spool.append('a');
    readSpool(spool.path, spool.id).release({ spool: spool.id, segment: 1, offset: 2 });
    const modes = [directory, spool.path, ...readdirSync(spool.path).map((name) => join(spool.path, name))];
    expect(modes.map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual([
      '700',
      '700',
      '600',
      '600',
      '600',
    ]);
    spool.close();
  });

  it('names tell nothing, and nobody can foresee them', () => {
    const directory = newDirectory();
    const spools = Array.from({ length: 50 }, () => openSpool(directory));
    expect(new Set(spools.map(({ id }) => id.slice(10))).size).toBe(50);
    for (const { id } of spools) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{22}$/);
    for (const spool of spools) spool.close();
  });
});

describe('files do not pile up', () => {
  const options = { segmentBytes: 10 };

  it('a segment that is wholly before what was released is deleted', () => {
    const spool = openSpool(newDirectory(), options);
    for (const line of ['aaaa', 'bbbb', 'cccc', 'dddd', 'eeee']) spool.append(line);
    const reader = readSpool(spool.path, spool.id);
    expect(spool.bytes).toBe(25);
    expect(reader.released()).toBeUndefined();
    const first = reader.next(undefined, 5)!.end;
    reader.release(first);
    expect([spool.bytes, reader.released()]).toEqual([25, first]);
    const third = reader.next(reader.next(first, 5)!.end, 5)!.end;
    reader.release(third);
    expect([spool.bytes, third.segment, linesOf(spool, third)]).toEqual([15, 2, ['dddd', 'eeee']]);
    // What is gone is not asked for again.
    expect(linesOf(spool, first)).toEqual(['cccc', 'dddd', 'eeee']);
    spool.close();
  });

  it('a line that is longer than a segment has its own', () => {
    const spool = openSpool(newDirectory(), options);
    for (const line of ['a', 'b'.repeat(40), 'c']) spool.append(line);
    expect(readdirSync(spool.path).filter((name) => name.endsWith('.log'))).toHaveLength(3);
    expect(linesOf(spool)).toEqual(['a', 'b'.repeat(40), 'c']);
    spool.close();
  });

  it('closed with nothing in it, nothing is left', () => {
    const directory = newDirectory();
    openSpool(directory).close();
    expect(readdirSync(directory)).toEqual([]);
    const unused = openSpool(directory);
    expect(unused.bytes).toBe(0);
    unused.close();
  });

  it('closed when all was released, nothing is left', () => {
    const directory = newDirectory();
    const spool = openSpool(directory, options);
    for (const line of ['aaaa', 'bbbb', 'cccc']) spool.append(line);
    const reader = readSpool(spool.path, spool.id);
    const middle = reader.next(undefined, 10)!.end;
    reader.release(reader.next(middle, 10)!.end);
    spool.close();
    spool.close();
    expect(readdirSync(directory)).toEqual([]);
    expect([reader.isDone(middle), reader.next(middle, 10)]).toEqual([true, undefined]);
    // Of a spool that is gone, and of the owner's: both do nothing.
    reader.release(middle);
    reader.close();
  });

  it('closed with lines in it, they are left for others', () => {
    const directory = newDirectory();
    const spool = openSpool(directory, options);
    for (const line of ['aaaa', 'bbbb']) spool.append(line);
    const reader = readSpool(spool.path, spool.id);
    reader.release(reader.next(undefined, 5)!.end);
    spool.close();
    expect(statesIn(directory)).toEqual(['left']);
    const left = { id: spool.id, path: pathIn(directory, 'left') };
    expect(linesOf(left, readSpool(left.path, left.id).released())).toEqual(['bbbb']);
    expect(() => spool.append('c')).toThrow(expect.objectContaining({ code: 'SPOOL_CLOSED' }));
  });

  it.each([
    ['empty', ''],
    ['another text', 'position\n'],
    ['two positions', '0000000001:0000000000000005 0000000001:0000000000000010\n'],
    ['cut', '0000000001:0000000000000005 00000'],
  ])('a file of the position that is %s is not believed', (_what, text) => {
    const spool = openSpool(newDirectory());
    spool.append('aaaa');
    writeFileSync(join(spool.path, 'position'), text);
    expect(readSpool(spool.path, spool.id).released()).toBeUndefined();
    spool.close();
  });
});

describe('R38 there is a bound', () => {
  const options = { segmentBytes: 100, maxBytes: 40 };

  it('beyond it lines are refused, until some were released', () => {
    const spool = openSpool(newDirectory(), options);
    for (let line = 0; line < 8; line++) spool.append(`aaa${line}`);
    const full = (): void => spool.append('bbbb');
    expect(full).toThrow(expect.objectContaining({ code: 'SPOOL_FULL' }));
    expect(full).toThrow(SpoolError);
    const reader = readSpool(spool.path, spool.id);
    // A quarter of the bound is a segment, of two lines.
    const first = reader.next(undefined, 5)!.end;
    reader.release(first);
    expect(full).toThrow(expect.objectContaining({ code: 'SPOOL_FULL' }));
    reader.release(reader.next(first, 5)!.end);
    spool.append('bbbb');
    expect(spool.bytes).toBe(35);
    spool.close();
  });

  it('what others have in the directory counts, and is counted again', () => {
    const directory = newDirectory();
    const other = openSpool(directory);
    for (let line = 0; line < 6; line++) other.append('xxxx');
    const spool = openSpool(directory, options);
    spool.append('aaaa');
    spool.append('aaaa');
    expect(() => spool.append('aaaa')).toThrow(expect.objectContaining({ code: 'SPOOL_FULL' }));
    rmSync(other.path, { recursive: true });
    expect(() => spool.append('aaaa')).toThrow(expect.objectContaining({ code: 'SPOOL_FULL' }));
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(now + 1001);
    spool.append('aaaa');
    vi.restoreAllMocks();
    expect(linesOf(spool)).toHaveLength(3);
    other.close();
    spool.close();
  });
});

describe('options', () => {
  const wrong: unknown[] = [0, -1, 1.5, Number.NaN, Infinity, '16', null];

  it.each(wrong.flatMap((value) => [['segmentBytes', value] as const, ['maxBytes', value] as const]))(
    '%s cannot be %s',
    (name, value) => {
      const directory = newDirectory();
      for (const make of [openSpool, spoolIn])
        expect(() => make(directory, { [name]: value })).toThrow(
          expect.objectContaining({
            code: 'FLT_OPTION_INVALID',
            message: expect.stringContaining(`"${name}"`),
          }),
        );
      expect(existsSync(directory)).toBe(false);
    },
  );
});

describe('a directory that cannot be had', () => {
  it.each([
    ['is a file', (directory: string) => writeFileSync(directory, '')],
    ['is below a file', (directory: string) => writeFileSync(dirname(directory), '')],
  ])('%s', (_what, prepare) => {
    const directory = newDirectory();
    rmSync(dirname(directory), { recursive: true });
    if (_what === 'is a file') mkdirSync(dirname(directory));
    prepare(directory);
    expect(() => openSpool(directory)).toThrow(
      expect.objectContaining({
        code: 'FLT_STORE_UNAVAILABLE',
        message: expect.stringContaining('Name a directory'),
      }),
    );
  });

  it.each(['', 'a\0b'])('has the name %j', (directory) => {
    if (directory === '') vi.spyOn(process, 'cwd').mockReturnValue('/proc/nowhere');
    expect(() => openSpool(directory)).toThrow(expect.objectContaining({ code: 'FLT_STORE_UNAVAILABLE' }));
    vi.restoreAllMocks();
  });

  it('goes while the spool is open: lines are refused, and another spool takes them', () => {
    const directory = newDirectory();
    const spool = openSpool(directory, { segmentBytes: 10 });
    spool.append('aaaa');
    rmSync(directory, { recursive: true });
    for (let time = 0; time < 2; time++)
      expect(() => spool.append('bbbb')).toThrow(expect.objectContaining({ code: 'SPOOL_GONE' }));
    spool.close();
    expect(existsSync(directory)).toBe(false);
    const next = openSpool(directory);
    next.append('bbbb');
    expect(linesOf(next)).toEqual(['bbbb']);
    next.close();
  });

  it('goes before the first line, or between two segments', () => {
    for (const lines of [[], ['aaaaaaaaa']]) {
      const directory = newDirectory();
      const spool = openSpool(directory, { segmentBytes: 10 });
      for (const line of lines) spool.append(line);
      rmSync(directory, { recursive: true });
      expect(() => spool.append('bbbb')).toThrow(expect.objectContaining({ code: 'SPOOL_GONE' }));
      spool.close();
    }
  });
});
