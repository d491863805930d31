/**
 * The SQLite store by itself: how much it takes, and how long questions take when it is full.
 *
 *   node --import tsx bench/store/sqlite.mjs [--rows 1000000] [--driver libsql] [--directory /var/tmp] [--distinct] [--json]
 *
 * From `dist` where that is built with the store in it, else from the source.
 */

import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { loadDriver } from '../../src/store/sqlite/driver.ts';
import { occurrenceAt } from './sqlite-occurrences.mjs';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    small: { type: 'string', default: '10000' },
    storm: { type: 'string', default: '300000' },
    driver: { type: 'string' },
    directory: { type: 'string', default: os.tmpdir() },
    distinct: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
// The thread of the store is of the built code where there is any, as it is in production.
const isBuilt = existsSync(new URL('../../dist/src/store/sqlite/index.js', import.meta.url));
const load = (room) => import(isBuilt ? `../../dist/src/${room}/index.js` : `../../src/${room}/index.ts`);
const { sqliteStore } = await load('store/sqlite');
const { createReport } = await load('report');

const DAY = 86_400_000;
const rows = Number(options.rows);
const small = Number(options.small);
const directory = mkdtempSync(join(options.directory, 'bench-sqlite-'));
const result = {
  machine: `${os.cpus().length} cores of ${os.cpus()[0].model}, load ${os.loadavg()[0].toFixed(1)}, Node ${process.version}`,
  driver: loadDriver(options.driver).name,
};
try {
  const file = join(directory, 'errors.db');
  const store = sqliteStore({
    file,
    spoolBytes: 4 * 2 ** 30,
    retention: {},
    ...(options.driver !== undefined && { driver: options.driver }),
  });
  store.subscribe((event) => {
    if (event.type === 'trouble') console.error(event.message);
  });
  await store.flush(60_000);
  const now = Date.now();
  await fill(store, 0, small, now);
  result.small = await ask(store, small, now);
  await fill(store, small, rows, now);
  result.large = await ask(store, rows, now);
  // As it comes: now, whatever is there already.
  result.writing = await fill(store, rows, rows + Number(options.storm));
  await store.close(60_000);
  result.bare = bare(join(directory, 'bare.db'), now);
  result.bytesPerRow = Math.round(statSync(file).size / store.status().stored);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
print();

/**
 * As fast as the file takes them.
 * @param now they are spread over the 30 days before; `undefined`: each is of the time at which it is put
 */
async function fill(store, from, to, now) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const cpu = process.cpuUsage();
  const start = performance.now();
  let put = 0;
  let making = 0;
  let peak = 0;
  for (let index = from; index < to;) {
    const until = Math.min(to, index + 200);
    const before = performance.now();
    const some = [];
    for (; index < until; index++) some.push(occurrenceAt(index, rows, now, options.distinct));
    const made = performance.now();
    making += made - before;
    for (const one of some) store.put(one);
    put += performance.now() - made;
    // Some 20,000 may wait: a spool that only grows would be no sustained rate.
    while (store.status().waiting > 20_000) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setImmediate(resolve));
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  const stored = await store.flush(600_000);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  return {
    isAllStored: stored && Object.keys(store.status().lost).length === 0 && store.status().stored >= to,
    perSecond: Math.round((to - from) / seconds),
    cpuMicroseconds: Number(((user + system) / (to - from)).toFixed(1)),
    putMicroseconds: Number(((put * 1000) / (to - from)).toFixed(1)),
    // Of the measurement itself: making what is put.
    makingMicroseconds: Number(((making * 1000) / (to - from)).toFixed(1)),
    lagP99: Number((delay.percentile(99) / 1e6).toFixed(1)),
    lagMax: Number((delay.max / 1e6).toFixed(1)),
    peakMegabytes: Math.round(peak / 2 ** 20),
  };
}

/** Medians and worst of each question, in milliseconds, as who asks sees them. */
async function ask(store, count, now) {
  const references = Array.from({ length: 200 }, (_, index) => {
    return occurrenceAt(Math.floor((index * count) / 200), rows, now, options.distinct).correlationId;
  });
  const week = { from: now - 7 * DAY, to: now };
  const questions = {
    'find by reference': (turn) => store.find(references[turn % references.length]),
    'find an unknown one': () => store.find('0000-0000-0000'),
    'search, no condition': () => store.search({}),
    'search, a status': () => store.search({ status: 503 }),
    'search, api and window': () => store.search({ api: 'api-3', ...week }),
    'search, text found': () => store.search({ text: 'item 77' }),
    'search, text not there': () => store.search({ text: 'nowhere to be found' }),
    'totals, one api, a week': () =>
      store.totals({ api: 'api-3', from: week.from + 1234, to: week.to - 1234 }),
    'totals, a group': () => store.totals({ fingerprint: 'group-7' }),
    'series, a week by hour by status': () =>
      store.series({ from: week.from, to: week.to, step: 3_600_000, by: 'status' }),
    'series, a day by minute by api': () =>
      store.series({ from: now - DAY, to: now, step: 60_000, by: 'api' }),
    'groups, recent': () => store.groups({}),
    'groups, by count, a text': () => store.groups({ sort: 'count', text: 'boom' }),
    'a group': () => store.group('group-7'),
    'report of an api, a week': () => createReport(store, { api: 'api-3', ...week, plots: false }),
    'the same with plots': () => createReport(store, { api: 'api-3', ...week }),
    'latest 1000 of an api': () => store.latest({ api: 'api-3' }, 1000),
  };
  const times = {};
  for (const [name, question] of Object.entries(questions)) {
    const taken = [];
    for (let turn = 0; turn < 60; turn++) {
      const start = performance.now();
      await question(turn);
      taken.push(performance.now() - start);
    }
    taken.sort((a, b) => a - b);
    times[name] = { median: Number(taken[30].toFixed(2)), p95: Number(taken[56].toFixed(2)) };
  }
  return times;
}

/**
 * What the driver takes of the same occurrences as text, by keys in order, 1,000 in a transaction: without a spool, without
 * a second thread, and without anything that could be asked for but the key.
 */
function bare(name, now) {
  const db = loadDriver(options.driver).open(name);
  db.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  db.exec(
    'CREATE TABLE occurrence (at INTEGER, n INTEGER, json TEXT NOT NULL, PRIMARY KEY (at, n)) WITHOUT ROWID',
  );
  const insert = db.prepare('INSERT INTO occurrence VALUES (?, ?, ?)');
  const count = 100_000;
  const texts = Array.from({ length: count }, (_, index) => JSON.stringify(occurrenceAt(index, rows, now)));
  const start = performance.now();
  for (let index = 0; index < count; index++) {
    if (index % 1000 === 0) db.exec('BEGIN');
    insert.run(now + index, index, texts[index]);
    if (index % 1000 === 999) db.exec('COMMIT');
  }
  const perSecond = Math.round((count * 1000) / (performance.now() - start));
  db.close();
  return perSecond;
}

function print() {
  if (options.json) return console.log(JSON.stringify(result, undefined, 2));
  const { isAllStored, perSecond, cpuMicroseconds, putMicroseconds, lagP99, peakMegabytes } = result.writing;
  const { driver, bare: alone, bytesPerRow } = result;
  console.log(`Driver: ${driver}. ${isAllStored ? 'All was stored' : 'NOT ALL WAS STORED'}: ${perSecond}/s,`);
  console.log(`${cpuMicroseconds} us of CPU each on both threads, ${putMicroseconds} us of them in \`put\`;`);
  console.log(
    `lag of the event loop p99 ${lagP99} ms; ${bytesPerRow} bytes a row; ${peakMegabytes} MB resident.`,
  );
  console.log(`The driver alone, texts into one table: ${alone}/s.\n`);
  console.log(`| question, ms: median (p95) | ${small} | ${rows} |\n| --- | ---: | ---: |`);
  for (const [name, { median, p95 }] of Object.entries(result.large)) {
    const before = result.small[name];
    console.log(`| ${name} | ${before.median} (${before.p95}) | ${median} (${p95}) |`);
  }
}
