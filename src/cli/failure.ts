/** What the options of `faultline explain` describe: something that was thrown, and the request that it failed. */

import * as library from '../index.ts';
import { printable } from './printable.ts';
import { UsageError } from './usage-error.ts';
import type { Arguments, Options } from './arguments.ts';
import type { RequestFacts } from '../index.ts';

export const FAILURE: Options = {
  code: { value: 'CODE', help: 'The code of the error, such as OUT_OF_STOCK.' },
  status: { value: 'STATUS', help: 'Its status, 400 to 599. Default: 500, or that of the exception named.' },
  name: { value: 'NAME', help: 'The name of its exception, such as ValidationException.' },
  message: { value: 'TEXT', help: 'Its message, as an exception that was written for clients has it.' },
  method: { value: 'METHOD', help: 'The method of the request. Default: GET.' },
  path: { value: 'PATH', help: 'The path of the request, with its query. Default: /.' },
  header: {
    value: "'NAME: VALUE'",
    isMultiple: true,
    help: 'A header of the request; may be given several times.',
  },
  ip: { value: 'ADDRESS', help: "The address of the socket's other end." },
};

/** An exception with these facts; an error that nobody foresaw, where there are none. */
export function thrownFrom(given: Arguments): unknown {
  const [code, name, message] = [given.text('code'), given.text('name'), given.text('message')];
  const status = statusOf(given.text('status'));
  if (code !== undefined && !/^[A-Z](?:[A-Z0-9_]*[A-Z0-9])?$/.test(code.slice(0, 64)))
    throw wrong('code', code, 'give the code of an error before any row, such as OUT_OF_STOCK');
  const isForeseen = code !== undefined || status !== undefined || message !== undefined;
  const known = name === undefined ? undefined : exceptionOf(name);
  if (!isForeseen && known === undefined) return named(new Error('Nobody foresaw this.'), name);
  const options = { ...(code !== undefined && { code }), ...(status !== undefined && { status }) };
  return named(new (known ?? library.BusinessException)(message, options), name);
}

type ExceptionClass = typeof library.BusinessException;

/** One of our own classes, which have codes and statuses of their own. */
function exceptionOf(name: string): ExceptionClass | undefined {
  const found: unknown = Object.hasOwn(library, name)
    ? (library as Record<string, unknown>)[name]
    : undefined;
  const base = library.BusinessException;
  const isOurs = typeof found === 'function' && (found === base || base.isPrototypeOf(found));
  // The arguments of the others are not a message and options.
  return isOurs && found !== library.NoRouteException ? (found as ExceptionClass) : undefined;
}

function named(error: Error, name: string | undefined): Error {
  return name === undefined ? error : Object.defineProperty(error, 'name', { value: name });
}

function statusOf(text: string | undefined): number | undefined {
  if (text === undefined || /^[45]\d\d$/.test(text)) return text === undefined ? undefined : Number(text);
  throw wrong('status', text, 'give a status from 400 to 599');
}

export function factsFrom(given: Arguments): RequestFacts {
  const headers = new Map<string, string>();
  for (const header of given.texts('header')) {
    const colon = header.indexOf(':');
    if (colon < 1) throw wrong('header', header, "write --header 'NAME: VALUE'");
    const name = header.slice(0, colon).trim().toLowerCase();
    const value = header.slice(colon + 1).trim();
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  const url = given.text('path') ?? '/';
  if (!url.startsWith('/')) throw wrong('path', url, 'give a path that starts with "/"');
  return {
    method: (given.text('method') ?? 'GET').toUpperCase(),
    url,
    remoteAddress: given.text('ip'),
    header: (name) => headers.get(name),
  };
}

function wrong(option: string, value: string, cure: string): UsageError {
  return new UsageError(`--${option} is ${printable(JSON.stringify(value))}`, cure, 'explain');
}
