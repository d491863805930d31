import { mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { watchFiles } from '../../src/config/watch.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-watch-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string): string => join(folder, name);
const INTERVAL = 10;

/** Watches while `act` runs. */
async function watching(
  files: readonly string[],
  act: (told: (times: number) => Promise<void>, changed: () => void) => Promise<void> | void,
): Promise<void> {
  const changed = vi.fn();
  const told = (times: number): Promise<void> =>
    vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(times), { timeout: 5000 });
  const end = watchFiles(files, changed, INTERVAL);
  try {
    await act(told, changed);
  } finally {
    end();
  }
}

/** Several looks. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 12 * INTERVAL);
  });
}

describe('a file that is watched', () => {
  it('tells when it is rewritten in place, also with as many bytes', async () => {
    writeFileSync(file('a'), 'one');
    await watching([file('a')], async (told) => {
      // In the same tick of the file system's clock, nothing but the content would differ.
      await pause();
      writeFileSync(file('a'), 'two');
      await told(1);
      writeFileSync(file('a'), 'three');
      await told(2);
    });
  });

  it('tells when another one is put in its place, even as old and as long', async () => {
    writeFileSync(file('b'), 'one');
    utimesSync(file('b'), 0, 0);
    await watching([file('b')], async (told) => {
      writeFileSync(file('b.new'), 'two');
      utimesSync(file('b.new'), 0, 0);
      renameSync(file('b.new'), file('b'));
      await told(1);
    });
  });

  it('tells nothing while it is away, and tells when it is back', async () => {
    writeFileSync(file('c'), 'one');
    await watching([file('c')], async (told, changed) => {
      rmSync(file('c'));
      await pause();
      expect(changed).not.toHaveBeenCalled();
      writeFileSync(file('c'), 'two');
      await told(1);
    });
  });

  it('tells when the link that leads to it leads to another', async () => {
    writeFileSync(file('d.1'), 'one');
    writeFileSync(file('d.2'), 'two');
    symlinkSync(file('d.1'), file('d'));
    await watching([file('d')], async (told) => {
      symlinkSync(file('d.2'), file('d.new'));
      renameSync(file('d.new'), file('d'));
      await told(1);
      writeFileSync(file('d.2'), 'three');
      await told(2);
    });
  });

  it('tells of each of several, and nothing of one that stays as it is', async () => {
    writeFileSync(file('e'), 'one');
    writeFileSync(file('f'), 'one');
    await watching([file('e'), file('f'), file('g')], async (told, changed) => {
      await pause();
      expect(changed).not.toHaveBeenCalled();
      writeFileSync(file('f'), 'other');
      await told(1);
      writeFileSync(file('e'), 'other');
      await told(2);
      writeFileSync(file('g'), 'new');
      await told(3);
    });
  });

  it('tells nothing after its end, not even of a look that had begun', async () => {
    writeFileSync(file('h'), 'one');
    const changed = vi.fn();
    const ends: (() => void)[] = [];
    const fs = globalThis.process.getBuiltinModule('node:fs');
    const stat = vi.spyOn(fs, 'stat').mockImplementation(((
      _file: string,
      done: (error: null, stats: object) => void,
    ) => {
      for (const end of ends) end();
      done(null, { ctimeMs: 1, mtimeMs: 1, size: 1, ino: 1 });
    }) as never);
    ends.push(watchFiles([file('h')], changed, INTERVAL));
    await vi.waitFor(() => expect(stat).toHaveBeenCalledTimes(1));
    await pause();
    expect(stat).toHaveBeenCalledTimes(1);
    stat.mockRestore();
    expect(changed).not.toHaveBeenCalled();
  });

  it.each(['a\0b', '', 'x'.repeat(5000)])('may have a name that no file can have: %j', async (name) => {
    await watching([name], async (_told, changed) => {
      await pause();
      expect(changed).not.toHaveBeenCalled();
    });
  });

  it('cannot be watched where there are no files', () => {
    const { process } = globalThis;
    vi.stubGlobal('process', undefined);
    const end = watchFiles(['x'], () => undefined);
    vi.stubGlobal('process', {});
    const other = watchFiles(['x'], () => undefined);
    vi.stubGlobal('process', process);
    vi.unstubAllGlobals();
    expect([end(), other()]).toEqual([undefined, undefined]);
  });

  it('does not keep the process alive', () => {
    const source = [
      `import { createFaultline } from 'faultline';`,
      `const fl = createFaultline({ config: ${JSON.stringify(file('i.json'))}, watch: true, logger: false });`,
      `const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout');`,
      `process.stdout.write([fl.status().config.files.length, timers.length].join());`,
    ].join('\n');
    writeFileSync(file('i.json'), '{}');
    const { stdout, status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--conditions=@faultline/source', '--input-type=module', '--eval', source],
      { encoding: 'utf8', timeout: 15_000 },
    );
    expect({ stdout, status, stderr }).toEqual({ stdout: '1,0', status: 0, stderr: '' });
  });
});
