/** R19, R44: real processes that are killed while they append, and real ones that adopt what they leave. */

import { readdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { adoptSpools, openSpool, readSpool } from '../../../src/store/spool/index.ts';
import { hasWritten, libraryFile, start, withSpoolFile } from './child.ts';
import { linesOf, newDirectory, statesIn } from './directory.ts';

withSpoolFile();

/** Appends, and says so behind each line: `fs.writeSync` is in the pipe when it returns. */
function appending(directory: string, name: string, segmentBytes: number): string {
  return `
    const spool = S.openSpool(${JSON.stringify(directory)}, { segmentBytes: ${segmentBytes} });
    for (let i = 0; ; i++) {
      const line = '${name}' + i + 'é'.repeat(i * 37 % 900);
      spool.append(line);
      fs.writeSync(1, '${name}' + i + '\\n');
    }`;
}

const nameOf = (line: string): string => line.replace(/é*$/, '');

describe('kill -9', () => {
  it.each([
    ['in one file', 2 ** 24],
    ['in many', 50_000],
  ])(
    'R19 every line that was acknowledged is read afterwards, once and whole, %s',
    async (_how, segmentBytes) => {
      const directory = newDirectory();
      const running = ['a', 'b', 'c'].map((name) => start(appending(directory, name, segmentBytes)));
      await Promise.all(running.map((one, index) => hasWritten(one, 200 * (index + 1))));
      for (const { child } of running) child.kill('SIGKILL');
      await Promise.all(running.map(({ ended }) => ended));
      const found = adoptSpools(directory).map((spool) => linesOf(spool));
      expect(found).toHaveLength(3);
      for (const lines of found) {
        const name = lines[0]![0]!;
        const { written } = running.find((one) => one.written.stdout.startsWith(name))!;
        // The pipe may end in the middle of a number.
        const told = written.stdout.split('\n').slice(0, -1);
        expect(told.length).toBeGreaterThanOrEqual(200);
        expect(lines).toEqual(lines.map((_, index) => name + index + 'é'.repeat((index * 37) % 900)));
        // One may be appended that there was no time to tell of.
        expect(lines.slice(0, told.length).map(nameOf)).toEqual(told);
      }
    },
  );

  it('not of one that was stopped: it runs', async () => {
    const directory = newDirectory();
    const running = start(appending(directory, 'a', 2 ** 24));
    await hasWritten(running, 10);
    running.child.kill('SIGSTOP');
    expect(adoptSpools(directory)).toEqual([]);
    expect(statesIn(directory)).toEqual(['live']);
    running.child.kill('SIGKILL');
    await running.ended;
    expect(adoptSpools(directory)).toHaveLength(1);
  });

  it('of the adopter: the next one adopts it, and goes on behind what was released', async () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    for (let line = 0; line < 10; line++) spool.append(String(line));
    spool.close();
    const running = start(`
      const [spool] = S.adoptSpools(${JSON.stringify(directory)});
      const reader = S.readSpool(spool.path, spool.id);
      reader.release(reader.next(undefined, 100, 4).end);
      fs.writeSync(1, 'released\\n');
      setInterval(() => {}, 1000);`);
    await hasWritten(running, 1);
    expect(adoptSpools(directory)).toEqual([]);
    running.child.kill('SIGKILL');
    await running.ended;
    const [again] = adoptSpools(directory);
    expect(linesOf(again!, readSpool(again!.path, again!.id).released())).toEqual([
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
    ]);
  });
});

it("of several adopters at once, each spool is one's, and every line is read once", async () => {
  const directory = newDirectory();
  for (let number = 0; number < 60; number++) {
    const spool = openSpool(directory);
    spool.append(`line ${number}`);
    spool.close();
  }
  const adopting = `
    while (Date.now() < ${Date.now() + 500});
    for (const { path, id } of S.adoptSpools(${JSON.stringify(directory)})) {
      const reader = S.readSpool(path, id);
      const batch = reader.next(undefined, 1000);
      console.log(batch.lines.join('\\n'));
      reader.release(batch.end);
    }`;
  const running = [1, 2, 3].map(() => start(adopting));
  await Promise.all(running.map(({ ended }) => ended));
  const lines = running.flatMap(({ written }) => written.stdout.split('\n').filter((line) => line !== ''));
  expect(running.map(({ written }) => written.stderr).join('')).toBe('');
  expect(lines.toSorted()).toEqual(Array.from({ length: 60 }, (_, number) => `line ${number}`).toSorted());
  expect(readdirSync(directory)).toEqual([]);
});

it('a thread reads while the owner appends: every line once, in order', async () => {
  const directory = newDirectory();
  const spool = openSpool(directory, { segmentBytes: 20_000 });
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     import(workerData.library).then((S) => {
       const reader = S.readSpool(workerData.path, workerData.id);
       let position, count = 0, wrong = 0;
       const look = () => {
         for (let batch; (batch = reader.next(position, 5000)); position = batch.end, reader.release(position))
           for (const line of batch.lines) wrong += line === count + 'é'.repeat(count++ * 31 % 700) ? 0 : 1;
         if (count < workerData.lines) setImmediate(look);
         else parentPort.postMessage({ count, wrong });
       };
       look();
     });`,
    {
      eval: true,
      workerData: { library: libraryFile(), path: spool.path, id: spool.id, lines: 5000 },
    },
  );
  const told = new Promise((done, fail) => worker.on('message', done).on('error', fail));
  for (let line = 0; line < 5000; line++) {
    spool.append(line + 'é'.repeat((line * 31) % 700));
    if (line % 50 === 0) await new Promise((done) => setImmediate(done));
  }
  expect(await told).toEqual({ count: 5000, wrong: 0 });
  await worker.terminate();
  expect(spool.bytes).toBeLessThan(100_000);
  spool.close();
  expect(readdirSync(directory)).toEqual([]);
});
