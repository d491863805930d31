import type { Recognition } from '../../model.ts';
import { sure, unsure } from '../retryable.ts';

/**
 * What is answered when another server fails this one. The client asked nothing wrong of us, whatever status we
 * were given: an upstream's 404 or 429 is about our request to it, so all of them are 502. `upstream` is for
 * applications that know better.
 */
export const FAILED: Recognition = Object.freeze({ status: 502, code: 'UPSTREAM_FAILED' });

/** The upstream may have done what it was asked to, and not said so in time. */
export const TIMEOUT: Recognition = unsure({ status: 504, code: 'UPSTREAM_TIMEOUT', retryable: true });

/** Not even connected in time. */
export const CONNECT_TIMEOUT: Recognition = sure(TIMEOUT);

/** The connection failed, perhaps after the upstream did what it was asked to. */
export const BROKEN: Recognition = unsure({ status: 502, code: 'UPSTREAM_UNREACHABLE', retryable: true });

/** Nothing was sent. */
export const UNREACHABLE: Recognition = sure(BROKEN);

/**
 * The application stopped it by itself, so nothing failed; but the client is there and has to be told something.
 * Nobody knows how far it came.
 */
export const ABORTED: Recognition = unsure({
  status: 503,
  code: 'OPERATION_ABORTED',
  retryable: true,
  expected: true,
});

/** The row of a table, if it has one by that name. */
export function rowOf<Row>(table: Readonly<Record<string, Row>>, key: unknown): Row | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}
