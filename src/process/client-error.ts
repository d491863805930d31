/** Bytes that never became a request: answered like everything else, over the bare socket. */

import { viewOf } from '../error-view.ts';
import { phraseOf } from '../http/status.ts';
import { formatFor, lastResort } from '../prebuilt.ts';
import type { Plan, Reply, RequestFacts } from '../model.ts';
import type { Recorded } from '../record/record.ts';
import { judgeClient } from './judge.ts';
import { noRequest } from './no-request.ts';
import type { ClientErrorListener, ClientSocket } from './options.ts';

/** What Node answers too; every other fault is a 400. */
const STATUSES: ReadonlyMap<unknown, number> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['HPE_HEADER_OVERFLOW', 431],
]);

/** The connection broke: nobody is there to read an answer. */
const GONE: ReadonlySet<unknown> = new Set(['ECONNABORTED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/**
 * How long the client may take to read the answer, in milliseconds: a connection that is destroyed while its
 * bytes still arrive is reset, and takes the answer with it.
 */
const LINGER = 1000;

/** Node tells of a fault again for every piece that arrives after it: one socket is answered and recorded once. */
export function createClientErrorListener(
  plan: Plan,
  write: (recorded: Recorded, facts: RequestFacts) => void,
): ClientErrorListener {
  const known = new WeakSet<object>();
  return (error, socket) => {
    try {
      if (known.has(socket)) return;
      known.add(socket);
      const facts = noRequest();
      const code = viewOf(error).read('code');
      const status = GONE.has(code) ? 499 : (STATUSES.get(code) ?? 400);
      const fault = status === 499 ? 'abort' : 'client';
      const { remoteAddress } = socket as { readonly remoteAddress?: unknown };
      const recorded = judgeClient(error, facts, plan, { status, fault, internal: { remoteAddress } });
      if (status === 499) socket.destroy();
      else answer(socket, replyOf(status, facts, recorded.correlationId, plan));
      queueMicrotask(() => write(recorded, facts));
    } catch {
      // A socket that was given to this listener is nobody else's to close.
      socket.destroy();
    }
  };
}

function replyOf(status: number, facts: RequestFacts, correlationId: string, plan: Plan): Reply {
  return lastResort(status, formatFor(facts, plan), correlationId, plan.correlation.header);
}

function answer(socket: ClientSocket, reply: Reply): void {
  // Node's link to the response in flight, at which its own answer to such errors looks as well.
  const { _httpMessage: response } = socket as { readonly _httpMessage?: { headersSent?: unknown } | null };
  // Nothing is appended to an answer that has begun.
  if (socket.writable && response?.headersSent !== true) socket.end(bytesOf(reply));
  // A handler that waits for the rest of the request must learn that there is none.
  if (response == null) linger(socket);
  else socket.destroy();
}

function linger(socket: ClientSocket): void {
  const timer = setTimeout(() => socket.destroy(), LINGER);
  timer.unref?.();
  socket.once('close', () => clearTimeout(timer));
}

function bytesOf({ status, headers, body }: Reply): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [
    `HTTP/1.1 ${status} ${phraseOf(status)}`,
    ...lines,
    `Date: ${new Date().toUTCString()}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
