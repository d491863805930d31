/** Help, versions, and command lines that cannot be understood. */

import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { widthOf } from '../../src/cli/printable.ts';
import { run } from '../../src/cli/run.ts';
import { faultline } from './command.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

const NAMES =
  'show,list,groups,resolve,mute,ignore,reopen,note,report,export,prune,serve,check,explain,token'.split(',');

describe('help', () => {
  it.each([['help'], ['--help'], ['-h']])('%s names every command', async (...argv) => {
    const { code, stdout, stderr } = await faultline(argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const words of ['Exit codes', 'faultline help COMMAND', ...NAMES.map((name) => `\n  ${name}  `)])
      expect(stdout).toContain(words);
  });

  it.each(NAMES)('of %s has its options and examples, asked for in three ways', async (name) => {
    const { code, stdout, stderr } = await faultline(['help', name]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`  faultline ${name} `);
    expect(stdout).toMatch(/\nOptions\n {2}--[^]*--help[^]*\nExamples\n {2}# [^]*\n {2}\S+/);
    for (const argv of [
      [name, '--help'],
      [name, '-h'],
      [name, '--help', 'x'],
    ])
      expect((await faultline(argv)).stdout).toBe(stdout);
  });

  it.each([40, 60, 100, undefined])('fits %s columns, but for what is to be copied', async (columns) => {
    for (const argv of [['help'], ...NAMES.map((name) => ['help', name])]) {
      const { stdout } = await faultline(argv, { columns });
      const lines = stdout
        .split('\n')
        .filter((line) => !/^ {2}(?:faultline|curl|ssh|FAULTLINE|--)|^ +--|Tells|tells|\[-/.test(line));
      for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(columns ?? 80);
    }
  });

  it('goes to stderr when there is no command', async () => {
    const { code, stdout, stderr } = await faultline([]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Failures that were stored');
  });
});

it.each(['--version', '-v'])('%s prints the version of the package', async (option) => {
  expect(await faultline([option])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

describe('the version', () => {
  afterEach(() => {
    vi.doUnmock('node:fs');
    vi.resetModules();
  });

  it('is unknown without the package, or in another one', async () => {
    vi.resetModules();
    vi.doMock('node:fs', () => ({
      readFileSync: (at: URL) => {
        if (at.pathname.endsWith('cli/package.json')) return '{"name":"other","version":"9.9.9"}';
        throw new Error('There is no such file.');
      },
    }));
    const { packageVersion } = await import('../../src/cli/version.ts');
    expect(packageVersion()).toBe('unknown');
  });
});

/** Command line -> what is said about it. */
const MISUSED: readonly (readonly [argv: readonly string[], message: string, see?: string])[] = [
  [['chek'], 'faultline has no command "chek"; did you mean "check"?'],
  [['hepl'], 'faultline has no command "hepl"; did you mean "help"?'],
  [['restart'], 'faultline has no command "restart"; use one of show, list, groups, resolve,'],
  [['--json'], 'faultline has no option "--json"; use one of show, list, groups, resolve,'],
  [['help', 'chekc'], 'faultline has no command "chekc"; did you mean "check"?'],
  [['check\u001b[2J'], String.raw`faultline has no command "check\u001b[2J"; use one of show`],
  [['check'], 'there is no FILE to check; write faultline check FILE.', 'check'],
  [['check', 'a', 'b'], 'there is more than one FILE; check one after the other.', 'check'],
  [['check', 'a', '--stict'], 'faultline check has no option --stict; did you mean --strict?', 'check'],
  [
    ['check', 'a', '-x'],
    'faultline check has no option -x; use --server-errors, --strict, --json, --help.',
    'check',
  ],
  [['check', 'a', '--\u009b'], String.raw`faultline check has no option --\u009b; use`, 'check'],
  [['check', 'a', '--strict=yes'], '--strict takes no value; write --strict alone.', 'check'],
  [['check', '--server-errors'], '--server-errors has no value; write --server-errors FILE.', 'check'],
  [['check', '--server-errors', '--json'], '--server-errors has no value', 'check'],
  [
    ['check', '--server-errors=a', '--server-errors', 'b'],
    '--server-errors is given twice; leave one of them out.',
    'check',
  ],
  [['check', 'a', '--constructor'], 'faultline check has no option --constructor', 'check'],
  [['explain', 'x.json'], '"x.json" belongs to no option; write --config before the file.', 'explain'],
  [['explain', '--status', '200'], '--status is "200"; give a status from 400 to 599.', 'explain'],
  [
    ['explain', '--code', 'not found'],
    '--code is "not found"; give the code of an error before any row',
    'explain',
  ],
  [['explain', '--header', 'x-client'], `--header is "x-client"; write --header 'NAME: VALUE'.`, 'explain'],
  [['explain', '--header', ':x'], '--header is ":x"', 'explain'],
  [['explain', '--path', 'shop'], '--path is "shop"; give a path that starts with "/".', 'explain'],
  [['explain', '--mode', 'Debug'], '--mode is "Debug"; give release or debug.', 'explain'],
  [['token'], '--path is missing; write --path with the path of the requests.', 'token'],
  [['token', '/x'], 'faultline token takes options only; write --path before the path.', 'token'],
  [
    ['token', '--path', '/x', '--minutes', 'ten'],
    '--minutes is "ten"; give a number from 1 to 1440.',
    'token',
  ],
];

it.each(MISUSED.map(([argv, message, see]) => ({ argv, message, see })))(
  '$argv is refused with the cure',
  async ({ argv, message, see }) => {
    const { code, stdout, stderr } = await faultline(argv);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`error: ${message}`);
    expect(stderr).toContain(see === undefined ? 'See: faultline --help\n' : `See: faultline help ${see}\n`);
  },
);

it('what is a fault of its own is not hidden', async () => {
  const failing = {
    write: () => {
      throw new Error('EPIPE');
    },
  };
  const io = { stdout: failing, stderr: failing, env: {}, isTTY: false };
  await expect(run(['help'], io)).rejects.toThrow('EPIPE');
});
