/** Occurrences for measurements: the same for the same index, of about 1.1 kB, spread over 30 days. */

const DAY = 86_400_000;
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const STATUSES = [500, 500, 500, 500, 404, 404, 403, 502, 504];
const STACK = Array.from(
  { length: 8 },
  (_, line) => `at step${line} (file:///srv/shop/src/items/price.js:${line}1:19)`,
).join('\n');

/**
 * @param now the last of `count` is of this time, the others of the 30 days before; `undefined`: it is of the clock's
 * @param distinct each is the only one of its group
 */
export function occurrenceAt(index, count, now, distinct = false) {
  const random = mixed(index);
  const group = distinct ? index : Math.floor(((random % 1000) / 1000) ** 2 * 300);
  // One of 5,000 is rare.
  const status = index % 5000 === 17 ? 503 : STATUSES[group % STATUSES.length];
  const route = `/api-${group % 8}/items/:id`;
  const at = now === undefined ? Date.now() : Math.floor(now - 30 * DAY + (index / count) * 30 * DAY);
  const correlationId = referenceOf(random, index);
  return {
    id: index.toString(32).toUpperCase().padStart(22, '0'),
    correlationId,
    at,
    code: `CODE_${group % 40}`,
    status,
    fault: status < 500 ? 'client' : 'server',
    family: 'unexpected',
    fingerprint: `group-${group}`,
    vetted: false,
    error: { name: 'TypeError', message: `boom ${group}: item ${index % 5000} has no price`, stack: STACK },
    request: {
      method: 'GET',
      path: `/api-${group % 8}/items/${index}`,
      route,
      remoteAddress: '192.0.2.7',
      remotePort: 50_112,
      server: '198.51.100.1:8080',
    },
    api: { id: `api-${group % 8}`, name: 'An api' },
    trail: ['cors', 'session', 'items'],
    answer: {
      status,
      contentType: 'application/problem+json; charset=utf-8',
      body: `{"type":"about:blank","title":"Internal Server Error","status":${status},"correlationId":"${correlationId}"}`,
    },
    host: 'web-1',
    pid: 4711,
    release: '1.4.2',
  };
}

/** Spread over 32 bits, another one for each index. */
function mixed(index) {
  let value = Math.imul(index ^ (index >>> 16), 0x45_d9_f3_b);
  value = Math.imul(value ^ (value >>> 16), 0x45_d9_f3_b);
  return (value ^ (value >>> 16)) >>> 0;
}

function referenceOf(random, index) {
  let text = '';
  for (let rest = random * 2 ** 20 + index; text.length < 12; rest = Math.floor(rest / 32))
    text += SYMBOLS[rest % 32];
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}
