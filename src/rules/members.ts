/** The members of a condition, each compiled to a test. What is refused is reported, and never holds. */

import { show } from '../codes.ts';
import type { Condition } from '../config/shapes.ts';
import { isErrorStatus, isHeaderName } from '../http/syntax.ts';
import type { RequestFacts } from '../model.ts';
import type { ErrorFacts, Named, Report } from '../policy.ts';
import { isWithin, parseAddress, parseNetwork } from './address.ts';
import { compileExpected } from './expected.ts';
import type { Expressions } from './expression/expressions.ts';
import { addressOf, headerOf, methodOf, pathFrom, urlOf } from './facts.ts';
import { rememberLast } from './last.ts';
import { itemsOf } from './list.ts';
import { parseMediaType, parseRange } from './media-type.ts';
import { methodsOf } from './methods.ts';
import { compilePaths } from './paths.ts';
import { parametersOf } from './query.ts';

/** Whether a condition holds. Never throws. */
export type Test = (error: ErrorFacts, facts: RequestFacts, api: Named | undefined) => boolean;

/** Compiles one member of a condition. */
export type Compile<Name extends keyof Condition> = (
  value: NonNullable<Condition[Name]>,
  pointer: string,
  report: Report,
  expressions: Expressions,
) => Test;

export const compileStatus: Compile<'status'> = (values, pointer, report) => {
  const statuses = new Set<number>();
  const classes = new Set<number>();
  for (const { value, pointer: at } of itemsOf<number | string>(values, pointer)) {
    const text = String(value);
    if (/^[45]xx$/i.test(text)) classes.add(Number(text.charAt(0)));
    else if (/^\d{3}$/.test(text) && isErrorStatus(Number(text))) statuses.add(Number(text));
    else {
      report(
        at,
        `${show(value)} is not the status of an error`,
        'give a status from 400 to 599, or "4xx" or "5xx"',
      );
    }
  }
  return ({ status }) => statuses.has(status) || classes.has(Math.floor(status / 100));
};

export const compileCode: Compile<'code'> = (values, pointer) => {
  const codes = new Set(itemsOf(values, pointer).map(({ value }) => value));
  return ({ code }) => codes.has(code);
};

export const compileApi: Compile<'api'> = (values, pointer) => {
  const ids = new Set(itemsOf(values, pointer).map(({ value }) => value));
  return (_error, _facts, api) => api !== undefined && ids.has(api.id);
};

export const compileMethod: Compile<'method'> = (values, pointer) => {
  const methods = methodsOf(itemsOf(values, pointer).map(({ value }) => value));
  return (_error, facts) => {
    const method = methodOf(facts);
    return method !== undefined && methods?.has(method) === true;
  };
};

export const compileHeader: Compile<'header'> = (headers, pointer, report, expressions) => {
  const tests = Object.entries(headers).map(([given, expected]) => {
    const name = given.toLowerCase();
    const at = member(pointer, given);
    if (!isHeaderName(given))
      report(at, `${show(given)} is not the name of a header`, 'give a name such as "x-client-type"');
    return { name, holds: compileExpected(expected, `header ${name}`, at, report, expressions) };
  });
  return (_error, facts) =>
    tests.every(({ name, holds }) => {
      const value = headerOf(facts, name);
      return value !== undefined && holds(value);
    });
};

export const compileContentType: Compile<'contentType'> = (values, pointer, report) => {
  const ranges = itemsOf(values, pointer).map(({ value, pointer: at }) => {
    const range = parseRange(value);
    if (range === undefined) {
      report(
        at,
        `${show(value)} is not a media type`,
        'give one without parameters, such as "application/json", "text/*" or "application/*+json"',
      );
    }
    return range;
  });
  return (_error, facts) => {
    const header = headerOf(facts, 'content-type');
    const media = header === undefined ? undefined : mediaTypeOf(header);
    return media !== undefined && ranges.some((range) => range?.(media) === true);
  };
};

const mediaTypeOf = rememberLast(parseMediaType);

export const compileIp: Compile<'ip'> = (values, pointer, report) => {
  const networks = itemsOf(values, pointer).map(({ value, pointer: at }) => {
    const network = parseNetwork(value);
    if (network === undefined) {
      report(
        at,
        `${show(value)} is not an address or a network`,
        'give one such as "192.0.2.1", "10.0.0.0/8" or "2001:db8::/32"',
      );
    }
    return network;
  });
  return (_error, facts) => {
    const text = addressOf(facts);
    const address = text === undefined ? undefined : addressFrom(text);
    return (
      address !== undefined && networks.some((network) => network !== undefined && isWithin(address, network))
    );
  };
};

const addressFrom = rememberLast(parseAddress);

export const compileQuery: Compile<'query'> = (query, pointer, report, expressions) => {
  const tests = Object.entries(query).map(([name, expected]) => {
    const at = member(pointer, name);
    return { name, holds: compileExpected(expected, `query ${name}`, at, report, expressions) };
  });
  return (_error, facts) => {
    const url = urlOf(facts);
    if (url === undefined) return false;
    const parameters = parametersOf(url);
    return tests.every(({ name, holds }) => {
      const values = parameters.get(name);
      return values !== undefined && holds(values);
    });
  };
};

export const compilePath: Compile<'path'> = (values, pointer, report) => {
  const items = itemsOf(values, pointer);
  const patterns = items.map(({ value }) => ({ pattern: value }));
  const index = compilePaths(patterns, (i) => items[i]!.pointer, report);
  return (_error, facts) => {
    const path = pathFrom(facts);
    return path !== undefined && index.first(path, '') >= 0;
  };
};

/** A JSON Pointer (RFC 6901) to a member. */
function member(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
