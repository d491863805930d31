/** The path of a request as patterns see it, and the text of patterns in the same form. Nothing here throws. */

import { pathIn } from '../http/url.ts';
import { rememberLast } from './last.ts';

/** Letters, digits, `-`, `.`, `_` and `~`, percent-encoded (RFC 3986, section 2.3). */
const UNRESERVED = /%(?:2[DE]|3[0-9]|[46][1-9A-F]|[57][0-9A]|5F|7E)/gi;

/** What no URI holds as it stands (RFC 3986, section 2); in runs, so that no character is halved. */
const FOREIGN = /[^!-~]+|["<>\\^`{|}]/g;

/**
 * The path of a request's URL as patterns see it: without origin, query and fragment. Percent-encoded unreserved
 * characters are decoded, which makes an equivalent URL (RFC 3986, section 6.2.2.2), so that `/%61dmin` does not
 * pass a rule for `/admin`; nothing else is. What a URI cannot hold is percent-encoded, as clients do it. `*`, of
 * OPTIONS, stays; no path at all is `/`.
 */
export const pathOf: (url: string) => string = rememberLast((url) => normalize(pathIn(url)));

/** Text that stands in a pattern, in the form of a path: `?` and `#` too are characters there. */
export function textOf(written: string): string {
  return normalize(written.replace(/[?#]/g, encode));
}

function normalize(path: string): string {
  const plain = path.replace(FOREIGN, encode);
  return plain.includes('%') ? plain.replace(UNRESERVED, decode) : plain;
}

/** As UTF-8; half a character is U+FFFD, as in a URL. */
function encode(characters: string): string {
  return Array.from(new TextEncoder().encode(characters), octet).join('');
}

function octet(byte: number): string {
  return `%${byte < 16 ? '0' : ''}${byte.toString(16).toUpperCase()}`;
}

function decode(encoded: string): string {
  return String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
}
