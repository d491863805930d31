/** Credentials by their place: in URLs, connection strings and command lines. */

import { looksLikeToken } from './values.ts';
import { HIDDEN, type Span } from './spans.ts';

const MAX_AUTHORITY = 512;
const AUTHORITY = /[^\s"'<>`\\]{0,512}/y;

/**
 * The password of every URL: `postgres://app:[redacted]@db/shop`.
 * @returns places of the `@` that end what was found
 */
export function findUrlCredentials(text: string, spans: Span[]): Set<number> {
  const taken = new Set<number>();
  for (let slashes = text.indexOf('://'); slashes >= 0; slashes = text.indexOf('://', slashes + 3)) {
    const start = slashes + 3;
    AUTHORITY.lastIndex = start;
    const isWeb = /(?:https?|wss?|ftp)$/i.test(text.slice(Math.max(0, slashes - 5), slashes));
    const at = endOfUserInfo(AUTHORITY.exec(text)![0], isWeb);
    if (at < 0) continue;
    const done = start + at;
    taken.add(done);
    const userInfo = text.slice(start, done);
    const colon = userInfo.indexOf(':');
    const from = colon < 0 ? start : start + colon + 1;
    const value = text.slice(from, done);
    if (value === '' || (colon < 0 && !(value.length >= 16 && looksLikeToken(value)))) continue;
    spans.push({ start: from, end: done, shown: HIDDEN });
    for (let next = text.indexOf('@', from); next < done; next = text.indexOf('@', next + 1)) taken.add(next);
  }
  return taken;
}

/**
 * Passwords have been seen with any sign in them, unescaped: an `@` after `user:` ends them wherever it stands. Where
 * paths may have one too, the first that can.
 */
function endOfUserInfo(rest: string, isWeb: boolean): number {
  const slash = rest.search(/[/?#]/);
  const at = (slash < 0 ? rest : rest.slice(0, slash)).lastIndexOf('@');
  if (slash < 0 || (at >= 0 && isWeb)) return at;
  if (at < 0 && !/^[^:/@[\]]*:(?!\d{1,5}[/?#])/.test(rest)) return -1;
  const next = rest.indexOf('://');
  const last = rest.slice(0, next < 0 ? MAX_AUTHORITY : next).search(LAST_AT);
  return last < 0 ? at : last;
}

/** Not one in a query. */
const LAST_AT = /@(?=[^@?&\s]*(?:[?]|$))/;

/** `user:password@host` and `user/password@host` without a scheme. */
const BEFORE = /(?:^|[^\w@:/.-])(?:[\w.-]{1,64}:|[A-Za-z]\w{0,30}\/)([^\s@:/"'<>,;]{3,64})$/;
const ORACLE = /\bthin:[\w$#.-]{1,64}\/([^\s@"']{1,128})$/;
/** But for a rule of a style sheet behind the end of another. */
const HOST =
  /@(?!(?<=\}@)(?:container|font-face|layer|media|page|supports)\s*(?:[({]|(?:all|not|only|print|screen)\b))(?:\/\/)?(?:\[[\da-f:]+\]|[A-Za-z\d])/y;
/** A label before an address, and packages with a version. */
const NO_USER =
  /(?:^|\W)(?:mailto|git|to|from|cc|bcc|e-?mail|user|sip|xmpp|acct):[^:]*$|(?:^|[^\w@:/.-])(?:node_modules|packages|apps|libs?|src|users?|home|v\d+|npm)\/[^/]*$/i;
const MAX_BEFORE = 200;

export function findSchemelessCredentials(text: string, taken: Set<number>, spans: Span[]): void {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    HOST.lastIndex = at;
    if (taken.has(at) || !HOST.test(text)) continue;
    const before = text.slice(Math.max(0, at - MAX_BEFORE), at);
    const password = (BEFORE.exec(before) ?? ORACLE.exec(before))?.[1];
    if (password === undefined || NO_USER.test(before)) continue;
    spans.push({ start: at - password.length, end: at, shown: HIDDEN });
    taken.add(at);
  }
}

const CURL = /(?:^|\s)(?:-u|--user|--proxy-user)(?:[ =]{1,3})["']?([^\s:"']{1,64}):([^\s"']{1,128})/g;
const CLIENTS =
  /\b(mysql\w*|mariadb|(?<=\s-)u|(?<=--)user(?:name)?|docker|podman|sshpass|psql|mongo\w*|redis-cli|sqlcmd|zip|7z)\b|\n|[ \t]-[paP][ \t]?([^\s"'-][^\s"']{2,})/g;

/** Passwords in the options of command lines. */
export function findCommandLines(text: string, spans: Span[]): void {
  for (const { 0: found, 2: password, index } of text.matchAll(CURL))
    spans.push({ start: index + found.length - password!.length, end: index + found.length, shown: HIDDEN });
  let isClient = false;
  for (const { 0: found, 1: client, 2: password, index } of text.matchAll(CLIENTS)) {
    if (password === undefined) isClient = client !== undefined;
    else if (isClient)
      spans.push({ start: index + found.length - password.length, end: index + found.length, shown: HIDDEN });
  }
}
