/** R19, R41: a queue whose spool has filled its disk goes on once the store is back. */

import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { spoolIn } from '../../../src/store/spool/index.ts';
import { smallDisk, UNMOUNTABLE } from '../spool/small-disk.ts';
import { stopTime } from './stopped-time.ts';
import { named, pass, tryQueue } from './writers.ts';

stopTime();

it('R41 all is stored, the disk is empty again, and what is put next waits there', async ({ skip }) => {
  const mounted = smallDisk();
  skip(mounted === undefined, UNMOUNTABLE);
  let isAway = true;
  const { queue } = tryQueue(async () => (isAway ? Promise.reject(new Error('away')) : []), {
    spool: spoolIn(join(mounted!, 'spool')),
  });
  let put = 0;
  while (queue.status().waiting === queue.status().spooled) queue.put(named(`a${put++}`, 'x'.repeat(2000)));
  expect(queue.status().spooled).toBeGreaterThan(20);
  await pass(1001);
  // There is no room for this one either.
  queue.put(named('b'));
  expect(queue.status()).toMatchObject({ waiting: put + 1, spooled: put - 1 });
  isAway = false;
  await pass(60_000);
  expect(queue.status()).toMatchObject({ stored: put + 1, waiting: 0, lost: {} });
  const { bavail, blocks } = statfsSync(mounted!);
  expect(blocks - bavail).toBeLessThan(8);
  isAway = true;
  queue.put(named('c'));
  expect(queue.status()).toMatchObject({ waiting: 1, spooled: 1 });
  await Promise.all([queue.close(0), pass(1)]);
});
