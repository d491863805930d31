/** The examples' comments are their expectations: each request in them is sent, and its answer compared. */

import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { app as customAdapter } from '../examples/custom-adapter.ts';
import { app as express } from '../examples/express.ts';
import { app as fastify } from '../examples/fastify.ts';
import { app as koa } from '../examples/koa.ts';
import { linesOnStderr } from './record/logs.ts';

const examples: Readonly<Record<string, () => Promise<RequestListener>>> = {
  'custom-adapter.ts': async () => customAdapter,
  'express.ts': async () => express,
  'fastify.ts': async () => {
    await fastify.ready();
    return (req, res) => fastify.routing(req, res);
  },
  'koa.ts': async () => koa.callback(),
};

interface Case {
  readonly request: string;
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly status: number;
  readonly answer: string;
}

/** `// GET /path body`, then indented lines with the status and the body, broken anywhere between members. */
const CASE =
  /^ *\/\/ (?<method>[A-Z]+) (?<path>\/\S*)(?: (?<body>.+))?\n *\/\/ {3}(?<status>\d{3}) (?<answer>.+(?:\n *\/\/ {4,}.+)*)/gm;
const ID = /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/g;
const SHOWN_ID = 'K7QF-2MXD-9TRP';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

for (const [file, start] of Object.entries(examples)) {
  describe(`examples/${file}`, () => {
    const source = readFileSync(new URL(`../examples/${file}`, import.meta.url), 'utf8');
    const cases = casesOf(source);

    it('shows every kind of answer', () => {
      expect([...new Set(cases.map(({ status }) => status))].toSorted((a, b) => a - b)).toEqual([
        200, 400, 403, 404, 409, 500,
      ]);
      expect(source.match(/^ *\/\/ [A-Z]+ \//gm)).toHaveLength(cases.length);
    });

    it.each(cases)('R16 R19 R20 answers $request as its comment says', async (shown) => {
      const url = await listen(await start());
      let response = new Response();
      let body = '';
      const lines = await linesOnStderr(async () => {
        response = await fetch(url + shown.path, {
          method: shown.method,
          ...(shown.body !== undefined && {
            body: shown.body,
            headers: { 'content-type': 'application/json' },
          }),
        });
        body = await response.text();
      });
      expect({ status: response.status, answer: body.replace(ID, SHOWN_ID) }).toEqual({
        status: shown.status,
        answer: shown.answer,
      });
      const ids = new Set(body.match(ID));
      expect(ids.size).toBe(1);
      if (shown.status === 200) return;
      const [id] = ids;
      expect(response.headers.get('x-request-id')).toBe(id);
      const logged = lines.map((line) => (JSON.parse(line) as { correlationId: string }).correlationId);
      expect(logged).toEqual([id]);
    });
  });
}

it('the examples listen on different ports', () => {
  const ports = Object.keys(examples).map((file) => {
    const source = readFileSync(new URL(`../examples/${file}`, import.meta.url), 'utf8');
    return /\['PORT'\] \?\? (\d+)/.exec(source)?.[1];
  });
  expect(ports).not.toContain(undefined);
  expect(new Set(ports).size).toBe(ports.length);
});

function casesOf(source: string): Case[] {
  return Array.from(source.matchAll(CASE), ({ groups = {} }) => {
    const { method = '', path = '', body, status, answer = '' } = groups;
    const request = [method, path, body].filter(Boolean).join(' ');
    return { request, method, path, body, status: Number(status), answer: answer.replace(/\n *\/\/ +/g, '') };
  });
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(
    () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
