/** Real servers on loopback, and a client that sends what a test says, however wrong. */

import { createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaultline, type Faultline, type FaultlineOptions, type Occurrence } from 'faultline';
import type { Body } from './answer.ts';

export interface Watched {
  readonly fl: Faultline;
  /** Records made so far, with their level. */
  readonly records: (Occurrence & { readonly level: string })[];
}

export function watched(options: FaultlineOptions = {}): Watched {
  const records: (Occurrence & { readonly level: string })[] = [];
  const at = (level: string) => (record: object) => void records.push({ ...(record as Occurrence), level });
  const logger = { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
  return { fl: createFaultline({ mode: 'release', logger, ...options }), records };
}

export interface Served {
  readonly port: number;
  close(): Promise<void>;
}

export async function serve(app: RequestListener | Server): Promise<Served> {
  const server = typeof app === 'function' ? createServer(app) : app;
  if (!server.listening) server.listen(0, '127.0.0.1');
  if (server.address() === null) await new Promise((done) => server.once('listening', done));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

export interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Got {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** Headers and body in one, to look for canaries in. */
  readonly wire: string;
}

export function ask(
  port: number,
  { method = 'GET', path = '/', headers = {}, body }: Asked = {},
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const { statusCode = 0, statusMessage = '', rawHeaders } = response;
        const wire = [statusMessage, ...rawHeaders, text].join('\n');
        resolve({ status: statusCode, headers: response.headers, text, wire });
      });
    });
    sent.setTimeout(10_000, () => sent.destroy(new Error('no answer within 10 s')));
    sent.on('error', reject);
    sent.end(body);
  });
}

export function problemOf({ text }: Got): Body {
  return JSON.parse(text) as Body;
}
