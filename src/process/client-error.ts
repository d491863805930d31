/** Bytes that never became a request: answered like everything else, over the bare socket. */

import { viewOf } from '../error-view.ts';
import { phraseOf } from '../http/status.ts';
import { formatFor, lastResort } from '../prebuilt.ts';
import type { Fault, Plan, Reply, RequestFacts } from '../model.ts';
import type { Recorded } from '../record/record.ts';
import { judgeClient } from './judge.ts';
import type { Memory } from './memory.ts';
import { noRequest } from './no-request.ts';
import type { ClientErrorListener, ClientSocket } from './options.ts';

/** What Node answers too; every other fault of a client is a 400. */
const STATUSES: ReadonlyMap<unknown, number> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['HPE_HEADER_OVERFLOW', 431],
]);

/** The connection broke: nobody is there to read an answer. */
const GONE: ReadonlySet<unknown> = new Set(['ECONNABORTED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** After these the parser takes nothing more from the connection. */
const UNREADABLE = /^HPE_/;

/** What a client's bytes can cause. Any other error was handed to the socket by the application, or by Node. */
const CLIENTS = /^(?:HPE_|ERR_HTTP_|ERR_SSL_|ERR_TLS_|EPROTO$)/;

/**
 * How long the client may take to read the answer, in milliseconds: a connection that is destroyed while its
 * bytes still arrive is reset, and takes the answer with it.
 */
const LINGER = 1000;

/** What Node keeps on a socket, and looks at itself before it answers such errors. */
interface Connection {
  readonly remoteAddress?: unknown;
  /** The response in flight. */
  readonly _httpMessage?: { readonly _headerSent?: unknown } | null;
  readonly parser?: { readonly incoming?: unknown } | null;
}

/**
 * Node tells of a fault again for every piece that arrives after it, and several instances may listen: one
 * socket is answered and recorded once.
 */
const known = new WeakSet<object>();

export function createClientErrorListener(
  plan: Plan,
  recordLater: (recorded: Recorded, facts: RequestFacts) => void,
  { recall, remember }: Memory,
): ClientErrorListener {
  return (error, socket) => {
    try {
      // Whoever emits the event himself may do so without a socket.
      const connection = (socket ?? {}) as Connection;
      if (known.has(connection)) return;
      known.add(connection);
      const code = viewOf(error).read('code');
      const fault = faultOf(code);
      // A request that is being served breaks with its connection, and is who tells of it.
      const isTold = fault === 'abort' ? connection._httpMessage != null : recall(error) !== undefined;
      if (isTold) return destroy(socket);
      const facts = noRequest();
      const status = fault === 'abort' ? 499 : fault === 'server' ? 500 : (STATUSES.get(code) ?? 400);
      const { remoteAddress } = connection;
      const recorded = judgeClient(error, facts, plan, { status, fault, internal: { remoteAddress } });
      remember(error, recorded.correlationId);
      recordLater(recorded, facts);
      if (fault === 'abort') destroy(socket);
      else if (socket != null) answer(socket, code, replyOf(status, facts, recorded.correlationId, plan));
    } catch {
      // A socket that was given to this listener is nobody else's to close.
      destroy(socket);
    }
    return undefined;
  };
}

function destroy(socket: ClientSocket | undefined): void {
  try {
    socket?.destroy();
  } catch {
    // What is no socket cannot be closed.
  }
}

function faultOf(code: unknown): Fault {
  if (GONE.has(code)) return 'abort';
  return typeof code === 'string' && CLIENTS.test(code) ? 'client' : 'server';
}

function replyOf(status: number, facts: RequestFacts, correlationId: string, plan: Plan): Reply {
  return lastResort(status, formatFor(facts, plan), correlationId, plan);
}

function answer(socket: ClientSocket, code: unknown, reply: Reply): void {
  const { _httpMessage: response, parser } = socket as Connection;
  // A handler has taken the connection over, or an upgrade has: what is written to it is no longer HTTP of ours.
  const isForeign = response == null && (parser === null || parser?.incoming != null);
  // Nothing is appended to an answer that has begun. One that has only its head made has not.
  if (socket.writable && !isForeign && response?._headerSent !== true) socket.end(bytesOf(reply));
  // A handler that waits for the rest of the request must learn that there is none.
  if (response != null || isForeign) socket.destroy();
  else linger(socket, code);
}

function linger(socket: ClientSocket, code: unknown): void {
  // Where the parser still works, what arrives late would be served although it was answered.
  if (!UNREADABLE.test(String(code))) socket.once('finish', () => socket.destroy());
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
