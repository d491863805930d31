/** Occurrences to store: one by one as a test wants them, and arbitrary ones whose every text is hostile. */

import * as fc from 'fast-check';
import { newCorrelationId } from '../../src/http/correlation.ts';
import type { Fault, JsonValue } from '../../src/model.ts';
import type { RecordedError } from '../../src/record/error.ts';
import type { StoredOccurrence, StoredRequest } from '../../src/record/stored-occurrence.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A Sunday, 12:00:00.000 UTC, that all tests count from. */
export const NOON: number = Date.UTC(2026, 10, 1, 12);

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Different in every process, so that those of several may share a store. */
const PROCESS = Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => ALPHABET[byte & 31]).join('');

let count = 0;

/** A new one: unique, and later ones of the same time are later in the order of text. */
export function idAt(at: number): string {
  count += 1;
  return digits(Math.max(0, at), 9) + digits(count, 4) + PROCESS;
}

function digits(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32))
    text = ALPHABET[rest % 32]! + text;
  return text;
}

/** What a test says of an occurrence; `error` and `request` are filled up, all else replaces what stands there. */
export type Overrides = Omit<Partial<StoredOccurrence>, 'error' | 'request'> & {
  readonly error?: Partial<RecordedError>;
  /** `null`: without one. */
  readonly request?: Partial<StoredRequest> | null;
};

/** One of about 1.1 kB as JSON: a server error of the api `shop`, at `NOON` unless said otherwise. */
export function anOccurrence(overrides: Overrides = {}): StoredOccurrence {
  const { error, request, at = NOON, correlationId = newCorrelationId(), ...rest } = overrides;
  return {
    id: idAt(at),
    correlationId,
    at,
    code: 'INTERNAL_ERROR',
    status: 500,
    fault: 'server',
    family: 'unexpected',
    fingerprint: 'c0ffee00c0ffee00',
    vetted: false,
    error: { name: 'TypeError', message: 'Cannot read properties of undefined', stack: STACK, ...error },
    ...(request !== null && {
      request: { method: 'GET', path: '/shop/items/7', route: '/shop/items/:id', ...REQUEST, ...request },
    }),
    api: { id: 'shop', name: 'The shop' },
    trail: ['cors', 'session', 'items'],
    answer: {
      status: 500,
      contentType: 'application/problem+json; charset=utf-8',
      body: `{"type":"about:blank","title":"Internal Server Error","status":500,"correlationId":"${correlationId}"}`,
    },
    host: 'web-1',
    pid: 4711,
    ...rest,
  };
}

const REQUEST = {
  remoteAddress: '192.0.2.7',
  remotePort: 50_112,
  server: '198.51.100.1:8080',
  query: 'page=2&token=[redacted]',
  headers: { accept: 'application/json', 'user-agent': 'check/1.0' },
  cookie: 'JSESSIONID=#5f2a9c01',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

const STACK = [
  'at priceOf (file:///srv/shop/src/items/price.js:41:19)',
  'at itemOf (file:///srv/shop/src/items/item.js:12:7)',
  'at async listed (file:///srv/shop/src/items/list.js:88:22)',
  'at async file:///srv/shop/src/routes.js:19:3',
].join('\n');

/** Texts that break what is made of them: markup, control characters, wildcards, halves of characters, names of `Object`. */
export const HOSTILE: readonly string[] = [
  '',
  'plain',
  '<script>alert(1)</script>',
  '"\'`&;--',
  '\u0000nul\u0000',
  '\u001b[31mred\u0007\r\n\t',
  '100%_\\',
  '\ud800lone\udfff',
  '\u202ereversed\u2066',
  '__proto__',
  'constructor',
  "'; DROP TABLE occurrences; --",
  'Éclair ЖУК 日本語 🧯',
  '{"at":1}',
  '\\u0000',
  '$1 ${x} %s {0}',
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
);

/** Few, so that arbitrary occurrences and queries meet. */
export const FINGERPRINTS = ['a1', 'b2', '__proto__', 'constructor', 'c:3.x-_'] as const;
export const CODES = ['INTERNAL_ERROR', 'STOCK_TOO_LOW', 'toString', '100%_\\', '<b>'] as const;
export const STATUSES = [400, 404, 409, 499, 500, 503] as const;
export const APIS = ['shop', 'atm', '__proto__', 'é"\u0000'] as const;
export const ROUTES = ['/items/:id', '/*all', 'constructor', '/\u0000'] as const;
export const FAULTS: readonly Fault[] = ['server', 'client', 'abort'];
export const RELEASES = ['1.0.0', '1.1.0', '__proto__'] as const;

/** Within three hours of `NOON`, often at the bound of a minute, often the same as another. */
export const time: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 0, max: 180 }).map((minutes) => NOON + minutes * MINUTE),
  fc.integer({ min: -1, max: 3 }).map((offset) => NOON + HOUR + offset),
  fc.integer({ min: 0, max: 3 * HOUR }).map((offset) => NOON + offset),
);

/** Every text of it is hostile; each is of its own id and reference. */
export const occurrence: fc.Arbitrary<StoredOccurrence> = fc
  .record({
    at: time,
    code: fc.constantFrom(...CODES),
    status: fc.constantFrom(...STATUSES),
    fault: fc.constantFrom(...FAULTS),
    family: fc.constantFrom('unexpected', 'business'),
    fingerprint: fc.constantFrom(...FINGERPRINTS),
    vetted: fc.boolean(),
    error: fc.record(
      { name: hostileText, type: hostileText, message: hostileText, stack: hostileText, code: hostileText },
      { requiredKeys: ['name', 'message'] },
    ),
    request: fc.option(
      fc.record(
        {
          method: fc.constantFrom('GET', 'POST'),
          path: hostileText,
          route: fc.constantFrom(...ROUTES),
          query: hostileText,
          headers: fc.dictionary(fc.constantFrom('accept', '__proto__', 'x'), hostileText),
          cookie: hostileText,
        },
        { requiredKeys: ['method', 'path'] },
      ),
    ),
    api: fc.option(fc.record({ id: fc.constantFrom(...APIS), name: hostileText })),
    answer: fc.record({ status: fc.constantFrom(...STATUSES), body: hostileText }),
    host: hostileText,
    release: fc.option(fc.constantFrom(...RELEASES)),
    expected: fc.boolean(),
    unsampled: fc.boolean(),
    unrecorded: fc.boolean(),
    internal: fc.jsonValue() as fc.Arbitrary<JsonValue>,
    notes: fc.array(hostileText, { maxLength: 3 }),
  })
  .map(({ request, api, release, expected, unsampled, unrecorded, ...parts }) =>
    // As a record is: what JSON makes of it.
    plain<StoredOccurrence>({
      id: idAt(parts.at),
      correlationId: newCorrelationId(),
      ...parts,
      ...(request !== null && { request }),
      ...(api !== null && { api }),
      ...(release !== null && { release }),
      ...(expected && { expected: true as const }),
      ...(unsampled && { unsampled: true as const }),
      ...(unrecorded && { unrecorded: true as const }),
      pid: 4711,
    }),
  );

/** What is left of a value after JSON. */
export function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

/**
 * What can be compared whatever its keys are: `toEqual` is blind to a member `__proto__`, and `toStrictEqual` takes one
 * called `constructor` for the class. Members come in the order of their names.
 */
export function exact(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(exact);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { members: members.map(([key, member]) => [key, exact(member)]) };
}
