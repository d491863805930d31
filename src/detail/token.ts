/**
 * Detail tokens: `fl1.<seconds since 1970>.<path>.<signature>`. Whoever holds one sees detail in the answers to
 * requests for its path until it expires. Signed by HMAC-SHA-256 over all before the signature.
 */

import type * as NodeCrypto from 'node:crypto';
import { FaultlineError, show } from '../codes.ts';

/** The header that carries a token. Never the URL: URLs are logged. */
export const DETAIL_HEADER = 'x-faultline-detail';

export const MIN_SECRET = 32;

export interface NewDetailToken {
  readonly secret: string;
  /** As requests have it, percent-encoded and without its query: `/orders/7`, or all beneath one: `/orders/*`. */
  readonly path: string;
  /** How long it holds, 1 to 1440. */
  readonly minutes: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface DetailTokenUse {
  readonly secrets: readonly string[];
  /** Of the request, as received, without its query. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const VERSION = 'fl1';
const MAX_MINUTES = 24 * 60;
const MAX_PATH = 1024;
const SIGNATURE_LENGTH = 43; // 32 bytes in base64url
const MAX_TOKEN = MAX_PATH + 64;

/** @throws FaultlineError on a wrong argument, and where the runtime cannot sign */
export function createDetailToken({ secret, path, minutes, now }: NewDetailToken): string {
  if (!isSecret(secret))
    throw invalid('secret', kindOf(secret), `a string of at least ${MIN_SECRET} characters`);
  if (!isScope(path)) {
    const cure = 'a path as requests have it, percent-encoded and without a query; it may end in "/*"';
    throw invalid('path', show(path), cure);
  }
  if (!(minutes >= 1 && minutes <= MAX_MINUTES)) {
    throw invalid('minutes', show(minutes), `a number from 1 to ${MAX_MINUTES}`);
  }
  const signed = `${VERSION}.${Math.floor(now / 1000 + minutes * 60)}.${path}`;
  return `${signed}.${sign(signed, secret)}`;
}

/** Whether a token opens detail for a request. Never throws. */
export function isDetailToken(token: string, { secrets, path, now }: DetailTokenUse): boolean {
  try {
    if (token.length > MAX_TOKEN) return false;
    const parts = FORM.exec(token.slice(0, -SIGNATURE_LENGTH - 1));
    if (parts === null || token.at(-SIGNATURE_LENGTH - 1) !== '.') return false;
    const [signed, expires, scope] = parts;
    const signature = token.slice(-SIGNATURE_LENGTH);
    if (!secrets.some((secret) => isSame(signature, sign(signed, secret)))) return false;
    const left = Number(expires) * 1000 - now;
    return left > 0 && left <= MAX_MINUTES * 60_000 && covers(scope!, path);
  } catch {
    return false;
  }
}

const FORM = /^fl1\.(\d{1,12})\.(\/[!-~]*)$/;

export function isSecret(value: unknown): value is string {
  return typeof value === 'string' && value.length >= MIN_SECRET;
}

/** @throws FaultlineError where the runtime has no `node:crypto` */
export function requireCrypto(): typeof NodeCrypto {
  const crypto = cryptoOf();
  if (crypto !== undefined) return crypto;
  throw new FaultlineError(
    'FLT_OPTION_INVALID',
    'Option "detail.token" of createFaultline is given, but this runtime has no node:crypto; leave it out.',
  );
}

/** Loaded when there is something to sign. */
function cryptoOf(): typeof NodeCrypto | undefined {
  return globalThis.process?.getBuiltinModule?.('node:crypto');
}

function sign(text: string, secret: string): string {
  return requireCrypto().createHmac('sha256', secret).update(text).digest('base64url');
}

/** In constant time; a signature that is no ASCII has more bytes than the other. */
function isSame(given: string, expected: string): boolean {
  const encoder = new TextEncoder();
  const [a, b] = [encoder.encode(given), encoder.encode(expected)];
  return a.length === b.length && requireCrypto().timingSafeEqual(a, b);
}

/** Visible ASCII, as on the wire; a star only as the last segment. */
function isScope(path: unknown): path is string {
  return (
    typeof path === 'string' &&
    path.length <= MAX_PATH &&
    /^\/(?:[!-"$-)+->@-~]*|(?:[!-"$-)+->@-~]*\/)?\*)$/.test(path)
  );
}

/** Dots that climb out of a prefix cover nothing. */
function covers(scope: string, path: string): boolean {
  if (!scope.endsWith('/*')) return path === scope;
  return path.startsWith(scope.slice(0, -1)) && !/\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path);
}

function kindOf(secret: unknown): string {
  return typeof secret === 'string' ? `a string of ${secret.length} characters` : show(secret);
}

function invalid(name: string, received: string, expected: string): FaultlineError {
  return new FaultlineError(
    'FLT_OPTION_INVALID',
    `Option "${name}" of a detail token is ${received}; give ${expected}.`,
  );
}
