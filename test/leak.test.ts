/**
 * A canary in every field of every known kind of foreign error: in no answer, header or phrase, and in the log
 * only as message, name, code or stack, or as a property that says what failed.
 */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { AxiosError } from 'axios';
import * as fc from 'fast-check';
import createError from 'http-errors';
import { DatabaseError } from 'pg';
import { errors as undici } from 'undici';
import { createFaultline } from 'faultline';
import { describe, expect, it } from 'vitest';
import { factsWith } from './pipeline/facts.ts';

const CANARY = 'canary-7Qx-secret-of-the-vault';
/** A second one, for what must not even be logged. */
const BURIED = 'canary-9Zk-authorization-bearer';

const ACCEPTS = ['application/json', 'application/xml', 'text/plain', 'text/html'];
const require = createRequire(import.meta.url);

const upstream = {
  status: 404,
  statusText: CANARY,
  headers: { 'set-cookie': BURIED },
  data: BURIED,
  config: {},
};
const axiosConfig = { url: `http://127.0.0.1/${BURIED}`, headers: { authorization: BURIED } } as never;

/** Every field that a library is known to put on its errors. */
const FIELDS = {
  status: 404,
  statusCode: 404,
  statusText: CANARY,
  headers: { 'x-leak': BURIED, 'set-cookie': BURIED, allow: BURIED },
  body: BURIED,
  response: { data: BURIED },
  request: { path: BURIED },
  config: { headers: { authorization: BURIED } },
  url: BURIED,
  detail: BURIED,
  hint: BURIED,
  table: CANARY,
  sql: BURIED,
  parameters: [BURIED],
  meta: { target: BURIED },
  errno: -2,
  syscall: CANARY,
  path: BURIED,
  hostname: CANARY,
  data: BURIED,
  raw: BURIED,
  details: { why: BURIED },
  title: BURIED,
  reason: BURIED,
  value: BURIED,
  input: BURIED,
  retryAfter: BURIED,
  correlationId: BURIED,
} as const;

function fastifyErrors(copy: string): readonly (readonly [string, () => unknown])[] {
  const exported = require(`${copy}/lib/errors.js`) as Record<string, new (...words: string[]) => Error>;
  const codes = Object.fromEntries(Object.entries(exported).filter(([name]) => name.startsWith('FST_')));
  return Object.entries(codes).map(([code, Type]) => {
    return [
      `${copy} ${code}`,
      () => Object.assign(new Type(CANARY, CANARY, CANARY, CANARY), { data: BURIED }),
    ];
  });
}

function ajvError(): Error {
  const schema = {
    type: 'object',
    properties: { a: { type: 'string', pattern: BURIED } },
    additionalProperties: false,
  };
  const validate = new Ajv({ allErrors: true, verbose: true }).compile(schema);
  validate({ a: BURIED, [BURIED]: BURIED });
  return Object.assign(new Ajv.ValidationError(validate.errors ?? []), { message: CANARY });
}

const ERRORS: readonly (readonly [string, () => unknown])[] = [
  ['every field at once', () => Object.assign(new Error(CANARY), FIELDS)],
  ['every field, decorated by http-errors', () => createError(409, Object.assign(new Error(CANARY), FIELDS))],
  ['every field on a type error', () => Object.assign(new TypeError(CANARY), FIELDS)],
  [
    'axios',
    () => new AxiosError(CANARY, 'ERR_BAD_REQUEST', axiosConfig, { path: BURIED }, upstream as never),
  ],
  [
    'undici',
    () => new undici.ResponseError(CANARY, 404, { headers: { 'set-cookie': BURIED }, body: BURIED }),
  ],
  [
    'pg',
    () =>
      Object.assign(new DatabaseError(CANARY, 1, 'error'), {
        code: '23505',
        detail: BURIED,
        table: CANARY,
      }),
  ],
  ['a file', () => readFile(`/nowhere/${CANARY}`).catch((error: unknown) => error)],
  [
    'JSON.parse',
    () => {
      try {
        return JSON.parse(`{"${CANARY}`);
      } catch (error) {
        return error;
      }
    },
  ],
  [
    'JSON.parse of a request body',
    () =>
      Object.assign(new SyntaxError(CANARY), {
        status: 400,
        body: BURIED,
        expose: true,
        type: 'entity.parse.failed',
      }),
  ],
  [
    'a URL',
    () => {
      try {
        return new URL(CANARY);
      } catch (error) {
        return error;
      }
    },
  ],
  ['ajv', ajvError],
  ['a DOMException', () => new DOMException(CANARY, 'AbortError')],
  ['an aggregate', () => new AggregateError([Object.assign(new Error(CANARY), FIELDS)], CANARY)],
  ...fastifyErrors('fastify'),
  ...fastifyErrors('fastify4'),
];

describe.each(ERRORS)('%s', (_name, make) => {
  it.each(ACCEPTS)('tells a client nothing, as %s', async (accept) => {
    const thrown = await make();
    for (const value of [thrown, new Error('wrapped', { cause: thrown })]) {
      const { reply } = createFaultline({ logger: false, trustStatus: 'always' }).resolve(
        value,
        factsWith({ accept }),
      );
      expect(reply.body + JSON.stringify(reply.headers)).not.toMatch(/canary/i);
    }
  });

  it('keeps what is buried in it out of the log', async () => {
    const lines: string[] = [];
    const log = (record: object): void => void lines.push(JSON.stringify(record));
    const fl = createFaultline({ logger: { error: log, warn: log, info: log, debug: log } });
    fl.handle(await make(), factsWith());
    await fl.flush();
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain(BURIED);
  });
});

it('holds for any fields: two secrets, the same bytes but for the ID', () => {
  const fl = createFaultline({ logger: false });
  const names = fc.constantFrom(
    ...Object.keys(FIELDS),
    'message',
    'name',
    'stack',
    'type',
    'code',
    'errors',
    'expose',
  );
  const answer = (fields: readonly string[], secret: string): unknown => {
    const thrown = Object.assign(
      new TypeError(secret),
      Object.fromEntries(fields.map((name) => [name, secret])),
    );
    return fl.resolve(thrown, factsWith({}, { correlationId: 'K7QF-2MXD-9TRB' })).reply;
  };
  fc.assert(
    fc.property(fc.uniqueArray(names), fc.string(), fc.string(), (fields, a, b) => {
      expect(answer(fields, `${a}-${CANARY}`)).toEqual(answer(fields, `${b}-${BURIED}`));
    }),
    { numRuns: 2000 },
  );
});
