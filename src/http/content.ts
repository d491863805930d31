/** Whether content goes with a reply, and what its headers may then say about it. */

import type { Reply } from '../model.ts';

/** The content to send in answer to `method`; `undefined` when there must be none (RFC 9110, section 9.3.2). */
export function contentOf(reply: Reply, method: string | undefined): string | undefined {
  return method === 'HEAD' || isBodiless(reply.status) ? undefined : reply.body;
}

/** The reply's headers: in answer to HEAD the same as to GET, of a status without content none about content. */
export function headersOf({ status, headers }: Reply): Readonly<Record<string, string>> {
  if (!isBodiless(status)) return headers;
  const rest = Object.entries(headers).filter(
    ([name]) => name !== 'content-type' && name !== 'content-length',
  );
  // Only 205 needs to say that it ends here (RFC 9110, sections 8.6 and 15.3.6).
  return Object.fromEntries(status === 205 ? [...rest, ['content-length', '0']] : rest);
}

/** 204, 205 and 304 (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). No error has them; a caller's reply may. */
function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
