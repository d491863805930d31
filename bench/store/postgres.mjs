/**
 * The PostgreSQL store: how much two processes store in a second, and how long questions take at 10,000 and at
 * 1,000,000 occurrences. Starts a server of its own, with the defaults of PostgreSQL but for memory.
 * `node --import tsx --conditions=@faultline/source bench/store/postgres.mjs [--rows 1000000]`
 */

import { fork } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { createReport } from '../../src/report/index.ts';
import { postgresStore } from '../../src/store/postgres/index.ts';
import { describeMachine } from '../machine.mjs';
import { median } from '../stats.mjs';
import { occurrencesOf } from './postgres-occurrences.mjs';
import { startServer } from './postgres-server.mjs';

const DAY = 86_400_000;
const QUESTIONS = 60;
const self = fileURLToPath(import.meta.url);

/** What one of the processes does: never more under way than the queue holds. */
async function produce(url, schema, count, seed, days) {
  const store = postgresStore({ connectionString: url, schema });
  const end = Date.now();
  const made = occurrencesOf({ count, seed, from: end - days * DAY, to: end });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const cpu = process.cpuUsage();
  const start = performance.now();
  let index = 0;
  for (const occurrence of made) {
    store.put(occurrence);
    index += 1;
    // Made a few at a time: the lag that is measured is to be the store's.
    if (index % 50 === 0) await immediate();
    if (index % 500 === 0) while (store.status().waiting > 6000) await pause();
  }
  const isDone = await store.flush(600_000);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const { stored, lost, lastError } = store.status();
  delay.disable();
  process.send({
    isDone,
    seconds,
    stored,
    lost,
    lastError,
    cpuMicroseconds: (user + system) / count,
    lagP99: delay.percentile(99) / 1e6,
    lagMax: delay.max / 1e6,
  });
  await store.close(1000);
  process.disconnect();
}

const pause = () => new Promise((done) => setTimeout(done, 2));
const immediate = () => new Promise((done) => setImmediate(done));

async function fill(url, schema, count, days) {
  const each = count / 2;
  const start = performance.now();
  const results = await Promise.all(
    [1, 2].map(
      (seed) =>
        new Promise((resolve, reject) => {
          const child = fork(self, ['produce', url, schema, String(each), String(seed), String(days)]);
          child.once('message', resolve);
          child.once('exit', (code) => reject(new Error(`a process ended with ${code}`)));
        }),
    ),
  );
  const seconds = (performance.now() - start) / 1000;
  const stored = results.reduce((sum, result) => sum + result.stored, 0);
  const longest = Math.max(...results.map((result) => result.seconds));
  if (stored !== count) throw new Error(`${count - stored} lost: ${JSON.stringify(results)}`);
  return {
    count,
    perSecond: Math.round(count / longest),
    withStartPerSecond: Math.round(count / seconds),
    cpuMicroseconds: Math.round(median(results.map((result) => result.cpuMicroseconds))),
    lagP99: round(Math.max(...results.map((result) => result.lagP99))),
    lagMax: round(Math.max(...results.map((result) => result.lagMax))),
  };
}

async function ask(url, schema) {
  const store = postgresStore({ connectionString: url, schema });
  const sample = await store.latest({}, 300);
  const references = sample.map(({ correlationId }) => correlationId);
  const now = Date.now();
  const week = { from: now - 7 * DAY, to: now };
  const { items } = await store.groups({ sort: 'count', limit: 200 });
  const [busy, rare] = [items[0].fingerprint, items.at(-1).fingerprint];
  let turn = 0;
  const questions = {
    find: () => store.find(references[turn % references.length]),
    'find nothing': () => store.find('K7QF-2MXD-9TRP'),
    'page of search': () => store.search({}),
    'page by status': () => store.search({ status: 503 }),
    'page by api and status': () => store.search({ api: 'api-3', status: 500 }),
    'page of a rare group': () => store.search({ fingerprint: rare }),
    'page of a busy group': () => store.search({ fingerprint: busy }),
    'page by text': () => store.search({ text: 'warehouse 7 ' }),
    'page by text of nothing': () => store.search({ text: 'no such text' }),
    'page by time': () => store.search({ from: now - 20 * DAY, to: now - 19 * DAY }),
    'totals of one api, a week': () => store.totals({ api: 'api-3', ...week }),
    'totals of all, a week': () => store.totals(week),
    'totals of all': () => store.totals({}),
    'series by status, a week': () => store.series({ ...week, step: 3_600_000, by: 'status' }),
    'series of one api, a day in minutes': () =>
      store.series({ api: 'api-3', from: now - DAY, to: now, step: 60_000 }),
    'groups, recent': () => store.groups({}),
    'groups, by count': () => store.groups({ sort: 'count' }),
    'group, in detail': () => store.group(busy),
    'report of an api, a week': () => createReport(store, { api: 'api-3', ...week, plots: false }),
    'the same with plots': () => createReport(store, { api: 'api-3', ...week }),
    'latest 200 of a group': () => store.latest({ fingerprint: busy }, 200),
  };
  const times = {};
  for (const [name, question] of Object.entries(questions)) {
    for (let warm = 0; warm < 5; warm++) await question();
    const all = [];
    for (turn = 0; turn < QUESTIONS; turn++) {
      const start = performance.now();
      await question();
      all.push(performance.now() - start);
    }
    const sorted = all.toSorted((a, b) => a - b);
    times[name] = { median: round(median(all)), p95: round(sorted[Math.floor(QUESTIONS * 0.95)]) };
  }
  await store.close(1000);
  return times;
}

const round = (value) => Math.round(value * 100) / 100;

async function main() {
  const rows = Number(process.argv[process.argv.indexOf('--rows') + 1]) || 1_000_000;
  const busy = loadavg()[0];
  const server = await startServer();
  try {
    const { url } = server;
    const today = await fill(url, 'rate', 200_000, 0.01);
    await fill(url, 'few', 10_000, 30);
    const many = await fill(url, 'many', rows, 30);
    await server.query('VACUUM ANALYZE');
    const small = await ask(url, 'few');
    const large = await ask(url, 'many');
    const result = {
      machine: describeMachine(),
      load: { before: round(busy), cores: availableParallelism() },
      today,
      spread: many,
      questions: { 10_000: small, [rows]: large },
    };
    if (process.argv.includes('--json')) return console.log(JSON.stringify(result, null, 2));
    console.log(`stored from two processes: ${today.perSecond}/s of today, ${many.perSecond}/s of 30 days`);
    console.log(`lag of their event loops: p99 ${today.lagP99} ms, at most ${today.lagMax} ms`);
    console.log(`load of the machine before: ${round(busy)} on ${availableParallelism()} cores\n`);
    console.log(
      `| question, ms: median (p95) | 10,000 | ${rows.toLocaleString('en')} |\n| --- | ---: | ---: |`,
    );
    for (const name of Object.keys(large))
      console.log(
        `| ${name} | ${small[name].median} (${small[name].p95}) | ${large[name].median} (${large[name].p95}) |`,
      );
  } finally {
    await server.close();
  }
}

const [, , command, url, schema, count, seed, days] = process.argv;
await (command === 'produce' ? produce(url, schema, Number(count), Number(seed), Number(days)) : main());
