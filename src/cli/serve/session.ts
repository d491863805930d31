/** Who may see the dashboard: browsers that have opened the link, or know the token. */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Session {
  /** Of the next link; `undefined` where a token of the user's own opens. */
  link(): string | undefined;
  /** The header that lets a browser in, for a token. One of a link opens once. */
  open(token: string): string | undefined;
  isOpen(request: IncomingMessage): boolean;
}

/**
 * @param name of the cookie: browsers do not tell ports apart
 * @param token of the user's own: it opens as often as it is given, and as a bearer token
 */
export function createSession(name: string, token: string | undefined): Session {
  const key = fresh();
  let next = fresh();
  const expected = `${name}=${key}`;
  return {
    link: () => (token === undefined ? next : undefined),
    open(given) {
      if (!isSame(given, token ?? next)) return undefined;
      next = fresh();
      return `${expected}; Path=/; HttpOnly; SameSite=Strict`;
    },
    isOpen({ headers: { cookie = '', authorization = '' } }) {
      // Of another length they need not be compared: thousands fit into a header, and how long ours is, is no secret.
      const pairs = cookie.split(';').map((pair) => pair.trim());
      if (pairs.some((pair) => pair.length === expected.length && isSame(pair, expected))) return true;
      return token !== undefined && isSame(authorization, `Bearer ${token}`);
    },
  };
}

function fresh(): string {
  return randomBytes(24).toString('base64url');
}

/** Takes as long for any two texts. */
function isSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(first!, second!);
}
