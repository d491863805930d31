/** The path that Fastify 4 and 5 route by: what find-my-way makes of the target, with the options of the server. */

import type { FastifyRequest } from 'fastify';
import { fitRoute, takenBy } from './fastify-route.ts';

interface RouterOptions {
  readonly ignoreDuplicateSlashes?: boolean;
  readonly ignoreTrailingSlash?: boolean;
  readonly useSemicolonDelimiter?: boolean;
}

/** Segments that are not empty, of characters that stand for themselves. */
const PLAIN = /^(?:\/[\w.~!$&'()*+,:=@-]+)+(?:\?|$)/;

/** A parameter beside a text, or more than one, in a segment. */
const COMPOSITE = /[^/][:*]|:[^/]*[-.(:]/;

/** `undefined` where that is how the path stands in the target. Throws where Fastify refuses it. */
export function pathOf(request: FastifyRequest): string | undefined {
  const { originalUrl } = request;
  // The route of a target that was rewritten says nothing of the one that was sent.
  const route = request.raw.url === originalUrl ? request.routeOptions?.url : undefined;
  const options: RouterOptions & { routerOptions?: RouterOptions } = request.server.initialConfig;
  const { routerOptions = {} } = options;
  const isTrimmed = options.ignoreTrailingSlash === true || routerOptions.ignoreTrailingSlash === true;
  if (!isTrimmed && PLAIN.test(originalUrl) && (route === undefined || !COMPOSITE.test(route))) {
    return undefined;
  }
  // Versions without the option always end the path at `;`.
  const { useSemicolonDelimiter = true } = options;
  const hasSemicolons = useSemicolonDelimiter || routerOptions.useSemicolonDelimiter === true;
  const readings = withoutOrigin(originalUrl, route, request.server.version).map((reading) => {
    return decode(beforeQuery(reading, hasSemicolons));
  });
  let path = readings.length === 1 || route === undefined ? readings[0]! : takenBy(route, readings);
  if (options.ignoreDuplicateSlashes === true || routerOptions.ignoreDuplicateSlashes === true) {
    path = path.replace(/\/{2,}/g, '/');
  }
  if (isTrimmed && path.length > 1 && path.endsWith('/')) path = path.slice(0, -1);
  if (route !== undefined) path = fitRoute(path, route);
  // A pattern with a slash at the end takes only paths that have one, a pattern without takes both.
  return isTrimmed && !path.endsWith('/') ? `${path}/` : path;
}

/**
 * Versions differ in what they take for an authority: from Fastify 5 on it may end with a query, and its scheme may
 * be in any case of letters. What has none is matched from the second character on, whatever the first is, but for
 * the route `*`.
 */
function withoutOrigin(target: string, route: string | undefined, version: string): readonly string[] {
  if (target.startsWith('/')) return [target];
  if (!ABSOLUTE.test(target)) return [`/${route === '*' ? target : target.slice(1)}`];
  const old = `/${target.replace(/^https?:\/\/.*?\//, '/').slice(1)}`;
  const now = target.replace(/^[^:]*:\/\/[^/?]*\/?/, '/');
  return version.startsWith('4.') ? [old, now] : [now, old];
}

const ABSOLUTE = /^https?:\/\//i;

function beforeQuery(target: string, hasSemicolons: boolean): string {
  const end = target.search(hasSemicolons ? /[?#;]/ : /[?#]/);
  return end < 0 ? target : target.slice(0, end);
}

/** Escapes of reserved characters and of `%` stay. */
function decode(path: string): string {
  return path.includes('%') ? decodeURI(path.replaceAll('%25', '%2525')) : path;
}
