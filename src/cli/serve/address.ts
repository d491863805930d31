/** Where the dashboard listens, and by which names it is asked for. */

import { isIP } from 'node:net';

/** Whether only this machine reaches it. */
export function isLoopback(host: string): boolean {
  return host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Whether a link can lead to it: not where it is empty, or has a zone. */
export function isLinkable(host: string): boolean {
  return URL.canParse(urlOf(host, 0));
}

/** As it stands in a URL. */
export function originOf(host: string, port: number): string {
  return new URL(urlOf(host, port)).origin;
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * Whether a request is meant for this server. A page of another site, whose name was made to lead here, asks for that
 * name.
 */
export function isServed(asked: string | undefined, host: string, port: number): boolean {
  const origins = [originOf(host, port), originOf('localhost', port)];
  return asked !== undefined && origins.includes(`http://${asked.toLowerCase()}`);
}
