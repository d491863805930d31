import type express from 'express';
import type { FastifyRequest } from 'fastify';
import type Koa from 'koa';
import { describe, expect, it } from 'vitest';
import { FaultlineError } from 'faultline';
import { dashboard, type DashboardOptions } from '../../src/dashboard/index.ts';
import { memoryStore } from '../../src/store/memory.ts';

const store = memoryStore();

/** As applications write it: each compiles. */
const WRITTEN: readonly DashboardOptions[] = [
  { authorize: () => true },
  { authorize: async () => ({ name: 'Ada' }) },
  { authorize: ({ headers }) => typeof headers['x-user'] === 'string' && { name: headers['x-user'] } },
  { authorize: (request: express.Request) => request.hostname === 'ops.example' },
  { authorize: (_request, ctx: Koa.Context) => ctx.state['user'] !== undefined },
  { authorize: (_request, request: FastifyRequest) => request.ip === '127.0.0.1' },
];
const authorize = (): boolean => true;

function refusal(source: unknown, options: unknown): FaultlineError {
  try {
    dashboard(source as never, options as never);
  } catch (error) {
    if (error instanceof FaultlineError) return error;
  }
  throw new Error('It was made.');
}

describe('a dashboard', () => {
  it.each([undefined, null, {}, { authorize: undefined }])(
    'R44 is not made without authorize: %j',
    (options) => {
      const { code, message } = refusal(store, options);
      expect(code).toBe('FLT_OPTION_INVALID');
      expect(message).toContain('authorize');
    },
  );

  it.each([
    ['authorize', true],
    ['authorize', null],
    ['path', 'errors'],
    ['path', '/errors/'],
    ['path', '//errors'],
    ['path', '/a b'],
    ['path', 7],
    ['title', ''],
    ['title', 'x'.repeat(81)],
    ['title', 7],
    ['secret', 'short'],
    ['secret', 7],
    ['now', 0],
  ])('is not made with %s %j', (name, value) => {
    const { code, message } = refusal(store, { authorize, [name]: value });
    expect(code).toBe('FLT_OPTION_INVALID');
    expect(message).toContain(`"${name}"`);
  });

  it('is not made with an option that does not exist', () => {
    const { code, message } = refusal(store, { authorize, autorize: 1, constructor: 2 });
    expect(code).toBe('FLT_OPTION_UNKNOWN');
    expect(message).toContain('"autorize"');
  });

  it.each([undefined, null, 7, {}, { store: undefined }, { store: {} }, { store: { find: 1 } }])(
    'is not made of %j',
    (source) => {
      expect(refusal(source, { authorize }).code).toBe('FLT_OPTION_INVALID');
    },
  );

  it('is made of a store, and of what has one', () => {
    const given = { authorize, path: '/ops/errors', title: 'Shop', secret: 'x'.repeat(32), now: Date.now };
    for (const source of [store, { store }]) {
      const board = dashboard(source, given);
      expect([typeof board, typeof board.koa, typeof board.fastify]).toEqual([
        'function',
        'function',
        'function',
      ]);
    }
    for (const options of WRITTEN) expect(typeof dashboard(store, options)).toBe('function');
    expect(typeof dashboard(store, { authorize, path: '', title: undefined as never })).toBe('function');
  });
});
