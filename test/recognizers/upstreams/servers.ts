/** Upstreams on loopback that fail in every way there is. Everything they say holds the word that must not get out. */

import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve } from '../serve.ts';

export const CANARY = 'canary-4711';

/** How a call fails. */
export const KINDS = [
  '404',
  '429',
  '500',
  'redirect',
  'malformed',
  'broken',
  'reset',
  'refused',
  'unknown-host',
  'nonsense',
  'slow',
  'abort',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Upstreams {
  url(kind: Kind): string;
  /** Where a path of the test's own choice is answered, by its last part. */
  readonly base: string;
  close(): Promise<void>;
}

const HEADERS = {
  'set-cookie': `session=${CANARY}`,
  'x-internal-host': CANARY,
  'retry-after': '7',
  link: '<https://example.org/next>; rel="next"',
};

/** Answers by the first part of the path that it knows: libraries put their own paths before or behind it. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const parts = (request.url ?? '').split(/[/?]/);
  const kind = parts.find((part) => Object.hasOwn(ANSWERS, part));
  const status = parts.find((part) => /^[45]\d\d$/.test(part));
  if (kind !== undefined) ANSWERS[kind]!(request, response);
  else sendError(response, Number(status ?? 404), parts.includes('xml'));
}

const ANSWERS: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
  redirect: (_request, response) => void response.writeHead(302, { location: `/redirect?${CANARY}` }).end(),
  astray: (_request, response) => void response.writeHead(302, { location: `http://[${CANARY}` }).end(),
  elsewhere: (_request, response) => void response.writeHead(302, { location: `ftp://${CANARY}` }).end(),
  stalled: (_request, response) => void response.writeHead(200, HEADERS).write(CANARY),
  malformed: (_request, response) =>
    void response.writeHead(200, { ...HEADERS, 'content-type': 'application/json' }).end(`{"${CANARY}`),
  broken: (_request, response) => {
    response.writeHead(200, { ...HEADERS, 'content-type': 'application/json', 'content-length': 999 });
    response.write(`{"${CANARY}"`);
    setTimeout(() => response.destroy(), 20);
  },
  reset: ({ socket }) => void socket.resetAndDestroy(),
  slow: () => {},
  stream: (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`data: {"error":{"type":"server_error","message":"${CANARY}"}}\n\n`);
  },
};

function sendError(response: ServerResponse, status: number, xml: boolean): void {
  const json = JSON.stringify({ message: CANARY, error: { message: CANARY, type: CANARY, code: CANARY } });
  const body = xml
    ? `<ErrorResponse><Error><Type>Sender</Type><Code>${CANARY}</Code><Message>${CANARY}</Message></Error></ErrorResponse>`
    : json;
  response.writeHead(status, { ...HEADERS, 'content-type': xml ? 'text/xml' : 'application/json' });
  response.end(body);
}

export async function startUpstreams(): Promise<Upstreams> {
  const good = await serve(answer);
  const nonsense = createSocketServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(`NONSENSE ${CANARY}\r\n\r\n`));
  });
  const closed = createSocketServer();
  const [nonsensePort, closedPort] = [await listen(nonsense), await listen(closed)];
  await new Promise((done) => closed.close(done));
  const base = `http://127.0.0.1:${good.port}`;
  const elsewhere: Partial<Record<Kind, string>> = {
    refused: `http://127.0.0.1:${closedPort}/${CANARY}`,
    // A label of more than 63 characters is refused without asking any name server.
    'unknown-host': `http://${CANARY}-${'x'.repeat(64)}.invalid/${CANARY}`,
    nonsense: `http://127.0.0.1:${nonsensePort}/${CANARY}`,
    abort: `${base}/slow?${CANARY}`,
  };
  return {
    base,
    url: (kind) => elsewhere[kind] ?? `${base}/${kind}?token=${CANARY}`,
    close: async () => {
      nonsense.close();
      await good.close();
    },
  };
}

async function listen(server: ReturnType<typeof createSocketServer>): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

/** Aborts soon. */
export function abortSoon(): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 30);
  return controller.signal;
}

/** What a promise rejects with. */
export async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}
