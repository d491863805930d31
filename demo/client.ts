/** A client that keeps every byte, and knows whether the answer was whole. */

import { connect } from 'node:net';
import type { Failure } from './failures.ts';

export interface Answer {
  /** Everything received, head and body. */
  readonly bytes: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The connection ended before the answer did. */
  readonly broken: boolean;
}

const LIMIT_MS = 10_000;

/** Sends one request on a connection of its own. No answer at all has the status 0. */
export function send(port: number, failure: Failure): Promise<Answer> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(toRequest(port, failure)));
    socket.setTimeout(LIMIT_MS, () => socket.destroy());
    socket.on('data', (chunk) => chunks.push(chunk));
    // A reset is one of the ways in which an answer breaks off; `close` follows.
    socket.on('error', () => {});
    socket.on('close', () => done(toAnswer(Buffer.concat(chunks))));
  });
}

function toRequest(port: number, { method, path, headers, body }: Failure): string {
  const fields: Record<string, string> = {
    host: `127.0.0.1:${port}`,
    connection: 'close',
    accept: 'application/json',
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    }),
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`;
}

function toAnswer(received: Buffer): Answer {
  const end = received.indexOf('\r\n\r\n');
  const head = received.toString('utf8', 0, Math.max(end, 0));
  const body = end < 0 ? Buffer.alloc(0) : received.subarray(end + 4);
  const [statusLine = '', ...fields] = head.split('\r\n');
  const headers = Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }),
  );
  return {
    bytes: received.toString('utf8'),
    status: Number(statusLine.split(' ')[1] ?? 0),
    headers,
    body: body.toString('utf8'),
    broken: !isWhole(headers, body),
  };
}

/** RFC 9112, section 8: by the last chunk, or by the length that was announced. */
function isWhole(headers: Readonly<Record<string, string>>, body: Buffer): boolean {
  if (headers['transfer-encoding'] === 'chunked') return body.toString('latin1').endsWith('0\r\n\r\n');
  return Number(headers['content-length']) === body.length;
}
