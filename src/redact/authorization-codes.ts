/**
 * The codes of OAuth and OpenID Connect (RFC 6749, section 4.1.2), good for a token until they are traded. They may be
 * short, and errors, vouchers and products have a `code` too: neither value nor name tells. What tells is the place, a
 * parameter called `code` beside one that only such an exchange has, or on a path on which people sign in. There a number
 * of up to three digits is left: no code is one that can be guessed, and `/login?code=403` is a status.
 */

import type { KeyJudge } from './keys.ts';
import { HIDDEN, type Span } from './spans.ts';
import { saysNothing } from './values.ts';

const START = 'code=';
/** What stands before a parameter in a query or a form; nothing where the text begins. */
const BEFORE = /^[?&#\s"'<>`]?$/;
const REST_OF_RUN = /[^\s"'<>`]*/y;
const END_OF_RUN = /[\s"'<>`]/;

/** Of the answer of whoever granted it, and of the request that trades it. */
const PARTNERS =
  /(?:^|[?&#])(?:state|session_state|grant_type|redirect_uri|client_id|code_verifier|code_challenge)=/;
const CODES = /(?:^|[?&#])code=([^&#]+)/g;
const STATUS = /^\d{1,3}$/;

/** Looks at each run without blanks and quotes once, so that it is linear. */
export function findAuthorizationCodes(text: string, { isAllowed }: KeyJudge, spans: Span[]): void {
  let done = 0;
  for (let at = text.indexOf(START); at >= 0; at = text.indexOf(START, Math.max(at + 1, done))) {
    if (!BEFORE.test(text.slice(Math.max(0, at - 1), at))) continue;
    let start = at;
    while (start > done && !END_OF_RUN.test(text[start - 1]!)) start--;
    REST_OF_RUN.lastIndex = at;
    REST_OF_RUN.test(text);
    done = REST_OF_RUN.lastIndex;
    const run = text.slice(start, done);
    if ((PARTNERS.test(run) || hasSignInPath(run)) && !isAllowed('code')) hideCodes(run, start, spans);
  }
}

function hideCodes(run: string, offset: number, spans: Span[]): void {
  for (const { 0: found, 1: rest = '', index } of run.matchAll(CODES)) {
    const start = index + found.length - rest.length;
    let end = index + found.length;
    // Of the quote behind it, which is escaped.
    while (run[end - 1] === '\\') end--;
    const value = run.slice(start, end);
    if (value === '' || STATUS.test(value) || saysNothing(value)) continue;
    spans.push({ start: offset + start, end: offset + end, shown: HIDDEN });
  }
}

/** Of the run itself, and of what is given in its query, as where to go on. */
function hasSignInPath(run: string): boolean {
  // Most runs have no such word anywhere.
  if (!isSignInPath(run)) return false;
  return isSignInPath(pathOf(run)) || run.split(/[&=]/).some((part) => isSignInPath(pathOf(part)));
}

/** Without scheme and host: of `https://auth.example/orders` not all is about signing in. */
function pathOf(target: string): string {
  const path = target.slice(0, Math.max(0, target.search(/[?#]/)));
  const scheme = path.indexOf('://');
  if (scheme < 0) return path;
  const slash = path.indexOf('/', scheme + 3);
  return slash < 0 ? '' : path.slice(slash);
}

const HUMP = /([a-z\d])(?=[A-Z])/g;
const SIGN_IN =
  /oauth|oidc|callback|(?<![a-z])(?:auth|openid|sso|cb|log[_-]?[io]n|sign[_-]?[io]n|authori[sz](?:e|ation)|authenticat(?:e|ion))(?![a-z])/;

/** Whether a parameter `code` on it is taken for one of an authorization. */
export function isSignInPath(path: string): boolean {
  return SIGN_IN.test(path.replaceAll(HUMP, '$1-').toLowerCase());
}

/** Stands for any such path where a query is looked at without its own. */
export const SIGN_IN_PATH = '/callback';
