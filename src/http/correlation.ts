/**
 * The correlation ID: twelve symbols of Crockford's base 32 in groups of four, `K7QF-2MXD-9TRP`. Eleven are
 * random (55 bits: a reference to read aloud, never a credential), the last is a check symbol.
 */

import { pattern } from '../once.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_SYMBOLS = 11;
const POOL_IDS = 256;

/** Multiplication by the generator of GF(32), x^5 + x^2 + 1. */
const DOUBLE = Uint8Array.from({ length: 32 }, (_, value) => ((value << 1) ^ (value & 16 ? 37 : 0)) & 31);

const UNITS = Uint8Array.from(ALPHABET, (symbol) => symbol.charCodeAt(0));

const pool = new Uint8Array(RANDOM_SYMBOLS * POOL_IDS);
let used = pool.length;
let check = 0;

const HYPHEN = 0x2d;

/** A fresh ID. */
export function newCorrelationId(): string {
  if (used >= pool.length) refill();
  // Written out: one call makes one flat string, where a loop would leave a chain of fourteen.
  const start = used;
  used += RANDOM_SYMBOLS;
  check = 0;
  return String.fromCharCode(
    next(start),
    next(start + 1),
    next(start + 2),
    next(start + 3),
    HYPHEN,
    next(start + 4),
    next(start + 5),
    next(start + 6),
    next(start + 7),
    HYPHEN,
    next(start + 8),
    next(start + 9),
    next(start + 10),
    UNITS[check]!,
  );
}

/** The code unit of a random symbol, taken into the check. */
function next(at: number): number {
  // 256 is a multiple of 32, so the five low bits of a random byte are uniform.
  const symbol = pool[at]! & 31;
  check = DOUBLE[check ^ symbol]!;
  return UNITS[symbol]!;
}

/**
 * Whether a reference is well formed, its check symbol included: tells a mistyped reference from an unknown
 * one. Every single wrong symbol and every swap of two symbols is noticed.
 */
export function isCorrelationId(reference: string): boolean {
  return parseCorrelationId(reference) !== undefined;
}

const SEPARATORS = pattern(String.raw`[\s\p{P}\p{Cf}]`, 'gu');

/**
 * The canonical form of a reference as people write it: any case, O as 0, I and L as 1, any separators.
 * `undefined` when it is no reference or was mistyped.
 */
export function parseCorrelationId(reference: string): string | undefined {
  if (typeof reference !== 'string' || reference.length > 64) return undefined;
  const symbols = reference.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1').replace(SEPARATORS(), '');
  if (symbols.length !== RANDOM_SYMBOLS + 1) return undefined;
  let sum = 0;
  for (const symbol of symbols.slice(0, -1)) {
    const value = ALPHABET.indexOf(symbol);
    if (value < 0) return undefined;
    sum = DOUBLE[sum ^ value]!;
  }
  if (ALPHABET[sum] !== symbols.at(-1)) return undefined;
  return `${symbols.slice(0, 4)}-${symbols.slice(4, 8)}-${symbols.slice(8)}`;
}

/** An inbound ID as a trusted caller may send it: 1-128 of letters, digits, dot, underscore, hyphen. */
export function isInboundId(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(value);
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/** A valid `traceparent` (W3C Trace Context), as received; anything else is ignored whole. */
export function parseTraceparent(value: string | undefined): string | undefined {
  if (value === undefined || value.length > 512) return undefined;
  const parts = TRACEPARENT.exec(value);
  if (parts === null) return undefined;
  const [, version, trace, parent] = parts;
  if (version === 'ff' || /^0+$/.test(trace!) || /^0+$/.test(parent!)) return undefined;
  if (version === '00' && value.length !== 55) return undefined;
  return value.slice(0, 55);
}

/** Random bytes are dear one by one. The first refill also loads the runtime's generator, which takes longer. */
function refill(): void {
  globalThis.crypto.getRandomValues(pool);
  used = 0;
}
