/** Two days of a shop's failures: some 2,000, always the same ones, told as real ones are. */

import { genericCode, phraseOf } from '../../src/http/status.ts';
import type { StoredOccurrence, StoredRequest } from '../../src/record/stored-occurrence.ts';
import type { RecordedError } from '../../src/record/error.ts';
import type { Store } from '../../src/store/store.ts';
import { FAILURES, type Failure } from './sample-failures.ts';

/** A Saturday afternoon, when the sample ends. */
export const NOW: number = Date.UTC(2026, 10, 21, 16, 29, 41);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SPAN = 48 * HOUR;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Of the newest occurrence of the failure that the pictures show. */
export const SHOWN: { readonly reference: string; readonly fingerprint: string } = {
  reference: referenceOf(4_711),
  fingerprint: FAILURES[0]!.fingerprint,
};

/** Puts the sample into a store, oldest first. */
export function fill(store: Store): readonly StoredOccurrence[] {
  const occurrences = sample();
  for (const occurrence of occurrences) store.put(occurrence);
  return occurrences;
}

export function sample(): readonly StoredOccurrence[] {
  const random = randomFrom(20_261_121);
  const moments = FAILURES.flatMap((failure) => {
    return timesOf(failure, random).map((at) => ({ at, failure }));
  });
  moments.sort((one, other) => one.at - other.at);
  const lastShown = moments.findLastIndex(({ failure }) => failure === FAILURES[0]);
  return moments.map(({ at, failure }, index) =>
    occurrenceOf(failure, at, index === lastShown ? 4_711 : 10_000 + index, random),
  );
}

type Random = () => number;

/** More by day than by night, and all of a burst within minutes. */
function timesOf({ count, burst, since = SPAN }: Failure, random: Random): readonly number[] {
  const times: number[] = [];
  while (times.length < count) {
    const at = NOW - 20_000 - random() * since;
    const hour = new Date(at).getUTCHours();
    const busy = 0.25 + 0.75 * Math.max(0, Math.sin(((hour - 6) / 18) * Math.PI));
    if (random() < busy) times.push(Math.floor(at));
  }
  if (burst !== undefined) {
    for (let index = 0; index < burst.count; index++) {
      const within = (random() + random()) / 2;
      times.push(Math.floor(NOW - burst.ago + within * burst.length));
    }
  }
  return times;
}

function occurrenceOf(failure: Failure, at: number, seed: number, random: Random): StoredOccurrence {
  const {
    status,
    name,
    message,
    stack,
    route,
    method = 'GET',
    api,
    fingerprint,
    family = 'unexpected',
  } = failure;
  const number = Math.floor(random() * 90_000) + 10_000;
  const correlationId = referenceOf(seed);
  const code = failure.code ?? genericCode(status);
  const path = route.replace(/:\w+/g, String(number));
  const error: RecordedError = {
    name,
    message: message.replaceAll('%d', String(number)),
    ...(failure.errorCode !== undefined && { code: failure.errorCode }),
    ...(stack !== undefined && { stack: stack.join('\n') }),
    ...(failure.properties !== undefined && { properties: failure.properties }),
  };
  const request: StoredRequest = {
    method,
    path,
    route,
    ...(failure.query !== undefined && { query: failure.query }),
    remoteAddress: `203.0.113.${Math.floor(random() * 250) + 1}`,
    remotePort: 40_000 + Math.floor(random() * 20_000),
    server: '10.0.4.17:8080',
    headers: { accept: 'application/json', 'user-agent': 'ShopApp/5.2 (iPhone; iOS 19.1)' },
    cookie: 'session=#8c41f0d2; theme=#11aa03bc',
    ...(method === 'POST' && { contentType: 'application/json' }),
    traceparent: `00-${hex(seed, 32)}-${hex(seed + 1, 16)}-01`,
  };
  const fault = status === 499 ? 'abort' : status < 500 ? 'client' : 'server';
  return {
    id: at.toString(32).toUpperCase().padStart(9, '0').slice(-9) + hex(seed, 13).toUpperCase(),
    correlationId,
    at,
    code,
    status,
    fault,
    family,
    fingerprint,
    vetted: failure.vetted === true,
    ...(failure.expected === true && { expected: true as const }),
    error,
    ...(failure.causes !== undefined && { causes: failure.causes }),
    ...(failure.internal !== undefined && { internal: failure.internal }),
    request,
    api: { id: api, name: APIS[api] ?? api },
    trail: failure.trail ?? ['requestId', 'session', 'json', `${api}Router`],
    decision: ['the default: no configuration has anything for it'],
    answer: {
      status,
      contentType: 'application/problem+json; charset=utf-8',
      language: 'en',
      body: JSON.stringify({
        type: 'about:blank',
        title: phraseOf(status),
        status,
        ...(failure.vetted === true && { detail: error.message }),
        ...(status >= 500 && {
          detail: `An unexpected error occurred. If you need help, mention this reference: ${correlationId}.`,
        }),
        code,
        correlationId,
      }),
    },
    host: `web-${(seed % 3) + 1}`,
    pid: 2_300 + (seed % 3),
    release: at > NOW - 5 * HOUR ? '5.2.1' : '5.2.0',
  };
}

const APIS: Readonly<Record<string, string>> = {
  checkout: 'Checkout',
  catalogue: 'Catalogue',
  accounts: 'Accounts',
};

/** A well-formed reference. */
export function referenceOf(seed: number): string {
  const random = randomFrom(seed);
  const symbols = Array.from({ length: 11 }, () => Math.floor(random() * 32));
  let check = 0;
  for (const symbol of symbols) {
    const value = check ^ symbol;
    check = ((value << 1) ^ (value & 16 ? 37 : 0)) & 31;
  }
  const text = [...symbols, check].map((symbol) => ALPHABET[symbol]).join('');
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}

function hex(seed: number, length: number): string {
  const random = randomFrom(seed);
  return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
}

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
