/** What a form sent: read with a bound, whoever read the request first. */

import type { IncomingMessage } from 'node:http';
import type { PageRequest } from './page.ts';

/** Of a body, in bytes: a note of 4,000 characters takes nine for each in most scripts. */
export const MAX_BODY = 65_536;

/** Milliseconds that a client may take to send it. */
const PATIENCE = 10_000;

const CONTENT_TYPE = /^application\/x-www-form-urlencoded\s*(?:;|$)/i;

/** A status instead: why there is no form. */
export type ReadForm = URLSearchParams | 400 | 408 | 413 | 415;

/** Never rejects. */
export async function readForm({ raw, body }: PageRequest, patience: number = PATIENCE): Promise<ReadForm> {
  if (!CONTENT_TYPE.test(raw.headers['content-type'] ?? '')) return 415;
  const parsed = formOf(body);
  if (parsed !== undefined) return parsed;
  // Somebody else read it, and left nothing.
  if (raw.readableEnded || raw.destroyed) return 400;
  const text = await readText(raw, patience);
  return typeof text === 'string' ? new URLSearchParams(text) : text;
}

/** What body parsers make of a form: text, bytes, or members. `undefined`: they made nothing of it. */
function formOf(body: unknown): URLSearchParams | 413 | undefined {
  if (typeof body === 'string' || body instanceof Uint8Array) {
    return body.length > MAX_BODY ? 413 : new URLSearchParams(Buffer.from(body as string).toString('utf8'));
  }
  if (typeof body !== 'object' || body === null) return undefined;
  const fields = Object.entries(body as Readonly<Record<string, unknown>>);
  if (fields.length === 0) return undefined;
  const form = new URLSearchParams();
  for (const [name, value] of fields) {
    if (typeof value === 'string') form.append(name, value);
  }
  return form;
}

/** Leaves the socket usable, so that what is wrong can be said. */
function readText(raw: IncomingMessage, patience: number): Promise<string | 400 | 408 | 413> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => finish(408), patience);

    function finish(result: string | 400 | 408 | 413): void {
      clearTimeout(timer);
      raw.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
      // What comes later concerns nobody, but must be read for the answer to be.
      raw.on('error', () => undefined).resume();
      done(result);
    }
    function onData(chunk: Buffer | string): void {
      const bytes = Buffer.from(chunk as string);
      length += bytes.length;
      if (length > MAX_BODY) finish(413);
      else chunks.push(bytes);
    }
    function onEnd(): void {
      finish(Buffer.concat(chunks).toString('utf8'));
    }
    function onBroken(): void {
      finish(400);
    }
    raw.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  });
}
