/**
 * The path that Express 4 and 5 route by. A router that is mounted reads what its mount left of the target anew:
 * `/api//user@host/orders#` is `/api/orders` to one at `/api`, and to Express 4 `/api//orders` is. So the path is
 * noted when a route is chosen; without that, it is told from the route's own pattern unless that has a wildcard.
 */

import type { IncomingMessage } from 'node:http';
import { askForPath, hasSlash, isPlain, withSlash } from './parseurl.ts';

interface ExpressRequest extends IncomingMessage {
  originalUrl?: string;
  baseUrl?: string;
  route?: { path?: unknown };
}

const noted = new WeakMap<object, string>();

/** `undefined` where that is how the path stands in the target. Never throws. */
export function pathOf(req: ExpressRequest): string | undefined {
  const target = targetOf(req);
  const route = req.route?.path;
  const slashed = hasSlash(route);
  if (isUsual(target) && !slashed) return undefined;
  const path = noted.get(req) ?? unmounted(ask(req, target), route);
  return slashed ? withSlash(path) : path;
}

/** A route without wildcard, group and expression takes no empty segment: mounts have taken those that there are. */
function unmounted(path: string | undefined, route: unknown): string | undefined {
  if (typeof route !== 'string' || /[*+(]/.test(route)) return path;
  const bare = path?.includes('@') ? path.replace(/\/\/[^/@]+@[^/]+(?=\/)/g, '') : path;
  return bare?.replace(/\/{2,}/g, '/');
}

/** Notes the path of each route that Express chooses for the request, which it tells by setting `route`. */
export function notePath(req: ExpressRequest): void {
  if (isUsual(targetOf(req))) return;
  let { route } = req;
  Object.defineProperty(req, 'route', {
    configurable: true,
    enumerable: true,
    get: () => route,
    set(value: ExpressRequest['route']) {
      route = value;
      note(req);
    },
  });
}

function note(req: ExpressRequest): void {
  const { url = '', baseUrl = '' } = req;
  const path = isLeftBy(baseUrl, url, targetOf(req)) ? ask(req, url) : undefined;
  if (path === undefined) noted.delete(req);
  else noted.set(req, baseUrl + path);
}

/**
 * Whether mounts alone made `url` of the target: they take their path away behind the origin, with a slash at most
 * each, and leave a slash. What else an application rewrites says nothing of the path that was sent.
 */
function isLeftBy(baseUrl: string, url: string, target: string): boolean {
  const [origin] = ORIGIN.exec(target)!;
  const slashes = target.length - url.length - baseUrl.length;
  return (
    baseUrl !== '' &&
    slashes >= -1 &&
    slashes < baseUrl.split('/').length &&
    url.startsWith(`${origin}/`) &&
    target.endsWith(url.slice(origin.length + 1))
  );
}

/** As Express's router finds it; empty in most targets. */
const ORIGIN = /^(?:[^/?][^?]*?:\/\/[^/]*)?/;

function ask(req: ExpressRequest, url: string): string | undefined {
  return askForPath(Object.getPrototypeOf(req) as object, { url });
}

function isUsual(target: string): boolean {
  return isPlain(target) && !target.includes('//');
}

function targetOf({ originalUrl, url }: ExpressRequest): string {
  return originalUrl ?? url ?? '/';
}
