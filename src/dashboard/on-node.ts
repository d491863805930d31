/** On Express and Connect, and on a plain listener. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathIn, queryIn } from '../http/url.ts';
import type { Responder } from './answer.ts';
import type { Answer } from './page.ts';
import { placeOf } from './place.ts';

export type NodeHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/** What frameworks add to Node's request. */
interface Attended extends IncomingMessage {
  readonly originalUrl?: unknown;
  /** Of Express: where it is mounted. */
  readonly baseUrl?: unknown;
  readonly body?: unknown;
}

/** @param path option `path` */
export function onNode(respond: Responder, path: string | undefined): NodeHandler {
  return (request, response, next) => {
    const { url = '/', originalUrl, baseUrl, body } = request as Attended;
    // What differs where nothing is mounted was rewritten by the application.
    const isRewritten = path !== undefined && baseUrl === '';
    const original = typeof originalUrl === 'string' && !isRewritten ? originalUrl : url;
    const place = placeOf(original, url, path);
    if (place === undefined && next !== undefined) {
      next();
      return;
    }
    // Where nobody else could answer, a proxy has taken the path away.
    const found = place ?? { base: path!, path: pathIn(url), query: queryIn(url) };
    void respond({ raw: request, context: request, ...found, body }).then((answer) =>
      send(request, response, answer),
    );
  };
}

/** Never throws: whoever asked may be gone, or have been answered by somebody else. */
function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  try {
    if (response.headersSent) return;
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('content-length', Buffer.byteLength(body));
    response.end(request.method === 'HEAD' ? undefined : body);
  } catch {
    response.destroy();
  }
}
