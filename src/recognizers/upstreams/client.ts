import { viewOf } from '../../error-view.ts';
import type { ErrorView, Mark } from '../../model.ts';
import type { Family } from '../family.ts';

/** What the upstream answered, as the library keeps it. */
export interface UpstreamResponse {
  readonly status: number;
  /** A `Headers`, a plain object, or whatever else. */
  readonly headers: unknown;
}

/** A family of errors of one client library, which also knows where the library keeps the upstream's answer. */
export interface UpstreamClient extends Family {
  readonly marks: Readonly<Record<string, readonly Mark[]>>;
  /** Asked about errors that `recognize` knows. Absent where errors carry no answer. */
  readonly responseOf?: (view: ErrorView) => UpstreamResponse | undefined;
}

/** Every status there is, for libraries whose errors have no other mark to look them up by. */
export const STATUSES: readonly number[] = Array.from({ length: 500 }, (_, index) => 100 + index);

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether an error has all these as its own properties, whatever their values. */
export function hasOwn(view: ErrorView, ...keys: readonly string[]): boolean {
  try {
    return keys.every((key) => Object.hasOwn(view.value as object, key));
  } catch {
    return false;
  }
}

/** Whether a value is a `Request` or `Response` of fetch, whoever implemented it. */
export function isFetchObject(value: unknown, kind: 'Request' | 'Response'): boolean {
  try {
    return isObject(value) && Object.prototype.toString.call(value) === `[object ${kind}]`;
  } catch {
    return false;
  }
}

/** The answer whose parts are known. */
export function toResponse(status: unknown, headers: unknown): UpstreamResponse | undefined {
  return isStatus(status) ? { status, headers } : undefined;
}

/** The answer behind `error.response`, where most libraries keep it. */
export function responseBehind(view: ErrorView): UpstreamResponse | undefined {
  const response = viewOf(view.read('response'));
  return toResponse(response.read('status') ?? response.read('statusCode'), response.read('headers'));
}

function isStatus(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 100 && (value as number) <= 599;
}
