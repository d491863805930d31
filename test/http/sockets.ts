/** Real servers and the plainest clients: what stands on the wire, byte for byte. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import type { Http2ServerRequest, Http2ServerResponse, IncomingHttpHeaders } from 'node:http2';
import { connect, type AddressInfo, type Server } from 'node:net';

export interface Raw {
  readonly statusLine: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** How the connection ended. */
  readonly end: 'end' | 'reset';
}

type Handler<Req, Res> = (request: Req, response: Res) => void;

async function listening<T>(server: Server, use: (port: number) => Promise<T>): Promise<T> {
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    await new Promise<unknown>((done) => {
      server.close(done);
      if ('closeAllConnections' in server) (server.closeAllConnections as () => void)();
    });
  }
}

/** Sends `message` as it stands over one connection, and reads until the other side ends it. */
export function overHttp1(handler: Handler<IncomingMessage, ServerResponse>, message: string): Promise<Raw> {
  return listening(createServer(handler), (port) => {
    return new Promise((done, fail) => {
      const chunks: Buffer[] = [];
      const socket = connect(port, '127.0.0.1', () => socket.write(message));
      socket.setTimeout(5000, () => socket.destroy(new Error('the connection hangs')));
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.on('end', () => done(parse(Buffer.concat(chunks), 'end')));
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNRESET') done(parse(Buffer.concat(chunks), 'reset'));
        else fail(error);
      });
    });
  });
}

/** A request of HTTP/1.1 that asks for the connection to be closed after it. */
export function http1(method: string, headers = '', body = ''): string {
  return `${method} /path?q=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n${body}`;
}

function parse(bytes: Buffer, end: Raw['end']): Raw {
  const split = bytes.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = bytes.subarray(0, Math.max(0, split)).toString('latin1').split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    headers[name] = [headers[name], line.slice(colon + 1).trim()].filter(Boolean).join(', ');
  }
  return { statusLine, headers, body: split < 0 ? bytes : bytes.subarray(split + 4), end };
}

export interface Http2Answer {
  readonly headers: IncomingHttpHeaders & { ':status'?: number };
  readonly body: Buffer;
  /** RST_STREAM's code; 0 when the stream ended well. */
  readonly reset: number;
}

/** One stream of HTTP/2 without TLS. */
export function overHttp2(
  handler: Handler<Http2ServerRequest, Http2ServerResponse>,
  request: Record<string, string>,
  body?: string,
): Promise<Http2Answer> {
  return listening(createHttp2Server(handler), async (port) => {
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    try {
      return await new Promise<Http2Answer>((done) => {
        const stream = session.request(
          { ':path': '/path?q=1', ...request },
          { endStream: body === undefined },
        );
        let headers = {};
        const chunks: Buffer[] = [];
        stream.setTimeout(5000, () => stream.close(8));
        // Without the symbol that Node adds.
        stream.on('response', (received) => void (headers = Object.fromEntries(Object.entries(received))));
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        // A reset shows as an error too; what matters is the code.
        stream.on('error', () => undefined);
        stream.on('close', () => done({ headers, body: Buffer.concat(chunks), reset: stream.rstCode }));
        if (body !== undefined) stream.end(body);
      });
    } finally {
      session.destroy();
    }
  });
}
