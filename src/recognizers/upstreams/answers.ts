import type { Recognition } from '../../model.ts';

/**
 * What is answered when another server fails this one. The client asked nothing wrong of us, whatever status we
 * were given: an upstream's 404 or 429 is about our request to it, so all of them are 502. `upstream` is for
 * applications that know better.
 */
export const FAILED: Recognition = Object.freeze({ status: 502, code: 'UPSTREAM_FAILED' });

export const TIMEOUT: Recognition = Object.freeze({ status: 504, code: 'UPSTREAM_TIMEOUT', retryable: true });

export const UNREACHABLE: Recognition = Object.freeze({
  status: 502,
  code: 'UPSTREAM_UNREACHABLE',
  retryable: true,
});

/** The application stopped it by itself, so nothing failed; but the client is there and has to be told something. */
export const ABORTED: Recognition = Object.freeze({
  status: 503,
  code: 'OPERATION_ABORTED',
  retryable: true,
  expected: true,
});

/** The row of a table, if it has one by that name. */
export function rowOf<Row>(table: Readonly<Record<string, Row>>, key: unknown): Row | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}
