import { FaultlineError, show } from '../../codes.ts';
import { DISCLOSURE } from '../../exceptions/disclosure.ts';
import type { BusinessException } from '../../exceptions/index.ts';
import { isForwardable } from '../../http/headers.ts';
import { isRecord } from '../../is-record.ts';

/** An answer of the upstream that an application may decide by. Its body is not for clients, so it is not here. */
export interface UpstreamFailure {
  /** The upstream's status, 100-599. */
  readonly status: number;
  /** A header of the upstream's answer, by its name in any case. */
  header(name: string): string | undefined;
}

/** A class of exceptions, constructed without arguments, or a function that makes one. */
export type UpstreamMapping =
  | (new () => BusinessException)
  | ((failure: UpstreamFailure) => BusinessException);

export interface UpstreamOptions {
  /**
   * Headers of the upstream that are passed on, e.g. `['retry-after']`. Default: none. `retry-after` and the headers
   * of rate limits are, if they have the form that is specified for them; others as they are, up to 256 characters:
   * `link` and `www-authenticate` repeat the upstream's URLs and realms.
   */
  readonly keep?: readonly string[];
  /** What is answered to a status of the upstream, e.g. `{ 404: NotFoundException }`. Default: 502 to all. */
  readonly map?: Readonly<Record<number, UpstreamMapping>>;
}

export interface CheckedUpstreamOptions {
  /** Lower case. */
  readonly keep: readonly string[];
  readonly map: ReadonlyMap<number, UpstreamMapping>;
}

/** @throws FaultlineError naming the option, what was received, and the cure */
export function checkUpstreamOptions(options: unknown): CheckedUpstreamOptions {
  try {
    const { keep, map } = membersOf(options);
    return { keep: keep === undefined ? [] : checkKeep(keep), map: checkMap(map) };
  } catch (error) {
    // A getter or a Proxy may throw anything.
    throw error instanceof FaultlineError
      ? error
      : refusal('The argument of upstream', options, 'an object that can be read');
  }
}

/** Whether a mapping is one of our classes, of this copy of the package or another. */
export function isExceptionClass(mapping: UpstreamMapping): mapping is new () => BusinessException {
  const { prototype } = mapping as { prototype?: unknown };
  return typeof prototype === 'object' && prototype !== null && DISCLOSURE in prototype;
}

function membersOf(options: unknown): Record<string, unknown> {
  if (!isRecord(options)) throw refusal('The argument of upstream', options, 'an object { keep, map }');
  const unknown = Object.keys(options).find((key) => key !== 'keep' && key !== 'map');
  // What is inherited is no option.
  if (unknown === undefined) return Object.assign(Object.create(null) as typeof options, options);
  throw new FaultlineError(
    'FLT_OPTION_INVALID',
    `upstream has no option ${show(unknown)}; use one of keep, map.`,
  );
}

function checkKeep(keep: unknown): readonly string[] {
  if (!Array.isArray(keep)) throw refusal('Option "keep" of upstream', keep, 'an array of header names');
  return keep.map((name: unknown) => {
    if (typeof name === 'string' && isForwardable(name)) return name.toLowerCase();
    throw refusal(
      'A header in option "keep" of upstream',
      name,
      'a name that an answer may pass on, such as "retry-after"',
    );
  });
}

function checkMap(map: unknown): ReadonlyMap<number, UpstreamMapping> {
  if (map === undefined) return new Map();
  if (!isRecord(map)) throw refusal('Option "map" of upstream', map, 'an object of exceptions by status');
  return new Map(
    Object.entries(map).map(([status, mapping]) => [checkStatus(status), check(status, mapping)]),
  );
}

function checkStatus(status: string): number {
  if (/^[1-5]\d\d$/.test(status)) return Number(status);
  throw refusal('A status in option "map" of upstream', status, 'an integer from 100 to 599');
}

function check(status: string, mapping: unknown): UpstreamMapping {
  if (typeof mapping === 'function') {
    const known = mapping as UpstreamMapping;
    if (isExceptionClass(known) || !isClass(known)) return known;
  }
  throw refusal(
    `Option "map" of upstream for ${status}`,
    mapping,
    'a subclass of BusinessException, or a function that returns an exception',
  );
}

/** A class cannot be called, and its prototype cannot be replaced. */
function isClass(mapping: UpstreamMapping): boolean {
  return Object.getOwnPropertyDescriptor(mapping, 'prototype')?.writable === false;
}

function refusal(subject: string, received: unknown, expected: string): FaultlineError {
  return new FaultlineError('FLT_OPTION_INVALID', `${subject} is ${show(received)}; give ${expected}.`);
}
