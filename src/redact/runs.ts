/** Long runs of letters and digits: tokens of no known provider, and text in base64. */

import { hashOf } from './hash.ts';
import type { Span } from './spans.ts';

const RUN = /[A-Za-z0-9+/_-]{16,}={0,2}/y;

/**
 * @param hits where letters and digits in a row begin, ascending
 * @param hasSecret whether a decoded text has a secret; `undefined` where texts are not to be decoded
 */
export function findRuns(
  text: string,
  hits: readonly number[],
  hasSecret: ((decoded: string) => boolean) | undefined,
  spans: Span[],
): void {
  let done = 0;
  for (const hit of hits) {
    if (hit < done) continue;
    let start = hit;
    while (start > done && isRunCode(text.charCodeAt(start - 1))) start--;
    RUN.lastIndex = start;
    const run = RUN.exec(text)?.[0];
    // Letters with accents are of another alphabet.
    if (run === undefined) continue;
    done = start + run.length;
    const decoded = hasSecret === undefined ? undefined : decode(run);
    if (decoded === undefined) findKeys(run, text, start, spans);
    else if (hasSecret!(decoded)) spans.push({ start, end: done, shown: '[base64 with secrets]' });
  }
}

function isRunCode(code: number): boolean {
  return code < VALUES.length && VALUES[code]! < 64;
}

/** A run with slashes is a path when it has words in it, of which each part may be a key; else it is base64. */
function findKeys(run: string, text: string, start: number, spans: Span[]): void {
  if (!WORD_IN_PATH.test(run)) return findKey(run, text, start, spans);
  let from = start;
  for (const part of run.split('/')) {
    findKey(part, text, from, spans);
    from += part.length + 1;
  }
}

const WORD_IN_PATH = /(?:^|\/)(?:[a-z]{2,}(?:[-_][a-z]+)*|v\d|)(?:\/|$)/;

function findKey(run: string, text: string, start: number, spans: Span[]): void {
  if (isKey(run, text, start)) spans.push({ start, end: start + run.length, shown: `[key ${hashOf(run)}]` });
}

function isKey(run: string, text: string, start: number): boolean {
  if (run.length >= 32 && isOpaque(run) && !isDigest(text, start)) return true;
  // MaxMind, Azure AD, Discord: told by what stands inside or behind.
  return /^[A-Za-z0-9]{6}_[A-Za-z0-9]{20,}_mmk$/.test(run) || (run.length > 20 && isAround(text, start, run));
}

/** Parts around a dot or a tilde, at which a run ends. */
function isAround(text: string, start: number, run: string): boolean {
  const before = text.slice(Math.max(0, start - 3), start);
  return (
    /\dQ~$/.test(before) ||
    (/^[\w-]{24,}$/.test(run) && DISCORD.test(text.slice(Math.max(0, start - 36), start)))
  );
}

const DISCORD = /(?:^|[^\w.-])[MNO][\w-]{23,27}\.[\w-]{6}\.$/;

/** What names a content, not a right: `sha512-...`, `integrity`, an entity tag. */
function isDigest(text: string, start: number): boolean {
  return (
    /^(?:sha(?:1|256|384|512)|md5|blake\w*|h1)[-:_]/i.test(text.slice(start, start + 8)) ||
    /(?:sha(?:1|256|384|512)|md5|etag|integrity|digest|nonce|h1)["']?\s?[-:=]\s?["']?(?:W\/)?["']?$/i.test(
      text.slice(Math.max(0, start - 16), start),
    )
  );
}

const DIGIT = 1;
const UPPER = 2;
const LOWER = 3;

/**
 * Random characters change their kind all the time, names do not: `getUserById2` changes once in a word. Digits and
 * letters of one case are as random, unless they are hexadecimal: hashes and identifiers are wanted.
 */
function isOpaque(run: string): boolean {
  if (/^[\da-f_-]+$/i.test(run)) return false;
  let changes = 0;
  let kind = 0;
  let joints = 0;
  const counts = [0, 0, 0, 0];
  for (let index = 0; index < run.length; index++) {
    const code = run.charCodeAt(index);
    const next =
      code >= 97 ? LOWER : code >= 65 ? (code === 95 ? 0 : UPPER) : code >= 48 && code <= 57 ? DIGIT : 0;
    if (next === 0) joints++;
    else if (next !== kind && kind !== 0) changes++;
    kind = next;
    counts[next]!++;
  }
  const length = run.length - joints;
  const [, digits, upper, lower] = counts as [number, number, number, number];
  if (run.length === AWS_SECRET && digits > 0 && upper > 4 && lower > 4 && !/[_-]/.test(run))
    return changes * 10 >= length * 3;
  if (joints * 8 > run.length || digits < 3) return false;
  if (upper >= 3 && lower >= 3) return changes * 5 >= length * 2;
  return joints === 0 && digits >= 4 && changes * 4 >= length;
}

/** Its characters are those of base64, few of them digits. */
const AWS_SECRET = 40;

/** Values of the characters of base64, in either alphabet; 64 for all others. */
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  const value = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.indexOf(character);
  return value >= 0 ? value : character === '-' ? 62 : character === '_' ? 63 : 64;
});
const HEAD = 12;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Text in base64, in either alphabet; `undefined` for what is no text. */
function decode(run: string): string | undefined {
  // A look at the first bytes spares decoding what is an identifier or a path.
  if (!isText(bytesOf(run, HEAD))) return undefined;
  const bytes = bytesOf(run, run.length);
  if (!isText(bytes)) return undefined;
  if (bytes.length < MAX_SPREAD && bytes.every((byte) => byte < 0x80)) return String.fromCharCode(...bytes);
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** A decoder costs more than it does for a short text in ASCII. */
const MAX_SPREAD = 1024;

/** Of the first characters of a run; `=` ends it. */
function bytesOf(run: string, length: number): Uint8Array {
  const bytes = new Uint8Array((length * 3) >> 2);
  let bits = 0;
  let count = 0;
  let place = 0;
  for (let index = 0; index < length; index++) {
    const value = VALUES[run.charCodeAt(index)]!;
    if (value === 64) break;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[place++] = bits >> count;
  }
  return bytes.subarray(0, place);
}

/** No control characters, and no byte that UTF-8 does not have. */
function isText(bytes: Uint8Array): boolean {
  return bytes.every(
    (byte) =>
      (byte >= 0x20 && byte < 0x7f) || (byte >= 0x80 && byte < 0xf5) || (byte >= 0x09 && byte <= 0x0d),
  );
}
