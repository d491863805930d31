/** What `fl.captureProcessErrors` accepts, and the check that refuses anything else at the call. */

import { FaultlineError, show } from '../codes.ts';

/**
 * Our listeners run before the application's own, which run as ever, so that there is a record whatever those
 * do. A rejection is recorded once, and ends the process, under any `--unhandled-rejections`. Where several
 * instances capture, each records, except that a broken connection is one instance's. The process ends when
 * every instance has flushed, whether it captures or not. Of what goes wrong faster than a hundred times a
 * second, the first is recorded and the rest counted.
 */
export interface ProcessErrorOptions {
  /**
   * End the process with code 1 after an uncaught exception or an unhandled rejection, once its record is
   * flushed. Where the logger is off, or cannot let go of it, the record goes to standard error. A
   * `process.exit` that was replaced has the last word: where it only returns, the process goes on. With
   * `false` the process goes on in a state that nobody knows, unless a listener of your own ends it, as an
   * orderly shutdown does. Default: `true`.
   */
  readonly exit?: boolean;
  /** Milliseconds that the flush may take before the process ends all the same, at most 60,000. Default: 2000. */
  readonly timeout?: number;
  /**
   * Record the process's warnings too, at `warn`, but for those that writing a record has caused. Node prints
   * them as before. Default: `false`.
   */
  readonly warnings?: boolean;
  /**
   * Servers of `node:http` or `node:https` whose `clientError`s are answered and recorded: bytes that are no
   * request, too large headers, requests that never end. Of Fastify it is `app.server`.
   */
  readonly server?: ClientErrorSource | readonly ClientErrorSource[];
}

/** What is used of a server. */
export interface ClientErrorSource {
  prependListener(event: 'clientError', listener: ClientErrorListener): unknown;
  removeListener(event: 'clientError', listener: ClientErrorListener): unknown;
}

/** Applications emit the event as well, and may leave the socket out. */
export type ClientErrorListener = (error: Error, socket: ClientSocket | undefined) => void;

/** What is used of a socket: a stream to write to, whatever carries it. */
export interface ClientSocket {
  readonly writable: boolean;
  readonly destroyed: boolean;
  end(bytes: string): unknown;
  destroy(): unknown;
  once(event: 'close' | 'finish', listener: () => void): unknown;
}

const MAX_TIMEOUT = 60_000;

type Check = readonly [expected: string, ok: (value: unknown) => boolean];

const CHECKS: Readonly<Record<keyof ProcessErrorOptions, Check>> = {
  exit: ['true or false', isBoolean],
  timeout: [
    `milliseconds from 0 to ${MAX_TIMEOUT}`,
    (value) => typeof value === 'number' && value >= 0 && value <= MAX_TIMEOUT,
  ],
  warnings: ['true or false', isBoolean],
  server: [
    'a server of node:http or node:https, of Fastify "app.server", or an array of them; one of node:http2 ' +
      'tells of such errors by "clientError" only with allowHTTP1',
    (value) => (Array.isArray(value) ? value.every(isServer) : isServer(value)),
  ],
};

/**
 * The own members that were given, as they were when they were checked.
 * @throws FaultlineError naming the option, what was received, and the cure
 */
export function checkProcessErrorOptions(options: unknown): ProcessErrorOptions {
  const checked: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of entriesOf(options)) {
    if (!Object.hasOwn(CHECKS, name)) throw unknown(name);
    if (value === undefined) continue;
    const [expected, ok] = CHECKS[name as keyof ProcessErrorOptions];
    if (!ok(value)) throw invalid(`Option "${name}" of captureProcessErrors`, expected, value);
    checked[name] = value;
  }
  return checked;
}

/** A getter or a Proxy may throw anything. */
function entriesOf(options: unknown): readonly [string, unknown][] {
  try {
    if (typeof options === 'object' && options !== null && !Array.isArray(options))
      return Object.entries(options);
  } catch {
    throw invalid('The argument of captureProcessErrors', 'an object that can be read', options);
  }
  throw invalid('The argument of captureProcessErrors', 'an object of options', options);
}

function invalid(what: string, expected: string, value: unknown): FaultlineError {
  return new FaultlineError('FLT_OPTION_INVALID', `${what} is ${show(value)}; give ${expected}.`);
}

function unknown(name: string): FaultlineError {
  const cure = `use one of ${Object.keys(CHECKS).join(', ')}`;
  return new FaultlineError(
    'FLT_OPTION_UNKNOWN',
    `captureProcessErrors has no option ${show(name)}; ${cure}.`,
  );
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

/** Other servers have no `clientError`; those of node:http2 are told apart by limits that only HTTP/1 has. */
function isServer(value: unknown): boolean {
  try {
    const server = value as Record<string, unknown>;
    const methods = ['prependListener', 'removeListener', 'listen'];
    return methods.every((name) => typeof server[name] === 'function') && 'requestTimeout' in server;
  } catch {
    return false;
  }
}
