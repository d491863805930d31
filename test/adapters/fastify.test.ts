/** What only Fastify does. */

import { PassThrough, Readable } from 'node:stream';
import { createDeflateRaw } from 'node:zlib';
import fastify5, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import fastify4 from 'fastify4';
import pino from 'pino';
import { createFaultline, ValidationException } from 'faultline';
import { faultline, frameworkErrors } from 'faultline/fastify';
import { describe, expect, it } from 'vitest';
import { send, type Answer } from './client.ts';
import { failingAfter } from './bodies.ts';
import { linesOnStderr, memoryLogger } from '../record/logs.ts';

const silent = createFaultline({ logger: false });

type Setup = (app: FastifyInstance) => void | Promise<void>;

async function ask(
  fastify: typeof fastify5,
  setup: Setup,
  path = '/',
  options: FastifyServerOptions = {},
  fl = silent,
): Promise<Answer> {
  const app = fastify(options as object) as unknown as FastifyInstance;
  try {
    await app.register(faultline(fl));
    await setup(app);
    return await send((await app.listen({ port: 0, host: '127.0.0.1' })) + path);
  } finally {
    await app.close();
  }
}

function expectSafe(answer: Answer, status = 500): void {
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(JSON.stringify(answer)).not.toContain('canary');
  expect(JSON.parse(answer.body)).toMatchObject({ type: 'about:blank', status });
}

const fail = async (): Promise<never> => {
  throw new Error('canary');
};

describe.each([
  ['fastify 4', fastify4],
  ['fastify 5', fastify5],
])('%s', (_name, fastify) => {
  it.each(['onRequest', 'preParsing', 'preValidation', 'preHandler', 'preSerialization', 'onSend'] as const)(
    'answers safely when a hook fails: %s',
    async (hook) => {
      const answer = await ask(fastify, (app) => {
        app.addHook(hook as 'onRequest', fail);
        app.get('/', async () => ({ fine: true }));
      });
      expectSafe(answer);
    },
  );

  it('answers safely when a hook fails while an error is answered', async () => {
    const answer = await ask(fastify, (app) => {
      app.addHook('onSend', fail);
      app.get('/', fail);
    });
    expectSafe(answer);
  });

  it('lets hooks see and extend an error answer', async () => {
    const answer = await ask(fastify, (app) => {
      app.addHook('onSend', async (_request, reply) => void reply.header('x-frame-options', 'DENY'));
      app.get('/', fail);
    });
    expectSafe(answer);
    expect(answer.headers['x-frame-options']).toBe('DENY');
  });

  it('covers encapsulated plugins, and is the next in line when their own handler fails', async () => {
    const inner: Setup = async (app) => {
      await app.register(async (child) => {
        child.get('/', fail);
        await child.register(async (grandchild) => {
          grandchild.setErrorHandler(() => {
            throw new Error('canary from the handler');
          });
          grandchild.get('/own', fail);
        });
      });
    };
    expectSafe(await ask(fastify, inner));
    expectSafe(await ask(fastify, inner, '/own'));
  });

  it('ignores a serializer and a response schema that were for another answer', async () => {
    const answer = await ask(fastify, (app) => {
      const schema = { response: { '5xx': { type: 'object', properties: {} } } };
      app.get('/', { schema }, async (_request, reply) => {
        reply.serializer(() => 'canary');
        return fail();
      });
    });
    expectSafe(answer);
  });

  it('answers safely when a response does not fit its schema', async () => {
    const schema = {
      response: { 200: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
    };
    expectSafe(await ask(fastify, (app) => void app.get('/', { schema }, async () => ({ other: 'canary' }))));
  });

  it('drops the trailers of the failed answer, beside which no length may stand', async () => {
    const answer = await ask(fastify, (app) => {
      app.get('/', async (_request, reply) => {
        reply.trailer('etag', async () => 'canary-free');
        return fail();
      });
    });
    expectSafe(answer);
    expect(answer.headers['content-length']).toBe(String(answer.body.length));
    for (const name of ['trailer', 'transfer-encoding']) expect(answer.headers[name]).toBeUndefined();
  });

  it('ignores a reason phrase that the handler had set', async () => {
    const answer = await ask(fastify, (app) => {
      app.get('/', async (_request, reply) => {
        reply.raw.statusMessage = 'canary';
        return fail();
      });
    });
    expectSafe(answer);
    expect(answer.phrase).toBe('Internal Server Error');
  });

  it('answers when a stream fails before its first byte', async () => {
    const answer = await ask(fastify, (app) => {
      app.get(
        '/',
        async () =>
          new Readable({
            read() {
              this.destroy(new Error('canary'));
            },
          }),
      );
    });
    expectSafe(answer);
  });

  describe.each([
    ['a Node stream', (body: ReadableStream) => Readable.fromWeb(body as never)],
    ['a web stream', (body: ReadableStream) => body],
    ['a Response', (body: ReadableStream) => new Response(body)],
  ])('whose body is %s', (_kind, bodyOf) => {
    it('answers when it fails before its first byte', async () => {
      const answer = await ask(fastify, (app) => void app.get('/', async () => bodyOf(failingAfter())));
      expectSafe(answer);
    });

    it('breaks the connection and records once when it fails half-way', async () => {
      const { logger, entries } = memoryLogger();
      const setup: Setup = (app) => void app.get('/', async () => bodyOf(failingAfter('half')));
      const answer = await ask(fastify, setup, '/', {}, createFaultline({ logger }));
      expect(answer).toMatchObject({ status: 200, body: 'half', broken: true });
      expect(entries).toMatchObject([{ record: { error: { message: 'canary' } } }]);
    });

    it('sends it whole when it does not fail', async () => {
      const whole = (): ReadableStream => new Blob(['one ', 'two']).stream() as ReadableStream;
      const answer = await ask(fastify, (app) => void app.get('/', async () => bodyOf(whole())));
      expect(answer).toMatchObject({ status: 200, body: 'one two', broken: false });
    });
  });

  it('records a body that fails just before what a hook made of it is sent', async () => {
    const { logger, entries } = memoryLogger();
    const setup: Setup = (app) => {
      app.addHook('onSend', (_request, _reply, payload, done) => {
        const sent = new PassThrough();
        (payload as Readable).once('error', () => {
          sent.write('half');
          done(null, sent);
        });
        (payload as Readable).destroy(new Error('canary'));
      });
      app.get('/', async () => new Readable({ read() {} }));
    };
    const answer = await ask(fastify, setup, '/', {}, createFaultline({ logger, mode: 'release' }));
    expect(answer).toMatchObject({ broken: true });
    expect(entries).toMatchObject([{ record: { error: { message: 'canary' } } }]);
  });

  it.each([
    ['before its first byte', [], { status: 500, broken: false }],
    ['half-way', ['x'.repeat(100_000)], { status: 200, broken: true }],
  ])('a body that a hook compresses and that fails %s does not hang', async (_, chunks, expected) => {
    const { logger, entries } = memoryLogger();
    const setup: Setup = (app) => {
      app.addHook('onSend', async (_request, _reply, payload) => {
        return payload instanceof Readable ? payload.pipe(createDeflateRaw({ level: 0 })) : payload;
      });
      app.get('/', async () => Readable.fromWeb(failingAfter(...chunks) as never));
    };
    const fl = createFaultline({ logger, mode: 'release' });
    const answer = await ask(fastify, setup, '/', {}, fl);
    expect(answer).toMatchObject(expected);
    if (!expected.broken) expectSafe(answer);
    await fl.flush();
    expect(entries).toMatchObject([{ record: { error: { message: 'canary' } } }]);
  });

  it('breaks the connection of a reply that was taken over', async () => {
    const answer = await ask(fastify, (app) => {
      app.get('/', async (_request, reply) => {
        reply.raw.writeHead(200, { 'content-length': 100 });
        reply.raw.write('half');
        await new Promise((done) => setTimeout(done, 10));
        return fail();
      });
    });
    expect(answer).toMatchObject({ status: 200, body: 'half', broken: true });
  });

  it('answers a malformed URL without repeating it, by frameworkErrors', async () => {
    const answer = await ask(fastify, (app) => void app.get('/:id', fail), '/%zz-canary', {
      frameworkErrors: frameworkErrors(silent),
    });
    expectSafe(answer, 400);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'URL_MALFORMED' });
  });

  it('leaves unknown routes to the application when told to', async () => {
    const app = fastify();
    await app.register(faultline(silent, { notFound: false }));
    app.setNotFoundHandler((_request, reply) => void reply.code(404).send('own words'));
    const answer = await app.inject('/nowhere');
    expect(answer.body).toBe('own words');
    await app.close();
  });

  it("R19 logs through the request's own logger", async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const app = fastify({
      [fastify === fastify5 ? 'loggerInstance' : 'logger']: logger,
      disableRequestLogging: true,
    } as object);
    await app.register(faultline());
    app.get('/', fail);
    const answer = await app.inject('/');
    await app.close();
    await new Promise(setImmediate);
    const record = JSON.parse(lines.find((line) => line.includes('correlationId'))!) as Record<
      string,
      unknown
    >;
    expect(record).toMatchObject({
      level: 50,
      correlationId: answer.headers['x-request-id'],
      error: { message: 'canary' },
    });
    expect(record['reqId']).toBeDefined();
  });

  it('R19 falls back to stderr when Fastify does not log', async () => {
    const app = fastify();
    await app.register(faultline());
    app.get('/', fail);
    let id: unknown;
    const lines = await linesOnStderr(async () => {
      id = (await app.inject('/')).headers['x-request-id'];
    });
    await app.close();
    expect(lines).toEqual([expect.stringContaining(id as string)]);
  });

  it('answers a vetted exception sent instead of thrown', async () => {
    const answer = await ask(fastify, (app) => {
      app.get('/', async (_request, reply) =>
        reply.code(418).send(new ValidationException('The date is past')),
      );
    });
    expectSafe(answer, 400);
  });
});
