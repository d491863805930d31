/** The commands as real processes, on a store that another process has filled. */

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqliteStore } from '../../src/store/sqlite/index.ts';
import { faultline, type Result } from './command.ts';
import { anOccurrence } from '../store/occurrences.ts';
import { REFERENCE, shopOccurrences } from './shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-sqlite-'));
const file = join(folder, 'errors.db');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MANY = 1000;

beforeAll(async () => {
  const store = sqliteStore({ file });
  const now = Date.now();
  for (const occurrence of shopOccurrences(now)) store.put(occurrence);
  for (let index = 0; index < MANY; index++) store.put(anOccurrence({ at: now - index, status: 418 }));
  expect(await store.flush(100_000)).toBe(true);
  await store.close(100_000);
}, 120_000);

function start(...argv: readonly string[]): ChildProcessWithoutNullStreams {
  const { PATH } = process.env;
  const tsx = ['node_modules/tsx/dist/cli.mjs', '--conditions=@faultline/source', 'src/cli/main.ts'];
  return spawn(process.execPath, [...tsx, ...argv], { env: { PATH, FAULTLINE_STORE: `sqlite:${file}` } });
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<object> {
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return { code, stderr };
}

describe('a process', { timeout: 120_000 }, () => {
  it('R44 shows the failure of a reference, and an export has every one', async () => {
    const [shown, exported] = [start('show', REFERENCE), start('export')];
    const [one, all] = await Promise.all([
      text(shown.stdout),
      text(exported.stdout),
      ended(shown).then((end) => expect(end).toEqual({ code: 0, stderr: '' })),
      ended(exported).then((end) => expect(end).toEqual({ code: 0, stderr: '' })),
    ]);
    expect(one).toContain("TypeError: Cannot read properties of undefined (reading 'price')");
    expect(all.split('\n')).toHaveLength(shopOccurrences().length + MANY + 1);
  });

  it('R44 does not mind a reader that has read enough', async () => {
    const exporting = start('export');
    const lines = createInterface(exporting.stdout);
    lines.once('line', () => exporting.stdout.destroy());
    expect(await ended(exporting)).toEqual({ code: 0, stderr: '' });
  });

  it('R44 serves the dashboard until Ctrl-C', async () => {
    const serving = start('serve', '--by', 'ada');
    const end = text(serving.stderr);
    const [url] = (await once(createInterface(serving.stdout), 'line')) as [string];
    const opened = await fetch(url, { redirect: 'manual' });
    const cookie = opened.headers.get('set-cookie')!.split(';')[0]!;
    const page = await fetch(new URL('/', url), { headers: { cookie } });
    expect(await page.text()).toContain('TypeError');
    serving.kill('SIGINT');
    const [code] = await once(serving, 'close');
    expect({ code, stderr: await end }).toEqual({ code: 0, stderr: expect.stringContaining('until Ctrl-C') });
  });

  it('makes no file of a store that is not there', async () => {
    const child = start('list', '--store', `sqlite:${join(folder, 'other.db')}`);
    expect(await ended(child)).toEqual({ code: 1, stderr: expect.stringContaining('which does not exist') });
    expect(readdirSync(folder).filter((name) => name.startsWith('other'))).toEqual([]);
  });
});

describe('the stores that have a name', { timeout: 120_000 }, () => {
  const read = (store: string): Promise<Result> =>
    faultline(['groups', '--json'], { env: { FAULTLINE_STORE: store } });

  it('SQLite is opened, and nothing of it removed', async () => {
    const { code, stdout, stderr } = await read(`sqlite:${file}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toHaveLength(7);
  });

  it.each([
    ['notes.txt', 'to do: '.repeat(1000), 'is none that this library wrote'],
    ['empty.db', '', 'is empty; name the one that the application writes'],
  ])('SQLite leaves what is no store as it is: %s', async (name, content, message) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    const names = readdirSync(folder);
    const { code, stdout, stderr } = await read(`sqlite:${path}`);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.replace(/\s+/g, ' ')).toContain(message);
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(readdirSync(folder)).toEqual(names);
  });

  it('SQLite leaves a damaged store where it is', async () => {
    const path = join(folder, 'damaged.db');
    copyFileSync(file, path);
    truncateSync(path, 20_000);
    const { code, stderr } = await read(`sqlite:${path}`);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('is damaged') });
    expect(statSync(path).size).toBe(20_000);
    expect(readdirSync(folder).filter((one) => one.startsWith('damaged.db.corrupt'))).toEqual([]);
  });

  it.each([
    ['postgres://ada:hunter2@127.0.0.1:1/none'],
    ['postgresql://ada:hunter2@127.0.0.1:1/none?schema=errors&application_name=x'],
    ['postgres://ada:hunter2@127.0.0.1:1/none?schema=NO;'],
    ['postgres://ada:hunter2@[127/none'],
  ])('PostgreSQL %s says that it is not there, without the password', async (store) => {
    const { code, stdout, stderr } = await read(store);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error: ');
    expect(stderr).not.toContain('hunter2');
  });
});
