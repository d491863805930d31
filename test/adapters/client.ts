/** A client that sees what is on the wire: phrase, raw headers, bytes, and how the exchange ended. */

import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly phrase: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As received, name and value in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
  /** The connection broke before the message was complete. */
  readonly broken: boolean;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function send(url: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const agent = new Agent({ keepAlive: false });
    const sent = request(url, { method, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      const end = (broken: boolean): void => {
        resolve({
          status: response.statusCode!,
          phrase: response.statusMessage!,
          headers: response.headers as Record<string, string>,
          rawHeaders: response.rawHeaders,
          body: Buffer.concat(chunks).toString(),
          broken,
        });
      };
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => end(!response.complete));
      response.on('error', () => end(true));
    });
    sent.setTimeout(10_000, () => sent.destroy(new Error('no answer within 10 s')));
    sent.on('error', reject);
    sent.end(body);
  });
}

const ID = /[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}/g;

/** What must not differ between frameworks: status, phrase, body and headers, but for the ID and the date. */
export function bytesOf({ status, phrase, headers, body }: Answer): string {
  const shown = Object.entries(headers).filter(
    ([name]) => name !== 'date' && name !== 'keep-alive' && name !== 'connection',
  );
  const lines = shown.map(([name, value]) => `${name}: ${value}`).toSorted();
  return [`${status} ${phrase}`, ...lines, '', body].join('\n').replace(ID, 'K7QF-2MXD-9TRP');
}
