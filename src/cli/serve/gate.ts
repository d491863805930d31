/** What stands before the dashboard: the right name, then a browser that was let in. */

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isServed } from './address.ts';
import { sendIn, sendNotice } from './notice.ts';
import type { Session } from './session.ts';

export interface Gate {
  readonly session: Session;
  /** `undefined`: it may be asked for by any name, as behind a proxy. */
  readonly served: { readonly host: string; readonly port: number } | undefined;
  /** A link was used up. */
  readonly onOpened: () => void;
  readonly inside: RequestListener;
}

/** Of a form with a token. */
const MAX_FORM = 4096;

export function createGate({ session, served, onOpened, inside }: Gate): RequestListener {
  return (request, response) => {
    if (served !== undefined && !isServed(request.headers.host, served.host, served.port))
      return sendNotice(response, 421, 'host');
    const given = linkToken(request);
    if (session.isOpen(request)) {
      if (given === undefined) return inside(request, response);
      response.writeHead(303, { location: '/', 'cache-control': 'no-store' });
      return void response.end();
    }
    if (session.link() === undefined) return void letIn(session, request, response);
    const cookie = given === undefined ? undefined : session.open(given);
    if (cookie === undefined) return sendNotice(response, 403, 'link');
    sendIn(response, cookie);
    onOpened();
  };
}

/** Of a link that somebody opens; to look whether it is there, as HEAD does, uses nothing up. */
function linkToken({ method, url = '' }: IncomingMessage): string | undefined {
  if (method !== 'GET' || !url.startsWith('/?token=')) return undefined;
  return url.slice('/?token='.length);
}

async function letIn(session: Session, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const isForm = request.method === 'POST' && request.url === '/login';
  const form = isForm ? await bodyOf(request) : undefined;
  const cookie = form === undefined ? undefined : session.open(new URLSearchParams(form).get('token') ?? '');
  if (cookie === undefined) sendNotice(response, 403, 'login');
  else sendIn(response, cookie);
}

/** `undefined`: it is too long, or broke off. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  let body = '';
  request.setEncoding('utf8');
  try {
    for await (const part of request) {
      body += String(part);
      if (body.length > MAX_FORM) return undefined;
    }
    return body;
  } catch {
    return undefined;
  }
}
