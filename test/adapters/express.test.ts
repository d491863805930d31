/** What only Express does. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import express5 from 'express';
import express4 from 'express4';
import { createFaultline, FaultlineError, ValidationException } from 'faultline';
import { asyncHandler, context, faultline, notFound } from 'faultline/express';
import { describe, expect, it } from 'vitest';
import { send, type Answer } from './client.ts';

const silent = createFaultline({ logger: false });

async function ask(
  app: express5.Express,
  path: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const server = createServer(app as never).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await send(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });
  } finally {
    server.close();
  }
}

describe.each([
  ['express 4', express4],
  ['express 5', express5],
])('%s', (_name, express) => {
  it('answers with nothing but the error middleware registered', async () => {
    const app = express();
    app.get('/', () => {
      throw new ValidationException('The date is past');
    });
    app.use(faultline({ logger: false }));
    const answer = await ask(app, '/');
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ detail: 'The date is past' });
  });

  it('refuses wrong options at registration, not at the time of an error', () => {
    expect(() => faultline({ mode: 'production' as never })).toThrow(FaultlineError);
  });

  it.each([null, undefined, 0, '', false])(
    'takes a synchronous `throw %s` for success, as Express does: 404',
    async (thrown) => {
      const app = express();
      app.get('/', () => {
        throw thrown;
      });
      app.use(notFound(silent));
      app.use(faultline(silent));
      expect((await ask(app, '/')).status).toBe(404);
    },
  );

  it.each([null, undefined, 0, '', false, 'route', 'router'])(
    'answers 500 to `throw %s` in an asyncHandler',
    async (thrown) => {
      const app = express();
      app.get(
        '/',
        asyncHandler(async () => {
          throw thrown;
        }),
      );
      app.use(faultline(silent));
      expect((await ask(app, '/')).status).toBe(500);
    },
  );

  it('passes what `next` is given on, also through routers and mounted applications', async () => {
    const app = express();
    const mounted = express();
    const router = express.Router();
    const records: object[] = [];
    const log = (record: object): void => void records.push(record);
    const fl = createFaultline({ logger: { error: log, warn: log, info: log, debug: log } });
    app.use(context(fl));
    router.get('/deep/:id', (_req, _res, next) => next(new Error('secret')));
    mounted.use('/router', router);
    app.use('/mounted', mounted);
    app.use(faultline(fl));
    expect((await ask(app, '/mounted/router/deep/7?token=1')).status).toBe(500);
    await fl.flush();
    expect(records).toMatchObject([{ request: { path: '/mounted/router/deep/7', route: '/deep/:id' } }]);
  });

  it('R42 gives mounted applications the same ID', async () => {
    const app = express();
    const mounted = express();
    app.use(context(silent));
    app.use((req, res, next) => {
      res.set('x-outer', req.correlationId);
      next();
    });
    mounted.get('/id', (req, res) => void res.send(req.correlationId));
    app.use('/mounted', mounted);
    const answer = await ask(app, '/mounted/id');
    expect(answer.body).toBe(answer.headers['x-outer']);
  });
});

it('express 5 answers 500 to a rejection with nothing', async () => {
  const app = express5();
  app.get('/', async () => {
    throw null;
  });
  app.use(faultline(silent));
  expect((await ask(app, '/')).status).toBe(500);
});
