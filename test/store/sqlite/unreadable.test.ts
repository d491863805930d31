/** A spool that cannot be read: it holds up no other, and is told by its own name. */

import { mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSpool } from '../../../src/store/spool/index.ts';
import { anOccurrence } from '../occurrences.ts';
import { localStores } from './local-store.ts';

const local = localStores();

/** What stands before its first file, and cannot be read. */
const BLOCK = '0000000000.log';
const spools = (): string => `${local.file}-spool`;
const spoolNamed = (start: string): string =>
  join(
    spools(),
    readdirSync(spools()).find((name) => name.startsWith(start))!,
  );

describe('a spool that cannot be read', () => {
  it('of a process that ended holds up nothing, and is told; it is stored once it can be read', async () => {
    const left = anOccurrence();
    const spool = openSpool(spools());
    spool.append(JSON.stringify(left));
    spool.close();
    mkdirSync(join(spoolNamed('left-'), BLOCK));
    const store = local.open();
    const own = [anOccurrence(), anOccurrence()];
    for (const one of own) {
      store.put(one);
      expect(await store.flush(10_000)).toBe(true);
      expect(await store.find(one.correlationId)).toEqual([one]);
    }
    expect(store.status()).toMatchObject({ healthy: true, stored: 2, waiting: 0, lost: {} });
    expect(local.told).toEqual([
      expect.stringMatching(/^error: The spool in .*-spool.kept-.* cannot be read \(.*\): what waits in it/),
    ]);
    rmdirSync(join(spoolNamed('kept-'), BLOCK));
    expect(await store.flush(10_000)).toBe(true);
    await expect.poll(() => store.find(left.correlationId), { timeout: 10_000 }).toEqual([left]);
  });

  it('of this process holds up no other, and what is in it waits', async () => {
    const left = openSpool(spools());
    left.append(JSON.stringify(anOccurrence({ status: 503 })));
    left.close();
    const store = local.open();
    const one = anOccurrence();
    store.put(one);
    const block = join(spoolNamed('live-'), BLOCK);
    mkdirSync(block);
    expect(await store.flush(300)).toBe(false);
    expect(await store.totals({})).toEqual([{ status: 503, count: 1 }]);
    expect(store.status()).toMatchObject({ healthy: false, waiting: 1, spooled: 1, lost: {} });
    expect(store.status().lastError!.message).toMatch(/^The spool in .*live-.* cannot be read/);
    expect(local.told).toEqual([expect.stringMatching(/^error: The spool in .*live-.* cannot be read/)]);
    rmdirSync(block);
    expect(await store.flush(10_000)).toBe(true);
    expect(await store.find(one.correlationId)).toEqual([one]);
    expect(store.status()).toMatchObject({ healthy: true, stored: 1, waiting: 0, lost: {} });
  });

  it('ends no thread when the store is closed', async () => {
    const spool = openSpool(spools());
    spool.append(JSON.stringify(anOccurrence()));
    spool.close();
    mkdirSync(join(spoolNamed('left-'), BLOCK));
    const store = local.open();
    await store.flush(10_000);
    const begun = performance.now();
    await store.close(5000);
    expect(performance.now() - begun).toBeLessThan(4000);
    expect(readdirSync(spools()).filter((name) => name.startsWith('left-'))).toHaveLength(1);
    rmdirSync(join(spoolNamed('left-'), BLOCK));
    const again = local.open();
    expect(await again.flush(10_000)).toBe(true);
    expect(await again.totals({})).toEqual([{ status: 500, count: 1 }]);
  });
});
