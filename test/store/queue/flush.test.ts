/** R41: whoever waits for the end does not wait for what is lost. */

import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Queue } from '../../../src/store/queue.ts';
import { spoolIn } from '../../../src/store/spool/index.ts';
import { newDirectory, pathIn } from '../spool/directory.ts';
import { stopTime } from './stopped-time.ts';
import { pass, putMany, tryQueue } from './writers.ts';

stopTime();

/** Of each file with lines, as many bytes that are none. */
function damage(directory: string): void {
  const path = pathIn(directory, 'live');
  for (const name of readdirSync(path).filter((file) => file.endsWith('.log'))) {
    const { size } = statSync(join(path, name));
    writeFileSync(join(path, name), `${'x'.repeat(Math.floor(size / 3) - 1)}\n`.repeat(3));
  }
}

const LOSSES: readonly [what: string, lose: (directory: string) => void, reason: string][] = [
  ['was removed', (directory) => rmSync(directory, { recursive: true }), 'spool removed or taken over'],
  ['is damaged', damage, 'spool damaged'],
];
const ENDS: readonly [name: string, end: (queue: Queue) => Promise<boolean | void>, result: unknown][] = [
  ['flush', (queue) => queue.flush(1200), true],
  ['close', (queue) => queue.close(1200), undefined],
];

describe.each(LOSSES)('R41 all that waits is in a spool that %s', (_what, lose, reason) => {
  it.each(ENDS)('%s is over at once', async (_name, end, result) => {
    const directory = newDirectory();
    const { queue, batches } = tryQueue(async () => [], { spool: spoolIn(directory), delay: 1000 });
    putMany(queue, 3);
    lose(directory);
    const over: unknown[] = [];
    void end(queue).then((value) => over.push(value));
    await pass(5);
    expect(over).toEqual([result]);
    expect([queue.status().waiting, queue.status().lost, batches]).toEqual([0, { [reason]: 3 }, []]);
  });
});
