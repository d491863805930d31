/** `npm run demo`: one shop on three frameworks, real failures, and what becomes of them. `--once`: then ends. */

import { createFaultline, type Faultline } from 'faultline';
import type { RequestListener } from 'node:http';
import { findAll, openErrors, serveDashboard } from './errors.ts';
import { onExpress } from './express.ts';
import { GROUPS } from './failures.ts';
import { onFastify } from './fastify.ts';
import { fire, type Outcome, type Shop } from './fire.ts';
import { onKoa } from './koa.ts';
import { listen } from './listen.ts';
import { createLog } from './log.ts';
import { startPostgres, type Database } from './postgres.ts';
import { createShop, type Operation } from './shop.ts';
import { showGroup, showHeader, showOutcome } from './show.ts';
import { followLog, showErrors, showPair, showUrls, showVerdict } from './summary.ts';
import { createTerminal } from './terminal.ts';
import { startUpstream } from './upstream.ts';
import { judge } from './verdict.ts';

type Mount = (fl: Faultline, shop: readonly Operation[]) => Promise<RequestListener>;

const MOUNTS: Readonly<Record<string, Mount>> = {
  Express: onExpress,
  Koa: onKoa,
  Fastify: onFastify,
};

const once = process.argv.includes('--once');
const terminal = createTerminal(process.stdout);
const log = createLog();
const errors = openErrors();

terminal.print();
terminal.print(
  ` ${terminal.paint('bold', 'faultline')}: one shop on three frameworks, and what can go wrong in it`,
);
terminal.print();

const database = await prepare('PostgreSQL', startPostgres);
const upstream = await startUpstream();
const operations = createShop({ customers: database?.pool, supplier: upstream.url });
const shops: Shop[] = [];
for (const [framework, mount] of Object.entries(MOUNTS)) {
  const fl = createFaultline({
    mode: 'release',
    logger: log.of(framework),
    correlation: { onSuccess: true },
    store: errors.store,
  });
  const { url, port } = await listen(await mount(fl, operations));
  shops.push({ framework, url, port });
  terminal.print(`${tick()} ${framework.padEnd(11)} ${url}`);
}

terminal.print();
const outcomes = await fireAll(database);
await errors.store.flush(5000);
const verdict = judge(outcomes, await findAll(errors.store, outcomes));
showVerdict(terminal, verdict);
const last = outcomes.at(-1);
if (last !== undefined) showPair(terminal, last);

if (once) {
  showErrors(terminal, errors.address, last);
  await errors.store.close(5000);
  await database?.close();
  // Explicit, because the package that runs PostgreSQL would end the process with 0.
  process.exit(verdict.kept && database !== undefined ? 0 : 1);
}
showErrors(terminal, errors.address, last, await serveDashboard(errors.store));
showUrls(terminal, shops);
followLog(terminal, log);

async function fireAll(postgres: Database | undefined): Promise<Outcome[]> {
  const fired: Outcome[] = [];
  showHeader(terminal);
  for (const { title, failures } of GROUPS) {
    const possible = failures.filter(({ needsPostgres }) => needsPostgres !== true || postgres !== undefined);
    showGroup(terminal, title);
    for (const failure of possible) {
      terminal.hint(` … ${failure.method} ${failure.path}`);
      const outcome = await fire(failure, shops, log);
      fired.push(outcome);
      showOutcome(terminal, outcome, fired.length, failure === possible[0]);
    }
  }
  return fired;
}

async function prepare(name: string, start: () => Promise<Database>): Promise<Database | undefined> {
  const begin = performance.now();
  terminal.hint(` … ${name} starts`);
  try {
    const started = await start();
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    terminal.print(`${tick()} ${name.padEnd(11)} a real one, ready in ${seconds} s`);
    return started;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    terminal.print(`${terminal.paint('red', ' ✗')} ${name} cannot start, its failure is left out: ${reason}`);
    return undefined;
  }
}

function tick(): string {
  return terminal.paint('green', ' ✓');
}
