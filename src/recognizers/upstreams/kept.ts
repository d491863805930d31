const MAX_LENGTH = 256;
const MAX_SECONDS = 1e9;

const DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;

/** A number, or the items of the IETF's drafts: `"default";q=100;w=60`, and in the first ones `100, 100;w=60`. */
const LIMIT = /^(?:"[\w-]{1,32}"|\d{1,12})(?:;[a-z]{1,4}=\d{1,12}){0,4}$/;
const MAX_LIMITS = 4;

/** A header of an upstream as it may be passed on: what its specification allows, or nothing. */
export function keptHeader(name: string, value: string): string | undefined {
  const text = value.trim();
  if (text.length > MAX_LENGTH) return undefined;
  if (name === 'retry-after') return isDelay(text) ? text : undefined;
  return !/^(?:x-)?ratelimit(?:-|$)/.test(name) || isLimits(text) ? text : undefined;
}

/** Whole seconds, or an HTTP date (RFC 9110, section 10.2.3). */
function isDelay(text: string): boolean {
  if (/^\d+$/.test(text)) return Number(text) <= MAX_SECONDS;
  return DATE.test(text) && !Number.isNaN(Date.parse(text));
}

function isLimits(text: string): boolean {
  const items = text.split(',').map((item) => item.trim());
  return items.length <= MAX_LIMITS && items.every((item) => LIMIT.test(item));
}
