/** Cookies: their names, and of their values enough to see in two log lines that they are the same. */

import { hashOf } from './hash.ts';
import { HIDDEN } from './spans.ts';

/**
 * What stands for a `Cookie` or `Set-Cookie` value: names, attributes, keyed hashes.
 * @param hasAttributes those of a request have none: `path` is a cookie like any other there
 */
export function reduceCookies(header: string, hasAttributes = true): string {
  if (MARK.test(header)) return header;
  if (!header.includes('=')) return header.length < 4 ? HIDDEN : `[cookie ${hashOf(header)}]`;
  return header
    .split(/;\s*/)
    .map((part) => {
      const equals = part.indexOf('=');
      const name = part.slice(0, equals).trim();
      if (equals < 0 && FLAGS.test(part)) return part;
      if (equals <= 0 || !NAME.test(name)) return HIDDEN;
      if ((hasAttributes && ATTRIBUTES.test(name)) || MARK.test(part.slice(equals + 1))) return part;
      return `${name}=[cookie ${hashOf(part.slice(equals + 1))}]`;
    })
    .join('; ');
}

/** Where several `Set-Cookie` are joined by commas, a name is what stands after the last. */
const NAME = /^[\w!#$%&'*+.^`|~-]{1,64}$/;
const FLAGS = /^(?:secure|httponly|partitioned)$/i;
const ATTRIBUTES = /^(?:path|domain|expires|max-age|samesite|priority)$/i;
/** What has been reduced before. */
const MARK = /^\[(?:cookie [\da-f]{8}|redacted)\]$/;
