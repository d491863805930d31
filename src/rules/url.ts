/** The path of a request as patterns see it, and the text of patterns in the same form. Nothing here throws. */

import { pathIn } from '../http/url.ts';
import { pattern } from '../once.ts';
import { rememberLast } from './last.ts';

/** Letters, digits, `-`, `.`, `_` and `~`, percent-encoded (RFC 3986, section 2.3). */
const UNRESERVED = /%(?:2[DE]|3[0-9]|[46][1-9A-F]|[57][0-9A]|5F|7E)/gi;

/** One octet of a character beyond ASCII, but the first. */
const TAIL = '%[89AB][0-9A-F]';

/** Percent-encoded characters beyond ASCII in UTF-8 (RFC 3629, section 4): what else there is cannot be decoded. */
const NOT_ASCII = pattern(
  `(?:%(?:C[2-9A-F]|D[0-9A-F]|E0%[AB][0-9A-F]|E[1-9A-CEF]${TAIL}|ED%[89][0-9A-F]` +
    `|F0%[9AB][0-9A-F]${TAIL}|F[1-3]${TAIL}${TAIL}|F4%8[0-9A-F]${TAIL})${TAIL})+`,
  'gi',
);

/** What no URI holds as it stands (RFC 3986, section 2); in runs, so that no character is halved. */
const FOREIGN = /[^!-~]+|["<>\\^`{|}]/g;

/**
 * The path of a request's URL as patterns see it: without origin, query and fragment. Percent-encoded unreserved
 * characters are decoded, which makes an equivalent URL (RFC 3986, section 6.2.2.2), so that `/%61dmin` does not
 * pass a rule for `/admin`; nothing else is. What a URI cannot hold is percent-encoded, as clients do it. Letters
 * beyond ASCII are in lower case. `*`, of OPTIONS, stays; no path at all is `/`.
 */
export const pathOf: (url: string) => string = rememberLast((url) => normalize(pathIn(url)));

/** Text that is path throughout, as that of a pattern is, in the same form: `?` and `#` too are characters there. */
export const textOf: (written: string) => string = rememberLast((written) => {
  return normalize(written.replace(/[?#]/g, encode));
});

function normalize(path: string): string {
  const plain = path.replace(FOREIGN, encode);
  return plain.includes('%') ? plain.replace(NOT_ASCII(), fold).replace(UNRESERVED, decode) : plain;
}

/**
 * Letters in one case, as frameworks compare them that ignore it: all of them by lower case, where the Kelvin sign is
 * a `k`, or each by upper case, where the micro sign is a Greek letter.
 */
function fold(encoded: string): string {
  const lower = decodeURIComponent(encoded).toLowerCase();
  return encodeURIComponent(Array.from(lower, foldLetter).join(''));
}

/** No framework takes `ß` for `ss`, nor a letter beyond ASCII for the `i` or `s` that shares its upper case. */
function foldLetter(letter: string): string {
  const folded = letter.toUpperCase().toLowerCase();
  return folded.length === letter.length && folded > '\x7f' ? folded : letter;
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
