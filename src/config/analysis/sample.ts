/** Examples: values that a condition, a pattern or a key of a row would take. */

import type { ErrorFacts } from '../../policy.ts';
import { isCode } from '../../http/syntax.ts';
import type { Condition, Expected, OneOrMore } from '../shapes.ts';

/** What a condition asks of a request and an error, as far as it can be made up. */
export interface Sample {
  readonly path: string | undefined;
  readonly method: string | undefined;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly remoteAddress: string | undefined;
  readonly code: string | undefined;
  readonly status: number | undefined;
}

const NOTHING: Sample = {
  path: undefined,
  method: undefined,
  headers: {},
  query: {},
  remoteAddress: undefined,
  code: undefined,
  status: undefined,
};

/** Some failures of which one probably fulfils the condition. What must not be is left aside. */
export function samplesOf(when: Condition = {}): readonly Sample[] {
  const { all = [], any } = when;
  const paths = when.path === undefined ? [undefined] : [when.path].flat();
  let samples: readonly Sample[] = paths.slice(0, MAX_SAMPLES).map((path) => sampleOf(when, path));
  for (const part of all) samples = combine(samples, samplesOf(part));
  return any === undefined
    ? samples
    : combine(
        samples,
        any.flatMap((part) => samplesOf(part)),
      );
}

const MAX_SAMPLES = 8;

function combine(some: readonly Sample[], others: readonly Sample[]): readonly Sample[] {
  const both = some.flatMap((one) => others.map((other) => merge(one, other)));
  return both.slice(0, MAX_SAMPLES);
}

function merge(one: Sample, other: Sample): Sample {
  return {
    path: one.path ?? other.path,
    method: one.method ?? other.method,
    headers: { ...other.headers, ...one.headers },
    query: { ...other.query, ...one.query },
    remoteAddress: one.remoteAddress ?? other.remoteAddress,
    code: one.code ?? other.code,
    status: one.status ?? other.status,
  };
}

function sampleOf(when: Condition, path: string | undefined): Sample {
  const { method, header, query, ip, contentType, status, code } = when;
  const named = Object.entries(header ?? {}).map(([name, expected]) => [
    name.toLowerCase(),
    valueOf(expected),
  ]);
  const type = contentType === undefined ? {} : { 'content-type': mediaTypeOf(firstOf(contentType)) };
  return {
    ...NOTHING,
    path: path === undefined ? undefined : pathOf(path),
    method: method === undefined ? undefined : firstOf(method),
    headers: { ...(Object.fromEntries(named) as Record<string, string>), ...type },
    query: Object.fromEntries(Object.entries(query ?? {}).map(([name, value]) => [name, valueOf(value)])),
    remoteAddress: ip === undefined ? undefined : firstOf(ip).replace(/\/.*/, ''),
    // An error has no other.
    code: code === undefined ? undefined : [code].flat().find(isCode),
    status: status === undefined ? undefined : statusOf(String(firstOf(status))),
  };
}

function firstOf<T extends string | number>(values: OneOrMore<T>): T {
  return typeof values === 'object' ? values[0]! : values;
}

/** Of a pattern, what stands in it: it is tried whether that will do. */
function valueOf(expected: Expected): string {
  if (typeof expected === 'object' && 'matches' in expected)
    return expected.matches.replace(/\[0-9\]|\\d/g, '1').replace(/[\^$()?+*\\]|\{[^}]*\}/g, '');
  return firstOf(expected);
}

function mediaTypeOf(range: string): string {
  return range.replace('*/', 'text/').replace('/*+', '/x+').replace('/*', '/plain');
}

function statusOf(text: string): number {
  return Number(text.replace(/xx/i, '18'));
}

/** A path that a pattern probably matches. */
export function pathOf(pattern: string): string {
  let path = pattern;
  for (let before = ''; before !== path;) {
    before = path;
    path = path.replace(/\{[^{}]*\}/g, '');
  }
  const filled = path
    .replace(/\*(?:"[^"]*"|[\w$]+)/g, 'x')
    .replace(/:(?:"[^"]*"|[\w$]+)/g, '1')
    .replace(/\\(.)/g, '$1');
  // A wildcard may stand at the very beginning.
  return filled.startsWith('/') ? filled : `/${filled}`;
}

/** Errors of which one probably comes to the row of a key; without one, any. */
export function errorsOf(key: string | undefined, { code, status }: Sample): readonly ErrorFacts[] {
  const error: ErrorFacts = { code: code ?? 'SOME_ERROR', name: 'SomeException', status: status ?? 500 };
  if (key === undefined) return [error, { ...error, status: status ?? 404 }];
  if (!/^[45](?:\d\d|xx)$/.test(key)) return [{ ...error, [isCode(key) ? 'code' : 'name']: key }];
  const ends = key.endsWith('xx') ? ['18', '99', '00'] : [key.slice(1)];
  return ends.map((end) => {
    return { code: error.code, name: error.name, status: status ?? Number(key.charAt(0) + end) };
  });
}
