/** The command line as a real process. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { file } from './command.ts';

const tsx = ['node_modules/tsx/dist/cli.mjs', '--conditions=@faultline/source', 'src/cli/main.ts'];

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function start(argv: readonly string[], read = true, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [...tsx, ...argv], { env: { PATH, ...env } });
  if (!read) child.stdout.destroy();
  const [stdout, stderr, [code]] = await Promise.all([
    read ? text(child.stdout) : '',
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

const warned = file('warned.json', { groups: [{ id: 'unused', name: 'Unused' }] });

describe('the process', { timeout: 60_000 }, () => {
  it('ends with the code of the command, without colours in a pipe', async () => {
    const [checked, misused, version] = await Promise.all([
      start(['check', warned, '--strict']),
      start(['chek']),
      start(['--version']),
    ]);
    expect(checked).toEqual({ code: 2, stdout: expect.stringContaining('1 warning\n'), stderr: '' });
    expect(misused).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('did you mean "check"?'),
    });
    expect(version).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
    expect(checked.stdout + misused.stderr).not.toContain('\u001b');
  });

  it('takes secrets and colours from the environment', async () => {
    const env = { FAULTLINE_DETAIL_SECRET: 'a secret of more than thirty-two characters', FORCE_COLOR: '1' };
    const { code, stdout, stderr } = await start(['token', '--path', '/x'], true, env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^fl1\.\d+\.\/x\.[\w-]{43}\n$/);
    expect(stderr).toContain('\u001b[2mSend it in the header');
  });

  it('does not mind a reader that is gone', async () => {
    const rules = Array.from({ length: 2000 }, (_, order) => ({ order, name: 'r', body: {} }));
    const long = file('long.json', { platform: { rules } });
    expect(await start(['check', long, '--strict'], false)).toEqual({ code: 2, stdout: '', stderr: '' });
  });
});

describe('src/cli/main.ts', () => {
  const { argv, exitCode } = process;
  const { isTTY } = process.stdin;
  afterEach(() => {
    Object.assign(process, { argv, exitCode });
    process.stdin.isTTY = isTTY;
    vi.restoreAllMocks();
    vi.resetModules();
  });

  it.each([[true], [false]])(
    'fails where its output cannot be written for another reason, with a terminal to ask in: %s',
    async (asks) => {
      const before = new Set(process.stdout.listeners('error'));
      const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
      process.argv = ['node', 'faultline', '--version'];
      process.stdin.isTTY = asks;
      await import('../../src/cli/main.ts');
      expect(write).toHaveBeenCalledWith(expect.stringMatching(/^\d+\.\d+/));
      expect(process.exitCode).toBe(0);
      for (const stream of [process.stdout, process.stderr]) {
        const [added, ...more] = stream.listeners('error').filter((listener) => !before.has(listener));
        expect(more).toEqual([]);
        stream.removeListener('error', added as () => void);
        process.exitCode = 0;
        added!(Object.assign(new Error('gone'), { code: 'EPIPE' }));
        expect(process.exitCode).toBe(0);
        added!(Object.assign(new Error('full'), { code: 'ENOSPC' }));
        expect(process.exitCode).toBe(1);
      }
    },
  );
});
