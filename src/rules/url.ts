/** The parts of a request's target that rules look at. Nothing here throws. */

import { rememberLast } from './last.ts';

/** Scheme and authority of a target in absolute form (RFC 9112, section 3.2.2). */
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** Letters, digits, `-`, `.`, `_` and `~`, percent-encoded (RFC 3986, section 2.3). */
const UNRESERVED = /%(?:2[DE]|3[0-9]|[46][1-9A-F]|[57][0-9A]|5F|7E)/gi;

/**
 * The path of a request's URL as patterns see it: without origin, query and fragment. Percent-encoded unreserved
 * characters are decoded, which makes an equivalent URL (RFC 3986, section 6.2.2.2), so that `/%61dmin` does not
 * pass a rule for `/admin`; nothing else is. `*`, of OPTIONS, stays; no path at all is `/`.
 */
export const pathOf: (url: string) => string = rememberLast((url) => {
  const target = url.startsWith('/') ? url : url.replace(ORIGIN, '');
  const end = target.search(/[?#]/);
  const path = (end < 0 ? target : target.slice(0, end)) || '/';
  return path.includes('%') ? path.replace(UNRESERVED, decode) : path;
});

function decode(octet: string): string {
  return String.fromCharCode(Number.parseInt(octet.slice(1), 16));
}

/** The query of a request's URL, without `?` and fragment; empty where there is none. */
export function queryOf(url: string): string {
  const hash = url.indexOf('#');
  const target = hash < 0 ? url : url.slice(0, hash);
  const mark = target.indexOf('?');
  return mark < 0 ? '' : target.slice(mark + 1);
}
