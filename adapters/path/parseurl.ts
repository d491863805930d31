/** The path that Express and Koa route by: what their parser, parseurl, makes of a target. */

/**
 * The path of such a target stands before its `?`. What has white space or a fragment, or starts with no slash, goes
 * to Node's legacy `url.parse`, which takes `\` for `/`, and `//user@host` in front for an authority.
 */
const PLAIN = /^\/[^#\s]*$/;

export function isPlain(target: string): boolean {
  return PLAIN.test(target);
}

/** What the getter `path` of a framework's request gives for a receiver that holds the target. Never throws. */
export function askForPath(request: object, receiver: object): string | undefined {
  try {
    const path: unknown = Reflect.get(request, 'path', receiver);
    return typeof path === 'string' ? path : undefined;
  } catch {
    // `url.parse` refuses some authorities; then no route is found either.
    return undefined;
  }
}

/**
 * Whether a route was declared with a slash at the end. Routers run it without one too, for which patterns with a
 * slash do not hold; patterns hold for a slash too many.
 */
export function hasSlash(route: unknown): boolean {
  return Array.isArray(route) ? route.some(hasSlash) : typeof route === 'string' && route.endsWith('/');
}

export function withSlash(path: string | undefined): string | undefined {
  return path === undefined || path.endsWith('/') ? path : `${path}/`;
}
