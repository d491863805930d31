/** Which headers an error may set, and which headers of the failed answer stay. */

/**
 * What an exception, or an error that http-errors constructed, may send. Nothing about the body, the
 * connection or cookies: those would be the failed answer's, or an upstream's.
 */
const FORWARDABLE: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-patch',
  'accept-post',
  'allow',
  'content-language',
  'content-range',
  'deprecation',
  'link',
  'proxy-authenticate',
  'ratelimit',
  'ratelimit-limit',
  'ratelimit-policy',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'sunset',
  'upgrade',
  'warning',
  'www-authenticate',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
]);

export function isForwardable(name: string): boolean {
  return FORWARDABLE.has(name.toLowerCase());
}

/** Headers that describe the answer that failed, or the product that made it. */
const DROPPED: ReadonlySet<string> = new Set([
  'accept-ranges',
  'age',
  'cache-control',
  'digest',
  'etag',
  'expires',
  'last-modified',
  'location',
  'pragma',
  'preference-applied',
  'refresh',
  'repr-digest',
  'server-timing',
  'set-cookie',
  'trailer',
  'transfer-encoding',
  'x-powered-by',
]);

/** What tells a proxy to send a file in place of the answer, or to cache it. */
const FILE_OR_CACHE =
  /^(?:x-accel-.*|x-sendfile|x-lighttpd-send-.*|.*-cache-control|surrogate-.*|cache-tags?)$/;

/**
 * Whether a header that the application had set before it failed stays on the error answer: CORS, HSTS,
 * challenges, `Vary`, `Connection: close` and whatever else is about the exchange do; what is about the failed
 * representation (RFC 9110, section 8) does not.
 */
export function isKept(header: string): boolean {
  const name = header.toLowerCase();
  if (DROPPED.has(name) || FILE_OR_CACHE.test(name)) return false;
  return !name.startsWith('content-') || name.startsWith('content-security-policy');
}

/** `Vary` with one more field; `*` stays `*`. */
export function vary(existing: unknown, field: string): string {
  const present = Array.isArray(existing)
    ? existing.join(', ')
    : typeof existing === 'string'
      ? existing
      : '';
  if (present === '') return field;
  const fields = new Set(
    present
      .toLowerCase()
      .split(',')
      .map((part) => part.trim()),
  );
  return fields.has('*') || fields.has(field.toLowerCase()) ? present : `${present}, ${field}`;
}

/** Headers that a status requires, in their least form (RFC 9110, sections 11.6.1 and 10.2.1). */
const REQUIRED: ReadonlyMap<number, Readonly<Record<string, string>>> = new Map([
  [401, { 'www-authenticate': 'Bearer' }],
  [405, { allow: '' }],
]);

export function requiredHeaders(status: number): Readonly<Record<string, string>> | undefined {
  return REQUIRED.get(status);
}

/** Of pages that others than the library wrote: styles may stand in them, nothing runs and nothing is loaded. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

const OF_STATUS: ReadonlySet<string> = new Set([
  'allow',
  'content-range',
  'proxy-authenticate',
  'upgrade',
  'www-authenticate',
]);

/** Whether a header is defined for one status, so that it tells of it. */
export function isOfStatus(name: string): boolean {
  return OF_STATUS.has(name.toLowerCase());
}

/** Values that an answer has for want of a better one: what the application had set goes before them. */
const DEFAULTS: Readonly<Record<string, string>> = Object.assign({}, ...REQUIRED.values());

/** The headers of an error answer: those of the reply, and those that the application had set and that still hold. */
export function mergeHeaders(
  existing: Readonly<Record<string, string | string[]>>,
  reply: Readonly<Record<string, string>>,
): Record<string, string | string[]> {
  const merged: Record<string, string | string[]> = { ...reply };
  for (const [header, value] of Object.entries(existing)) {
    if (!isKept(header)) continue;
    const name = header.toLowerCase();
    // What an object inherits is no header.
    const own = Object.hasOwn(reply, name) ? reply[name] : undefined;
    if (name === 'vary') merged[name] = own === undefined ? value : vary(value, own);
    else if (own === undefined || own === DEFAULTS[name]) merged[name] = value;
  }
  return merged;
}
