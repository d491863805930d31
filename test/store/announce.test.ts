/** R19: stores with a spool have what is announced on disk at once, until they are closed. */

import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { postgresStore } from '../../src/store/postgres/index.ts';
import { createIntake } from '../../src/store/sqlite/intake.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { anOccurrence } from './occurrences.ts';
import { localWorkers } from './sqlite/in-process.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'faultline-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const spools = (): string => join(directory, 'spool');
const isAnnounced = (): boolean =>
  existsSync(spools()) && readdirSync(spools()).some((name) => existsSync(join(spools(), name, 'announced')));

const stores: readonly (readonly [name: string, open: () => Store])[] = [
  ['sqlite', () => openStore({ file: join(directory, 'errors.db'), spool: spools() }, localWorkers().start)],
  ['postgres', () => postgresStore({ connectionString: 'postgres://a@127.0.0.1:1/b', spool: spools() })],
];

it.each(stores)('R19 %s', async (_name, open) => {
  const store = open();
  expect(isAnnounced()).toBe(false);
  store.announce!('{"id":"a"}');
  expect(isAnnounced()).toBe(true);
  await store.close(100);
  expect(isAnnounced()).toBe(false);
  store.announce!('{"id":"b"}');
  expect(isAnnounced()).toBe(false);
});

it('R19 but not where the spool cannot be had, which costs nothing', () => {
  writeFileSync(spools(), 'in its place');
  const intake = createIntake({
    directory: spools(),
    maxBytes: 2 ** 30,
    tell: () => {},
    opened: () => {},
    appended: () => {},
  });
  intake.announce('{"id":"a"}');
  intake.take(anOccurrence());
  intake.announce('{"id":"b"}');
  expect(intake.spool()).toBeUndefined();
  intake.close();
});
