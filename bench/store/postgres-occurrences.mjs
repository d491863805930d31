/** Occurrences of about 1.1 kB: few groups that are busy, many that are rare, as applications have them. */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const STATUSES = [500, 500, 500, 503, 404, 403, 504, 409];
const GROUPS = 500;

/** In the order of time, all different; `seed` tells processes apart. */
export function* occurrencesOf({ count, seed, from, to }) {
  for (let index = 0; index < count; index++) {
    const at = Math.floor(from + ((to - from) * index) / count);
    // The square makes the first of them the most frequent.
    const group = Math.floor(Math.random() ** 3 * GROUPS);
    yield occurrence(at, index, seed, group);
  }
}

function occurrence(at, index, seed, group) {
  const status = STATUSES[group % STATUSES.length];
  const correlationId = reference();
  return {
    id: `${digits(at, 9)}${digits(index, 8)}${digits(seed, 5)}`,
    correlationId,
    at,
    code: `CODE_${group % 40}`,
    status,
    fault: status >= 500 ? 'server' : 'client',
    family: 'unexpected',
    fingerprint: `group-${group}`,
    vetted: false,
    error: {
      name: 'TypeError',
      message: `Cannot reserve ${index % 997} pieces in warehouse ${index % 5000} of group ${group}`,
      stack: STACK,
    },
    request: {
      method: 'GET',
      path: `/shop/items/${index % 10_007}`,
      route: `/shop/items/${group % 100}/:id`,
      remoteAddress: '192.0.2.7',
      remotePort: 50_112,
      server: '198.51.100.1:8080',
      headers: { accept: 'application/json', 'user-agent': 'check/1.0' },
      cookie: 'JSESSIONID=#5f2a9c01',
    },
    api: { id: `api-${group % 7}`, name: 'One of the apis' },
    trail: ['cors', 'session', 'items'],
    answer: {
      status,
      contentType: 'application/problem+json; charset=utf-8',
      body: `{"type":"about:blank","title":"Internal Server Error","status":500,"correlationId":"${correlationId}"}`,
    },
    host: `web-${seed}`,
    pid: 4711,
  };
}

const STACK = [
  'at priceOf (file:///srv/shop/src/items/price.js:41:19)',
  'at itemOf (file:///srv/shop/src/items/item.js:12:7)',
  'at async listed (file:///srv/shop/src/items/list.js:88:22)',
].join('\n');

function digits(value, length) {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32))
    text = ALPHABET[rest % 32] + text;
  return text;
}

function reference() {
  const part = () => digits(Math.floor(Math.random() * 2 ** 20), 4);
  return `${part()}-${part()}-${part()}`;
}
