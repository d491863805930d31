/** The store's name: where it is, and never who may go there. */

import type { Settings } from './options.ts';

interface Place {
  readonly host?: unknown;
  readonly port?: unknown;
  readonly database?: unknown;
}

/** `postgres://host/database`, the port only where it is not 5432. */
export function nameOf(
  { connectionString, pool }: Pick<Settings, 'connectionString' | 'pool'>,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const { PGHOST, PGPORT, PGDATABASE } = environment;
  const given = connectionString ?? (pool?.options as { connectionString?: unknown })?.connectionString;
  const place: Place = typeof given === 'string' ? placeOf(given) : (pool?.options ?? {});
  const host = textOf(place.host) ?? PGHOST ?? 'localhost';
  const port = textOf(place.port) ?? PGPORT ?? '5432';
  const database = textOf(place.database) ?? PGDATABASE ?? '';
  return `postgres://${host}${port === '5432' ? '' : `:${port}`}/${database}`;
}

function placeOf(connectionString: string): Place {
  if (!URL.canParse(connectionString)) return {};
  // A password that is not escaped, and is taken for a host and a database.
  if (/^[a-z]+:\/\/[^/?#]*[/?#].*@/s.test(connectionString)) return { host: 'unreadable' };
  const { hostname, port, pathname, searchParams } = new URL(connectionString);
  return { host: searchParams.get('host') ?? hostname, port, database: pathname.slice(1) };
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  // Control characters have no place in a log line.
  return typeof text === 'string' && text !== '' ? text.replace(/[^\x20-\x7e]/g, '?') : undefined;
}
