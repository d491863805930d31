/** Where a dashboard is mounted, and which of its addresses a request is for. */

import { pathIn, queryIn } from '../http/url.ts';
import { isMountPath } from './options.ts';

export interface Place {
  readonly base: string;
  readonly path: string;
  readonly query: string;
}

/**
 * @param original target as it was received
 * @param url what the framework has left of it: without the path that it is mounted at, where the framework knows one
 * @param path option `path`
 * @returns `undefined`: the request is for something else of the application
 */
export function placeOf(original: string, url: string, path: string | undefined): Place | undefined {
  const rest = rooted(pathIn(url));
  const whole = pathIn(original);
  const mounted = headOf(whole, rest);
  const query = queryIn(url);
  if (path === undefined) return safe({ base: mounted, path: rest, query });
  // Where `path` lies below it, an application around the dashboard is mounted there, and has other paths too.
  const isItself = mounted !== '' && !path.startsWith(`${mounted}/`);
  if (isItself) return { base: path, path: rest, query };
  const asked = mounted === '' ? rest : whole;
  if (asked === path) return { base: path, path: '/', query };
  return asked.startsWith(`${path}/`) ? { base: path, path: asked.slice(path.length), query } : undefined;
}

/**
 * @param prefix a pattern, whose segments are as many as those of the path
 * @returns as `placeOf`
 */
export function placeBelow(prefix: string, url: string, path: string | undefined): Place | undefined {
  const length = prefix.replace(/\/$/, '').split('/').length - 1;
  const segments = pathIn(url).split('/');
  const rest = `/${segments.slice(length + 1).join('/')}`;
  if (length === 0) return placeOf(url, url, path);
  return safe({ base: path ?? segments.slice(0, length + 1).join('/'), path: rest, query: queryIn(url) });
}

/** Where something is mounted at a path with a slash at its end, frameworks leave none to what is below. */
function rooted(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

/** What `rest` is the end of; empty where it is not, or is all. */
function headOf(whole: string, rest: string): string {
  if (whole === rest) return '';
  if (rest === '/') return whole.replace(/\/$/, '');
  return whole.endsWith(rest) ? whole.slice(0, -rest.length) : '';
}

/** An address from which no safe links can be made has no page. */
function safe(place: Place): Place {
  return isMountPath(place.base) ? place : { ...place, base: '', path: '//' };
}
