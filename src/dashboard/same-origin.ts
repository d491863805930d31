import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a browser says that a form was sent by a page of the same origin. Where it says nothing - one that is old, or
 * speaks plain HTTP with another machine - the token in the form has to tell alone. `null` is what an origin is called
 * under the referrer policy of the pages.
 */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = headers;
  if (origin === undefined || origin === 'null') return true;
  const host = hostOf(origin);
  return host !== undefined && host === hostIn(headers);
}

/** Of HTTP/2 the host is in a header of its own. */
function hostIn(headers: IncomingHttpHeaders): string | undefined {
  const host = headers.host ?? headers[':authority'];
  return typeof host === 'string' ? host.toLowerCase() : undefined;
}

function hostOf(origin: string): string | undefined {
  return /^https?:\/\/([^/?#@]+)$/i.exec(origin)?.[1]?.toLowerCase();
}
