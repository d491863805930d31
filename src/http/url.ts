/** The parts of a request's target, as they stand in it. Nothing here throws. */

/** Scheme and authority of a target in absolute form (RFC 9112, section 3.2.2). */
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** Without origin, which may hold a password, and without query and fragment; no path at all is `/`. */
export function pathIn(url: string): string {
  const target = url.startsWith('/') ? url : url.replace(ORIGIN, '');
  const end = target.search(/[?#]/);
  return (end < 0 ? target : target.slice(0, end)) || '/';
}

/** Without `?` and fragment; empty where there is none. */
export function queryIn(url: string): string {
  const hash = url.indexOf('#');
  const target = hash < 0 ? url : url.slice(0, hash);
  const mark = target.indexOf('?');
  return mark < 0 ? '' : target.slice(mark + 1);
}
