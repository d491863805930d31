/** What the trail meets on Fastify only. */

import fastify5, { type FastifyInstance, type FastifyRequest } from 'fastify';
import fastify4 from 'fastify4';
import { faultline } from 'faultline/fastify';
import { describe, expect, it } from 'vitest';
import { recordSteps } from '../../../adapters/trail/fastify.ts';
import { send, type Answer } from '../client.ts';
import { tracing } from './instances.ts';

type Fastify = typeof fastify5;
interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
}

async function ask(app: FastifyInstance, { method = 'GET', path = '/', body }: Asked = {}): Promise<Answer> {
  const url = app.server.listening ? urlOf(app) : await app.listen({ port: 0, host: '127.0.0.1' });
  const sent = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body };
  return send(url + path, { method, ...sent });
}

function urlOf(app: FastifyInstance): string {
  return `http://127.0.0.1:${(app.server.address() as { port: number }).port}`;
}

const fail = (): never => {
  throw new Error('canary');
};
const fine = async (): Promise<object> => ({ fine: true });
const broken = {
  toJSON(): never {
    throw new Error('canary');
  },
};

/** What an application has -> the trail of a request. */
type Case = [what: string, build: (app: FastifyInstance) => unknown, trail: readonly string[], asked?: Asked];
const CASES: readonly Case[] = [
  ['a handler by its route', (app) => app.get('/', fail), ['GET /']],
  [
    'hooks without a name',
    (app) => app.get('/', { preHandler: [async () => fail()] }, fine),
    ['preHandler <anonymous>'],
  ],
  [
    'the hooks of all phases',
    (app) => {
      app.addHook('onRequest', async function one() {});
      app.addHook('preParsing', async function two() {});
      app.addHook('preValidation', async function three() {});
      app.addHook('preHandler', function four(_request, _reply, done) {
        done();
      });
      app.get('/', fail);
    },
    ['onRequest one', 'preParsing two', 'preValidation three', 'preHandler four', 'GET /'],
  ],
  [
    'hooks of an encapsulated plugin, and of the route, and none of another plugin',
    (app) => {
      app.addHook('onRequest', async function one() {});
      void app.register(async (inner) => {
        inner.addHook('preHandler', async function two() {});
        inner.get('/', { preHandler: async function three() {}, onRequest: async function four() {} }, fail);
      });
      void app.register(async (inner) => {
        inner.addHook('preHandler', async function five() {});
      });
    },
    ['onRequest one', 'onRequest four', 'preHandler two', 'preHandler three', 'GET /'],
  ],
  [
    'hooks that a plugin adds to routes',
    (app) => {
      app.addHook('onRoute', (route) => {
        route.preHandler = async function added() {};
      });
      app.get('/', fail);
    },
    ['preHandler added', 'GET /'],
  ],
  [
    'a hook that fails by its callback, and nothing after it',
    (app) => {
      app.addHook('preHandler', function one(_request, _reply, done) {
        done(new Error('canary'));
      });
      app.addHook('preHandler', async function two() {});
      app.get('/', fine);
    },
    ['preHandler one'],
  ],
  [
    'the parser of bodies',
    (app) => {
      app.addHook('onRequest', async function one() {});
      app.post('/', fine);
    },
    ['onRequest one', 'body parser'],
    { method: 'POST', body: '{' },
  ],
  [
    'the validation',
    (app) => {
      app.addHook('preValidation', async function one() {});
      app.get('/', { schema: { querystring: { type: 'object', required: ['x'] } } }, fine);
    },
    ['preValidation one', 'validation'],
  ],
  ['the serialisation', (app) => app.get('/', async () => broken), ['GET /', 'serialization']],
  [
    'hooks on the answer',
    (app) => {
      app.addHook('preSerialization', async function one(_request, _reply, payload) {
        return payload;
      });
      app.addHook('onSend', async function two(_request, reply) {
        if (reply.statusCode === 200) throw new Error('canary');
      });
      app.get('/', fine);
    },
    ['GET /', 'preSerialization one', 'onSend two'],
  ],
  ['what found no route', (app) => app.get('/x', fine), ['notFound'], { path: '/nowhere' }],
  [
    "a plugin's own handler for no route",
    (app) =>
      app.register(
        async (inner) => {
          inner.setNotFoundHandler(() => fail());
        },
        { prefix: '/inner' },
      ),
    ['notFound'],
    { path: '/inner/nowhere' },
  ],
  [
    'what a handler gives to the one for no route',
    (app) => app.get('/', (_request, reply) => reply.callNotFound()),
    ['GET /', 'notFound'],
  ],
];

/** One route's context, as Fastify keeps it. */
function contextOf(request: FastifyRequest): Record<string, unknown> {
  const key = Object.getOwnPropertySymbols(request).find(
    ({ description }) => description === 'fastify.context',
  );
  return (request as unknown as Record<symbol, Record<string, unknown>>)[key!]!;
}

describe.each<[string, Fastify]>([
  ['fastify 4', fastify4],
  ['fastify 5', fastify5],
])('%s', (_name, fastify) => {
  it.each(CASES)('R52 names %s', async (_what, build, trail, asked) => {
    const { fl, trails } = tracing();
    const app = fastify();
    await app.register(faultline(fl));
    await build(app);
    await ask(app, asked);
    await ask(app, asked);
    await app.close();
    expect(trails).toEqual([trail, trail]);
  });

  it('R52 names hooks that were there before the adapter', async () => {
    const { fl, trails } = tracing();
    const app = fastify();
    app.addHook('onRequest', async function early() {});
    app.addHook('onRequest', async () => undefined);
    await app.register(faultline(fl));
    app.get('/', fail);
    await ask(app);
    await ask(app);
    await app.close();
    const trail = ['onRequest early', 'onRequest <anonymous>', 'GET /'];
    expect(trails).toEqual([trail, trail]);
  });

  it('R52 names hooks of the application, whatever they are called', async () => {
    const { fl, trails } = tracing();
    const app = fastify();
    app.addHook('onRequest', async function faultlineTrail() {});
    await app.register(faultline(fl));
    app.addHook('onRequest', async function faultlineAudit() {});
    app.addHook('onRequest', async function faultlineContext() {});
    app.addHook('preValidation', async function faultlineLast() {});
    app.get('/', { schema: { querystring: { type: 'object', required: ['x'] } } }, fine);
    await ask(app);
    await ask(app);
    await app.close();
    const names = ['onRequest faultlineTrail', 'onRequest faultlineAudit', 'onRequest faultlineContext'];
    const trail = [...names, 'preValidation faultlineLast', 'validation'];
    expect(trails).toEqual([trail, trail]);
  });

  it('R52 leaves the answer as it is without a trail', async () => {
    const answers: unknown[] = [];
    for (const traces of [false, true]) {
      const { fl } = tracing(traces);
      const app = fastify();
      await app.register(faultline(fl));
      app.post('/', async ({ body }) => ({ body }));
      app.head('/stream', async () => undefined);
      const { status, body, headers } = await ask(app, { method: 'POST', body: '{"a":[1]}' });
      const { date: _date, ...others } = headers;
      answers.push([status, body, others]);
      await app.close();
    }
    expect(answers[1]).toEqual(answers[0]);
  });

  it.each([
    [false, 'nothing when it is off'],
    [true, 'each hook once when it is on'],
  ])('R52 traces: %s - wraps %s', async (traces) => {
    const { fl } = tracing(traces);
    const app = fastify();
    const seen: unknown[][] = [];
    await app.register(faultline(fl));
    app.addHook('onResponse', async (request) => {
      const { onRequest, preParsing, preValidation, preHandler, handler } = contextOf(request);
      seen.push([onRequest, preParsing, preValidation, preHandler].flat().concat(handler));
    });
    app.addHook('preHandler', async function one() {});
    app.get('/', fine);
    await ask(app);
    await ask(app);
    await app.close();
    expect(seen[1]).toEqual(seen[0]);
    const names = seen[0]!.map((hook) => (hook as { name?: string } | null)?.name);
    expect(names.filter((name) => name === 'faultlineLast')).toHaveLength(traces ? 2 : 0);
  });
});

const facts = { method: 'GET', url: '/', header: () => undefined };

it.each([
  ['there are none', undefined],
  ['there are none yet', null],
  ['it has none', {}],
  ['they are frozen', Object.freeze({ onRequest: Object.freeze([fail]), handler: fail })],
  ['they are not as expected', { handler: 'x', onRequest: [{ name: 'faultlineTrail' }] }],
])('R52 goes on where the hooks of a route are unknown: %s', (_what, context) => {
  expect(() => recordSteps({} as never, [context], () => facts, fail)).not.toThrow();
});
