/** Another process with a store: what it does is its first argument, the file its second. */

import { writeSync } from 'node:fs';
import { sqliteStore } from '../../../src/store/sqlite/index.ts';
import { loadDriver } from '../../../src/store/sqlite/driver.ts';
import type { Store } from '../../../src/store/store.ts';
import { anOccurrence } from '../occurrences.ts';

const [, , task = '', file = '', argument = ''] = process.argv;

function say(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function open(): Store {
  return sqliteStore({ file, retention: {} });
}

/** Puts, and says each reference after that, as an answer would. */
function put(store: Store, count: number): void {
  for (let index = 0; index < count; index++) {
    const one = anOccurrence({ fingerprint: `g${index % 5}` });
    store.put(one);
    say(one.correlationId);
  }
}

const TASKS: Readonly<Record<string, () => unknown>> = {
  /** Until it is killed. */
  storm() {
    const store = open();
    setInterval(() => put(store, 50), 5);
  },
  /** Of each two, one is put as well. Then its turn does not end. */
  async announce() {
    const store = open();
    await store.flush(60_000);
    const references: string[] = [];
    for (let index = 0; index < Number(argument); index++) {
      const one = anOccurrence({ fingerprint: 'g' });
      const { id, at, correlationId, code, status, fault, family, fingerprint, vetted, host, pid } = one;
      const error = { name: 'unknown', message: '' };
      const known = { id, at, correlationId, code, status, fault, family, fingerprint, vetted, host, pid };
      store.announce!(JSON.stringify({ ...known, error, unrecorded: true }));
      if (index % 2 === 0) store.put(one);
      references.push(correlationId);
    }
    for (const reference of references) writeSync(1, `${JSON.stringify(reference)}\n`);
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  },
  async store() {
    const store = open();
    const count = Number(argument);
    for (let done = 0; done < count; done += 100) {
      put(store, 100);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const isStored = await store.flush(60_000);
    await store.close(10_000);
    const { stored, waiting, lost } = store.status();
    say({ isStored, stored, waiting, lost });
  },
  /** Neither waits nor closes. */
  leave() {
    put(open(), Number(argument));
  },
  lock() {
    const db = loadDriver().open(file);
    db.exec('BEGIN EXCLUSIVE');
    say('locked');
    process.stdin.once('data', () => {
      db.exec('ROLLBACK');
      db.close();
      process.exit();
    });
  },
  /** As a user who may not write the file. */
  async readOnly() {
    if (process.getuid!() === 0) {
      process.setegid!(65_534);
      process.seteuid!(65_534);
    }
    const store = sqliteStore({ file, spool: argument, retention: {} });
    const told: string[] = [];
    store.subscribe((event) => event.type === 'trouble' && told.push(event.message));
    put(store, 100);
    const isStored = await store.flush(3000);
    const status = store.status();
    await store.close(100);
    say({ isStored, status, told });
  },
  async burst() {
    const store = open();
    await store.flush(60_000);
    gc!();
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < Number(argument); index++) store.put(anOccurrence());
    const { waiting } = store.status();
    gc!();
    const grown = process.memoryUsage().heapUsed - before;
    const isStored = await store.flush(300_000);
    const { stored, lost } = store.status();
    await store.close(10_000);
    say({ waiting, grown, isStored, stored, lost });
  },
};

await TASKS[task]!();
