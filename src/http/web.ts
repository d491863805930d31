/** Facts from a web-standard request, and the reply as a web-standard response. */

import type { Reply, RequestFacts } from '../model.ts';
import { contentOf, headersOf } from './content.ts';
import { mergeHeaders } from './headers.ts';
import { stepsOf } from './trail.ts';

/** @param remoteAddress of the socket's other end, which a `Request` does not know */
export function factsFromWeb(request: Request, remoteAddress?: string): RequestFacts {
  const facts: RequestFacts = {
    method: request.method,
    url: request.url.replace(/^[a-z]+:\/\/[^/?#]*/i, '') || '/',
    header: (name) => request.headers.get(name) ?? undefined,
    remoteAddress,
    get trail() {
      return stepsOf(facts);
    },
    get aborted() {
      return request.signal.aborted;
    },
  };
  return facts;
}

/**
 * The reply as a `Response`.
 * @param request its method decides whether there is content: a HEAD request gets headers only
 * @param existing headers of the failed answer, of which those that still hold are kept
 */
export function toResponse(reply: Reply, request: { readonly method: string }, existing?: Headers): Response {
  const headers = mergeHeaders(existing === undefined ? {} : Object.fromEntries(existing), headersOf(reply));
  const content = contentOf(reply, request.method) ?? null;
  return new Response(content, {
    status: reply.status,
    statusText: reply.phrase ?? '',
    headers: headers as Record<string, string>,
  });
}
