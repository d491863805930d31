import { faultline } from 'faultline/koa';
import { ConflictException, NotFoundException } from 'faultline';
import Koa3 from 'koa';
import Koa2 from 'koa2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, problemOf, serve, watched, type Served } from './serve.ts';

const TEXT = 'The basket is locked';
const LEAK = 'duplicate key value violates "users_email"';

interface Row {
  readonly name: string;
  readonly status: number;
  readonly detail?: string;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
  run(ctx: Koa3.Context): void;
}

const rows: readonly Row[] = [
  { name: 'ctx.throw(404)', run: (ctx) => ctx.throw(404), status: 404, detail: 'Not Found' },
  {
    name: 'ctx.throw(409, text)',
    run: (ctx) => ctx.throw(409, TEXT),
    status: 409,
    detail: TEXT,
    code: 'CONFLICT',
  },
  {
    name: 'ctx.throw(409, text, props)',
    run: (ctx) => ctx.throw(409, TEXT, { sql: LEAK, cause: new Error(LEAK) }),
    status: 409,
    detail: TEXT,
  },
  {
    name: 'ctx.throw with headers',
    run: (ctx) => ctx.throw(401, TEXT, { headers: { 'WWW-Authenticate': 'Basic', 'Set-Cookie': LEAK } }),
    status: 401,
    detail: TEXT,
    headers: { 'www-authenticate': 'Basic' },
  },
  {
    name: 'ctx.throw(500, text)',
    run: (ctx) => ctx.throw(500, LEAK),
    status: 500,
    code: 'INTERNAL_ERROR',
  },
  {
    name: 'ctx.throw(500, text, { expose })',
    run: (ctx) => ctx.throw(500, TEXT, { expose: true }),
    status: 500,
    detail: TEXT,
  },
  { name: 'ctx.throw(text)', run: (ctx) => ctx.throw(LEAK as never), status: 500 },
  { name: 'ctx.throw(404, error)', run: (ctx) => ctx.throw(404, new Error(LEAK)), status: 404 },
  {
    name: 'ctx.throw(409, exception)',
    run: (ctx) => ctx.throw(409, new ConflictException(TEXT, { cause: new Error(LEAK) })),
    status: 409,
    detail: TEXT,
    code: 'CONFLICT',
  },
  {
    name: 'ctx.throw(404, hidden exception)',
    run: (ctx) => ctx.throw(404, new NotFoundException(LEAK)),
    status: 404,
    code: 'NOT_FOUND',
  },
  {
    name: 'ctx.assert(value, 401, text)',
    run: (ctx) => ctx.assert(false, 401, TEXT),
    status: 401,
    detail: TEXT,
    headers: { 'www-authenticate': 'Bearer' },
  },
  { name: 'ctx.assert(value, 403)', run: (ctx) => ctx.assert(0, 403), status: 403, detail: 'Forbidden' },
  { name: 'ctx.assert(value, 500, text)', run: (ctx) => ctx.assert(null, 500, LEAK), status: 500 },
  {
    name: 'ctx.assert.equal',
    run: (ctx) =>
      (ctx.assert as unknown as { equal(a: unknown, b: unknown, ...more: unknown[]): void }).equal(
        1,
        2,
        409,
        TEXT,
      ),
    status: 409,
    detail: TEXT,
  },
];

describe.each([
  ['koa 2', Koa2],
  ['koa 3', Koa3],
])('R16 R22 on %s', (_, Koa) => {
  let served: Served;
  beforeAll(async () => {
    const app = new Koa();
    app.use(faultline(watched().fl));
    app.use((ctx) => rows[Number(ctx.path.slice(1))]!.run(ctx));
    served = await serve(app.callback());
  });
  afterAll(() => served.close());

  it.each(rows.map((row, index) => Object.assign({ index }, row)))(
    '$name',
    async ({ index, status, detail, code, headers }) => {
      const got = await ask(served.port, { path: `/${index}` });
      const problem = problemOf(got);
      expect(got.status).toBe(status);
      expect(problem.status).toBe(status);
      if (detail !== undefined || status < 500) expect(problem.detail).toBe(detail);
      if (code !== undefined) expect(problem.code).toBe(code);
      expect(got.headers).toMatchObject(headers ?? {});
      expect(got.wire).not.toContain('duplicate key');
    },
  );
});
