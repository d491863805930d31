import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { nodeSystem } from '../../../src/recognizers/files/node-system.ts';
import { silently } from '../silent.ts';

const CANARY = 'canary-4711';
const EXHAUSTED = {
  status: 503,
  code: 'RESOURCES_EXHAUSTED',
  family: 'node-system',
  body: { retryable: true },
};
const UNEXPECTED = { status: 500, code: 'INTERNAL_ERROR', family: 'unexpected' };

const thrownBy = (run: () => Promise<unknown>): Promise<unknown> =>
  run().then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );

/** As Node makes them (`uvException`). */
const system = (code: keyof typeof constants.errno, more: object = {}): Error =>
  Object.assign(new Error(`${code}: ${CANARY}, open '/${CANARY}'`), {
    errno: -constants.errno[code],
    code,
    syscall: 'open',
    path: `/${CANARY}`,
    ...more,
  });

describe('R16 R29 errors of the system', () => {
  it.skipIf(!existsSync('/dev/full'))('ENOSPC: a full device', async () => {
    const thrown = await thrownBy(() => writeFile('/dev/full', CANARY));
    expect(thrown).toMatchObject({ code: 'ENOSPC' });
    const answer = silently(thrown);
    expect(answer).toMatchObject(EXHAUSTED);
    expect(answer.detail).toContain(answer.body.correlationId);
  });

  // A process of its own, because its limit holds for all that it opens.
  it.skipIf(process.platform === 'win32')('EMFILE: no more files', async () => {
    const script = `
      const fs = require('node:fs');
      const open = [];
      try { for (;;) open.push(fs.openSync(process.execPath)); }
      catch (error) { console.log(JSON.stringify({ ...error, message: error.message + ' ${CANARY}' })); }`;
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      'ulimit -n 64; exec "$0" -e "$1"',
      process.execPath,
      script,
    ]);
    const { message, ...marks } = JSON.parse(stdout) as { message: string; code: string };
    expect(marks.code).toBe('EMFILE');
    expect(silently(Object.assign(new Error(message), marks))).toMatchObject(EXHAUSTED);
  });

  it.each(['EDQUOT', 'EMFILE', 'ENFILE', 'ENOSPC'] as const)('%s', (code) => {
    expect(silently(system(code))).toMatchObject(EXHAUSTED);
    expect(silently(Object.freeze(system(code)))).toMatchObject(EXHAUSTED);
    expect(silently(new Proxy(system(code), {}))).toMatchObject(EXHAUSTED);
  });

  it('those are all', () => {
    expect(Object.keys(nodeSystem.answers)).toEqual(['EDQUOT', 'EMFILE', 'ENFILE', 'ENOSPC']);
  });

  it('ENOENT, EISDIR, ENOTDIR and EEXIST say something about the server', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'canary-'));
    const file = join(folder, CANARY);
    await writeFile(file, CANARY);
    const provoked: readonly [code: string, run: () => Promise<unknown>][] = [
      ['ENOENT', () => readFile(join(folder, 'canary'))],
      ['EISDIR', () => readFile(folder)],
      ['ENOTDIR', () => readFile(join(file, CANARY))],
      ['EEXIST', () => writeFile(file, CANARY, { flag: 'wx' })],
    ];
    for (const [code, run] of provoked) {
      const thrown = await thrownBy(run);
      expect(thrown).toMatchObject({ code });
      expect(silently(thrown)).toMatchObject(UNEXPECTED);
    }
    await rm(folder, { recursive: true });
  });

  it.each(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'ELOOP', 'ENOTEMPTY', 'EIO'] as const)(
    '%s does, too',
    (code) => {
      expect(silently(system(code))).toMatchObject(UNEXPECTED);
    },
  );

  it.each([
    ['a code alone', Object.assign(new Error(CANARY), { code: 'ENOSPC' })],
    ['no number', system('ENOSPC', { errno: CANARY })],
    ['no call', system('ENOSPC', { syscall: undefined })],
    ['no error', Object.assign({ message: CANARY }, system('ENOSPC'))],
    ['a copy without its marks', structuredClone(system('ENOSPC'))],
  ])('not with %s', (_, thrown) => {
    expect(silently(thrown)).toMatchObject(UNEXPECTED);
  });

  it('can be switched off', () => {
    expect(silently(system('EMFILE'), { families: { 'node-system': false } })).toMatchObject(UNEXPECTED);
  });
});
