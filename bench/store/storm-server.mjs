/** The process that the storm is for: `node storm-server.mjs <framework> <file>`. */

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createFaultline } from '../../dist/src/index.js';
import { sqliteStore } from '../../dist/src/store/sqlite/index.js';
import { fail } from '../servers/fail.mjs';
import { createLog } from '../servers/log.mjs';

const [framework, file] = process.argv.slice(2);
const store = sqliteStore({ file, retention: {}, spoolBytes: 4 * 2 ** 30 });
const fl = createFaultline({ logger: createLog(), store });
const RESOLUTION = 1;
const lag = monitorEventLoopDelay({ resolution: RESOLUTION });

const START = {
  async express() {
    const { default: express } = await import('express');
    const { faultline } = await import('../../dist/adapters/express.js');
    const app = express()
      .get('/boom', () => fail())
      .use(faultline(fl));
    return new Promise((resolve) => {
      const server = app.listen(0, '127.0.0.1', () => resolve(server));
    });
  },
  async fastify() {
    const { default: Fastify } = await import('fastify');
    const { faultline } = await import('../../dist/adapters/fastify.js');
    const app = Fastify();
    app.register(faultline(fl));
    app.get('/boom', () => fail());
    await app.listen({ port: 0, host: '127.0.0.1' });
    return app.server;
  },
};

const server = await START[framework]();
lag.enable();
let cpu = process.cpuUsage();

process.on('message', async (what) => {
  if (what === 'end') {
    const isAllStored = await store.flush(120_000);
    const { stored, lost } = store.status();
    await fl.close();
    process.send({ isAllStored, stored, lost });
    return;
  }
  // The histogram counts from one look at the clock to the next, which are `RESOLUTION` apart where nothing lags.
  const milliseconds = (nanoseconds) => Number((nanoseconds / 1e6 - RESOLUTION).toFixed(1));
  const { user, system } = process.cpuUsage(cpu);
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const megabytes = (bytes) => Math.round(bytes / 2 ** 20);
  process.send({
    lagP50: milliseconds(lag.percentile(50)),
    lagP99: milliseconds(lag.percentile(99)),
    lagMax: milliseconds(lag.max),
    rss: megabytes(rss),
    heap: megabytes(heapUsed),
    external: megabytes(external + arrayBuffers),
    waiting: store.status().waiting,
    cpuSeconds: Number(((user + system) / 1e6).toFixed(1)),
  });
  lag.reset();
  cpu = process.cpuUsage();
});
process.on('disconnect', () => process.exit(0));
process.send({ port: server.address().port });
