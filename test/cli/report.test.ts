/** `faultline report` and `faultline export`, and the files that they write. */

import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeAll } from '../../src/cli/output.ts';
import { faultline } from './command.ts';
import { NOW, REFERENCE, ioOf, shopOccurrences, shopStore } from './shop.ts';
import type { Out } from '../../src/cli/io.ts';
import type { StoredOccurrence } from '../../src/record/stored-occurrence.ts';
import type { Store } from '../../src/store/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-output-'));
mkdirSync(join(folder, 'a folder'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('faultline report', () => {
  it('R58 reports the five statuses of an api, zero counts included, as JSON', async () => {
    const argv = ['report', '--api', 'shop', '--format', 'json', '--company', 'ACME', '--api-name', 'Shop!'];
    const { code, stdout, stderr } = await faultline(argv, ioOf(shopStore()));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      company: 'ACME',
      name: 'api_backend_errors',
      earlier_date: '2026-11-14T14:30:45.000Z',
      later_date: '2026-11-21T14:30:45.000Z',
      api_name: 'Shop!',
    });
    const counts = report.backend_error_summary.map(
      ({ error_code: status, count }: Record<string, unknown>) => [status, count],
    );
    expect(counts).toEqual([
      ['403', 0],
      ['404', 2],
      ['500', 13],
      ['503', 0],
      ['504', 0],
      ['409', 6],
      ['499', 1],
    ]);
  });

  it('R62 takes a window, a number of details, and the dates of old', async () => {
    const argv = [
      'report',
      '--from',
      '2026-11-20',
      '--to',
      'today',
      '--details',
      '1',
      '--format',
      'json',
      '--legacy-dates',
    ];
    const report = JSON.parse((await faultline(argv, ioOf(shopStore()))).stdout);
    expect(report).toMatchObject({
      earlier_date: 'Fri Nov 20 00:00:00:000 2026',
      later_date: 'Sat Nov 21 00:00:00:000 2026',
    });
    for (const { details } of report.backend_error_details) expect(details).toHaveLength(1);
  });

  it.each([
    ['text', 'Internal Server Error'],
    ['csv', 'Internal Server Error'],
    ['html', '<svg'],
  ])('as %s', async (format, words) => {
    const { code, stdout } = await faultline(['report', '--format', format], ioOf(shopStore()));
    expect(code).toBe(0);
    expect(stdout).toContain(words);
    expect(stdout).toContain(REFERENCE);
    expect(stdout.endsWith('\n')).toBe(true);
  });

  it('is text where nothing else is asked for, and commands no terminal in any format', async () => {
    const [first] = shopOccurrences();
    const hostile = { ...first!, request: { ...first!.request!, path: '/x\u009b31m\u202e' } };
    for (const [argv, isTTY] of [
      [[], false],
      [['--format', 'csv'], true],
      [['--format', 'html'], true],
      [['--format', 'json'], true],
    ] as const) {
      const { stdout } = await faultline(['report', ...argv], ioOf(shopStore([hostile]), { isTTY }));
      expect(stdout).toContain('/x');
      // oxlint-disable-next-line no-control-regex
      expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u0080-\u009f\u202e]/);
    }
  });

  it('ends at Ctrl-C', async () => {
    const controller = new AbortController();
    const store = shopStore();
    const totals: Store['totals'] = (selection) => {
      controller.abort();
      return store.totals(selection);
    };
    const io = ioOf({ ...store, totals }, { interruption: () => controller.signal });
    expect(await faultline(['report'], io)).toEqual({ code: 130, stdout: '', stderr: '' });
  });

  it('writes a file for its reader alone, in place of an older one', async () => {
    const file = join(folder, 'report.json');
    writeFileSync(file, 'older', { mode: 0o644 });
    const result = await faultline(
      ['report', '--format', 'json', '--output', file],
      ioOf(shopStore(), { isTTY: true }),
    );
    expect(result).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ name: 'api_backend_errors' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('R61 lines of CSV end in files as they must', async () => {
    const file = join(folder, 'report.csv');
    await faultline(['report', '--format', 'csv', '--output', file], ioOf(shopStore(), { isTTY: true }));
    expect(readFileSync(file, 'utf8')).toContain('\r\n');
  });

  it.each([
    ['a folder that is not there', join(folder, 'nowhere', 'x.json'), 'cannot be written (ENOENT)'],
    ['a folder', join(folder, 'a folder'), 'cannot be written (EISDIR)'],
  ])('%s is refused, and nothing is left', async (_what, file, message) => {
    const before = readdirSync(folder);
    const result = await faultline(['report', '--output', file], ioOf(shopStore()));
    expect(result).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
    expect(result.stderr).toContain('give a file in a folder that you may write to, with room.');
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('faultline export', () => {
  function lines(text: string): readonly unknown[] {
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown);
  }

  it('writes whole occurrences as lines of JSON, oldest first', async () => {
    const { code, stdout, stderr } = await faultline(['export'], ioOf(shopStore()));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(lines(stdout)).toEqual(shopOccurrences());
    const some = await faultline(
      ['export', '--status', '503', '--api', 'pay', '--since', '57m'],
      ioOf(shopStore()),
    );
    expect(lines(some.stdout)).toHaveLength(3);
    expect(await faultline(['export', '--status', '418'], ioOf(shopStore()))).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('writes what commands a terminal as JSON does, and it parses to the same', async () => {
    const [first] = shopOccurrences();
    const hostile = {
      ...first!,
      host: '\u009b2J\u202e\u001b]0;x\u0007\u2028\ud800',
      error: { name: '', message: '\u0000</script>' },
    };
    const { stdout } = await faultline(['export'], ioOf(shopStore([hostile])));
    expect(lines(stdout)).toEqual([hostile]);
    // oxlint-disable-next-line no-control-regex
    expect(stdout.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u0080-\u009f\u202e\u2028]/);
  });

  /** Many, without memory for all of them. */
  async function* many(
    count: number,
    onEach: (index: number) => void = () => {},
  ): AsyncGenerator<StoredOccurrence> {
    const [first] = shopOccurrences();
    for (let index = 0; index < count; index++) {
      onEach(index);
      yield { ...first!, id: String(index) };
    }
  }

  it('waits where its reader is slow', async () => {
    let stdout = '';
    let [read, waited] = [0, 0];
    const out: Out = {
      write: (text) => (stdout += text),
      ready: async () => {
        const before = read;
        await new Promise(setImmediate);
        await new Promise(setImmediate);
        // Nothing was read ahead meanwhile.
        expect(read).toBe(before);
        waited++;
        return true;
      },
    };
    const store = { ...shopStore(), export: () => many(1000, () => read++) };
    const { code } = await faultline(['export'], ioOf(store, { stdout: out }));
    expect(code).toBe(0);
    expect(lines(stdout)).toHaveLength(1000);
    expect(waited).toBeGreaterThan(3);
  });

  it('ends where its reader is gone, and lets go of the store', async () => {
    let [read, isEnded] = [0, false];
    async function* source(): AsyncGenerator<StoredOccurrence> {
      try {
        yield* many(100_000, () => read++);
      } finally {
        isEnded = true;
      }
    }
    const out: Out = { write: () => true, ready: () => false };
    const io = ioOf({ ...shopStore(), export: source }, { stdout: out });
    const { code, stderr } = await faultline(['export'], io);
    expect({ code, stderr, isEnded }).toEqual({ code: 0, stderr: '', isEnded: true });
    expect(read).toBeLessThan(1000);
  });

  it.each([['stdout'], ['a file']])('ends at Ctrl-C with 130: to %s', async (where) => {
    const controller = new AbortController();
    const source = () => many(10_000, (index) => index === 500 && controller.abort());
    const file = join(folder, 'interrupted.jsonl');
    const argv = where === 'stdout' ? ['export'] : ['export', '--output', file];
    const io = ioOf({ ...shopStore(), export: source }, { interruption: () => controller.signal });
    const { code, stderr } = await faultline(argv, io);
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    expect(readdirSync(folder).filter((name) => name.startsWith('interrupted'))).toEqual([]);
  });

  it('ends at Ctrl-C after the last one, too', async () => {
    const controller = new AbortController();
    async function* source(): AsyncGenerator<StoredOccurrence> {
      yield* many(3);
      controller.abort();
    }
    const io = ioOf({ ...shopStore(), export: source }, { interruption: () => controller.signal });
    expect(await faultline(['export'], io)).toMatchObject({ code: 130, stdout: '' });
  });

  it('writes a file that is whole or not there', async () => {
    const file = join(folder, 'all.jsonl');
    const io = ioOf({ ...shopStore(), export: () => many(1000) });
    const result = await faultline(['export', '--output', file], io);
    expect(result).toEqual({ code: 0, stdout: '', stderr: '1,000 occurrences\n' });
    expect(lines(readFileSync(file, 'utf8'))).toHaveLength(1000);
    const failing = join(folder, 'failing.jsonl');
    async function* source(): AsyncGenerator<StoredOccurrence> {
      yield* many(1000);
      throw new TypeError('The connection broke.');
    }
    const broken = ioOf({ ...shopStore(), export: source });
    await expect(faultline(['export', '--output', failing], broken)).rejects.toThrow('The connection broke.');
    expect(readdirSync(folder).filter((name) => name.startsWith('failing'))).toEqual([]);
  });

  it.each([[false], [true]])(
    'tells no number of a file that could not be put in its place, in a terminal: %s',
    async (isTTY) => {
      let time = NOW;
      let stderr = '';
      const source = () => many(1000, () => (time += 8));
      const taken = join(folder, 'a folder');
      const { code } = await faultline(['export', '--output', taken], {
        ...ioOf({ ...shopStore(), export: source }),
        now: () => time,
        stderr: { isTTY, write: (text: string) => (stderr += text) },
      });
      expect(code).toBe(1);
      // What stands before was cleared.
      const last = stderr.split('\r\u001b[K').at(-1);
      expect(last).toMatch(/^error: ".*a folder" cannot be written \(EISDIR\)/);
      expect(readdirSync(folder).filter((name) => name.startsWith('a folder.'))).toEqual([]);
    },
  );

  it('follows no link that somebody has laid', async () => {
    const file = join(folder, 'linked.jsonl');
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'untouched');
    symlinkSync(victim, `${file}.${process.pid}.partial`);
    const result = await faultline(['export', '--output', file], ioOf(shopStore()));
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be written (EEXIST)') });
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
    rmSync(`${file}.${process.pid}.partial`);
  });

  // A device that is always full, where the system has it.
  it.skipIf(!existsSync('/dev/full'))('notices where there is no room', () => {
    const target = openSync('/dev/full', 'w');
    expect(() => writeAll(target, Buffer.from('x'))).toThrow('ENOSPC');
    closeSync(target);
  });

  it('tells on stderr how far it is, where people see it, and it takes long', async () => {
    let time = NOW;
    let stderr = '';
    const source = () => many(1000, () => (time += 8));
    const io = (isTTY: boolean): object => ({
      ...ioOf({ ...shopStore(), export: source }),
      now: () => time,
      stderr: { isTTY, write: (text: string) => (stderr += text) },
    });
    await faultline(['export'], io(false));
    expect(stderr).toBe('');
    await faultline(['export'], io(true));
    // Looked at each hundred, told each second.
    expect(stderr.split('\r\u001b[K')).toEqual([
      '',
      ...[200, 400, 600, 800].map((count) => `${count} occurrences, 125/s`),
      '1,000 occurrences, 125/s',
      '1,000 occurrences\n',
    ]);
  });
});
