/** What is in two spools is stored once: its process handed it over just when another took its spool. */

import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSpool } from '../../../src/store/spool/index.ts';
import { ownerText, thisOwner } from '../../../src/store/spool/owner.ts';
import { anOccurrence } from '../occurrences.ts';
import { localStores } from './local-store.ts';

const local = localStores();

describe('R41 an occurrence in two spools is stored once', () => {
  it('where its own process stores it first', async () => {
    const store = local.open();
    const all = [anOccurrence(), anOccurrence(), anOccurrence()];
    store.put(all[0]!);
    expect(await store.flush(10_000)).toBe(true);
    const spools = `${local.file}-spool`;
    const live = readdirSync(spools).find((name) => name.startsWith('live-'))!;
    // As if another process had taken this one for dead, and ended.
    const other = ownerText({ ...thisOwner(), start: 1 });
    renameSync(join(spools, live), join(spools, `kept-${live.split('-')[1]}-${other}`));
    for (const one of all.slice(1)) store.put(one);
    expect(await store.flush(10_000)).toBe(true);
    const adopter = local.open();
    expect(await adopter.flush(10_000)).toBe(true);
    expect(readdirSync(spools).filter((name) => name.startsWith('kept-'))).toEqual([]);
    for (const one of all) expect(await adopter.find(one.correlationId)).toEqual([one]);
    expect(await adopter.totals({})).toEqual([{ status: 500, count: 3 }]);
    expect(await adopter.group(all[0]!.fingerprint)).toMatchObject({ count: 3 });
  });

  it('where the other one does', async () => {
    const all = [anOccurrence(), anOccurrence(), anOccurrence()];
    const spool = openSpool(`${local.file}-spool`);
    for (const one of all.slice(0, 2)) spool.append(JSON.stringify(one));
    spool.close();
    const store = local.open();
    expect(await store.flush(10_000)).toBe(true);
    for (const one of all.slice(1)) store.put(one);
    expect(await store.flush(10_000)).toBe(true);
    expect(store.status()).toMatchObject({ stored: 2, waiting: 0, lost: {} });
    expect(await store.totals({})).toEqual([{ status: 500, count: 3 }]);
    expect(await store.group(all[0]!.fingerprint)).toMatchObject({ count: 3 });
  });
});
