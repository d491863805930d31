/** The path that Koa 2 and 3 route by. */

import { askForPath, hasSlash, isPlain, withSlash } from './parseurl.ts';

interface Context {
  readonly originalUrl: string;
  readonly request?: object;
  readonly _matchedRoute?: unknown;
}

/** `undefined` where that is how the path stands in the target. Never throws. */
export function pathOf({
  originalUrl: url,
  request = {},
  _matchedRoute: route,
}: Context): string | undefined {
  const slashed = hasSlash(route);
  if (isPlain(url) && !slashed) return undefined;
  const path = askForPath(request, { req: { url } });
  return slashed ? withSlash(path) : path;
}
