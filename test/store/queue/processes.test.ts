/** R19, R44: a queue in real processes, which end when they are done, are killed, or get more than they can take. */

import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spoolIn } from '../../../src/store/spool/index.ts';
import { hasWritten, start, withSpoolFile } from '../spool/child.ts';
import { newDirectory } from '../spool/directory.ts';
import { tryQueue } from './writers.ts';

withSpoolFile('test/store/queue/library.ts');

const HEAD = `
  const events = S.createEvents();
  const hang = () => new Promise(() => {});
  const gone = () => Promise.reject(new Error('gone'));
  const stored = async (batch) => { fs.appendFileSync(file, batch.map(({ id }) => id + '\\n').join('')); return []; };
  const slow = (batch) => new Promise((done) => setTimeout(() => done(stored(batch)), 100).unref());
  const queueOf = (write, options) => S.createQueue({ name: 'x', events, writer: { write }, ...options });
  const one = (id) => ({ id: String(id), error: { message: 'm'.repeat(1000) } });
`;

describe('a process ends when it has nothing else to do', () => {
  it.each([
    ['hangs', 'hang', 'undefined'],
    ['is gone', 'gone', 'undefined'],
    ['hangs, with a spool', 'hang', 'directory'],
    ['is gone, with a spool', 'gone', 'directory'],
  ])('the store %s', async (_what, write, spool) => {
    const directory = newDirectory();
    const running = start(`${HEAD}
      const directory = ${JSON.stringify(directory)};
      const queue = queueOf(${write}, { delay: 0, ...(${spool} && { spool: S.spoolIn(${spool}) }) });
      for (let i = 0; i < 10; i++) queue.put(one(i));
      setTimeout(() => console.log(queue.status().waiting), 300);`);
    await running.ended;
    expect([running.child.exitCode, running.written]).toEqual([0, { stdout: '10\n', stderr: '' }]);
  });

  it('not before flush, and close, have their answer', async () => {
    const running = start(`${HEAD}
      const file = '/dev/null';
      const queue = queueOf(slow, { delay: 5000, batch: 2 });
      for (let i = 0; i < 5; i++) queue.put(one(i));
      queue.flush(10000).then((ok) => {
        console.log(ok, queue.status().stored);
        queue.put(one(6));
        return queue.close(10000);
      }).then(() => console.log(queue.status().stored));`);
    await running.ended;
    expect(running.written).toEqual({ stdout: 'true 5\n6\n', stderr: '' });
  });
});

it('R38 a storm of 100,000, while the store hangs, takes no more memory than the bound', async () => {
  const running = start(
    `${HEAD}
      import v8 from 'node:v8';
      import vm from 'node:vm';
      v8.setFlagsFromString('--expose-gc');
      const gc = vm.runInNewContext('gc');
      const queue = queueOf(hang, { delay: 0, occurrences: 1000 });
      for (let i = 0; i < 2000; i++) queue.put({ ...one(i), text: 'x'.repeat(1000) + i });
      gc();
      const before = process.memoryUsage().heapUsed;
      for (let i = 0; i < 100000; i++) queue.put({ ...one(i), text: ['x'.repeat(1000), i].join('') });
      gc();
      console.log(Math.round((process.memoryUsage().heapUsed - before) / 2 ** 20) < 8);
      console.log(JSON.stringify(queue.status().lost), queue.status().waiting);`,
  );
  await running.ended;
  expect(running.written).toEqual({ stdout: 'true\n{"queue full":101000} 1000\n', stderr: '' });
});

describe('R19 kill -9', () => {
  it.each([
    ['hangs', 'hang'],
    ['is gone', 'gone'],
    ['is slow', 'slow'],
    ['stores', 'stored'],
  ])(
    'while the store %s: every reference that was told is stored by the next process',
    async (_what, write) => {
      const directory = newDirectory();
      const file = join(dirname(directory), 'stored');
      writeFileSync(file, '');
      const running = start(`${HEAD}
      const file = ${JSON.stringify(file)};
      const queue = queueOf(${write}, { spool: S.spoolIn(${JSON.stringify(directory)}, { segmentBytes: 50000 }), batch: 50, delay: 5 });
      let i = 0;
      const more = () => {
        for (let count = 0; count < 20; count++, i++) {
          queue.put(one(i));
          fs.writeSync(1, i + '\\n');
        }
        setImmediate(more);
      };
      more();`);
      await hasWritten(running, 1000);
      running.child.kill('SIGKILL');
      await running.ended;
      const told = running.written.stdout.split('\n').slice(0, -1);
      expect(told.length).toBeGreaterThanOrEqual(1000);
      const { queue } = tryQueue(
        async (batch) => {
          appendFileSync(file, batch.map(({ id }) => `${id}\n`).join(''));
          return [];
        },
        { spool: spoolIn(directory) },
      );
      const missing = (): string[] => {
        const has = new Set(readFileSync(file, 'utf8').split('\n'));
        return told.filter((id) => !has.has(id));
      };
      for (let time = 0; time < 500 && missing().length > 0; time++)
        await new Promise((done) => setTimeout(done, 10));
      expect(missing()).toEqual([]);
      await queue.close(1000);
      expect(queue.status()).toMatchObject({ waiting: 0, spooled: 0, lost: {} });
      expect(existsSync(directory)).toBe(true);
    },
  );
});
