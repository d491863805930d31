import { pathIn, queryIn } from '../http/url.ts';
import type { RequestFacts } from '../model.ts';
import { isSignInPath, SIGN_IN_PATH, type Redaction } from '../redact/index.ts';
import { neutral } from './neutral.ts';
import type { RecordedRequest } from './request.ts';
import type { StoredRequest } from './stored-occurrence.ts';
import { tryRead } from './try-read.ts';
import type { Write } from './write.ts';

/**
 * The request headers that are kept unless the option `record.headers` names others: they tell what the client is and
 * wants. Not who it is: cookies are kept as names and hashes beside them, addresses as the socket has them.
 */
export const RECORDED_HEADERS: readonly string[] = [
  'accept',
  'accept-language',
  'content-length',
  'content-type',
  'host',
  'origin',
  'referer',
  'user-agent',
];

const MAX_QUERY = 2048;
/** What is looked at of a text; what is left out begins where a part of it begins. */
const MAX_READ = 8192;
const MAX_HEADER = 1024;
/** Characters of all headers. */
const MAX_HEADERS = 8192;
const MAX_COOKIE = 2048;
const MAX_TYPE = 256;
const MAX_ADDRESS = 64;
const MAX_SERVER = 128;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What stores keep of a request beyond the record. Never throws: what cannot be read is left out. */
export function toStoredRequest(
  recorded: RecordedRequest,
  facts: RequestFacts,
  headers: readonly string[],
  redaction: Redaction,
  write: Write,
): StoredRequest {
  // Member by member: of an object that grew member by member, a spread takes the engine ten times as long.
  const { method, path, route, remoteAddress, traceparent } = recorded;
  const request: Mutable<StoredRequest> = { method, path };
  if (route !== undefined) request.route = route;
  if (remoteAddress !== undefined) request.remoteAddress = remoteAddress;
  if (traceparent !== undefined) request.traceparent = traceparent;
  const query = tryRead(() => queryOf(facts.url, redaction));
  if (query !== undefined && query !== '') request.query = query;
  const kept = headersOf(facts, headers, redaction, write);
  if (kept !== undefined) request.headers = kept;
  const cookie = tryRead(() => cookieOf(facts.header('cookie'), write));
  if (cookie !== undefined) request.cookie = cookie;
  const contentType = upTo(';', tryRead(() => textOf(facts.header('content-type'))) ?? '');
  if (contentType !== '') request.contentType = write(contentType, MAX_TYPE);
  const port = tryRead(() => facts.remotePort);
  if (isPort(port)) request.remotePort = port;
  const server = tryRead(() => serverOf(facts, write));
  if (server !== undefined) request.server = server;
  return request;
}

/**
 * Behind its `?`, by which redaction knows a query, and where people sign in behind a path that says so, without which a
 * `code` is anything. Not behind its own path: what stands there would have a say in what is hidden.
 */
function queryOf(url: string, redaction: Redaction): string {
  const query = upTo('&', queryIn(url));
  if (query === '') return '';
  const lead = isSignInPath(pathIn(url)) ? `${SIGN_IN_PATH}?` : '?';
  const shown = redaction.text(lead + query);
  return neutral(shown.startsWith(lead) ? shown.slice(lead.length) : shown, MAX_QUERY);
}

/** The whole parts among what is read of a text: of one that is cut, nothing could tell what it was. */
function upTo(joint: string, text: string): string {
  if (text.length <= MAX_READ) return text;
  return text.slice(0, Math.max(0, text.lastIndexOf(joint, MAX_READ)));
}

function headersOf(
  facts: RequestFacts,
  names: readonly string[],
  redaction: Redaction,
  write: Write,
): Readonly<Record<string, string>> | undefined {
  let headers: Record<string, string> | undefined;
  let room = MAX_HEADERS;
  for (const name of names) {
    try {
      const text = headerOf(name, facts, redaction, write);
      if (text === undefined || text.length > room) continue;
      room -= text.length;
      headers ??= {};
      if (name === '__proto__') Object.defineProperty(headers, name, { ...MEMBER, value: text });
      else headers[name] = text;
    } catch {
      continue;
    }
  }
  return headers;
}

const MEMBER: PropertyDescriptor = { configurable: true, enumerable: true, writable: true };

/** What a name says of its value counts first, then the value. */
function headerOf(name: string, facts: RequestFacts, redaction: Redaction, write: Write): string | undefined {
  const value = upTo(' ', textOf(facts.header(name)) ?? '');
  if (value === '') return undefined;
  if (name === 'cookie') return cookieOf(value, write);
  // Without a value first: most names are harmless, and an object for each would be dear.
  const stand = redaction.member(name, NOTHING) && redaction.member(name, { [name]: value });
  return stand === undefined ? write(value, MAX_HEADER, name) : neutral(String(stand.value), MAX_HEADER);
}

function cookieOf(header: unknown, write: Write): string | undefined {
  const cookies = upTo(';', textOf(header) ?? '');
  return cookies === '' ? undefined : write(cookies, MAX_COOKIE, 'cookie');
}

const NOTHING: object = Object.freeze({});

/** IPv4 addresses arrive as `::ffff:10.0.0.1` on dual-stack sockets. */
function serverOf({ localAddress, localPort }: RequestFacts, write: Write): string | undefined {
  const address = textOf(localAddress)?.replace(/^::ffff:(?=\d+\.)/i, '');
  if (address === undefined || address.length > MAX_ADDRESS || !isPort(localPort)) return undefined;
  return write(`${address.includes(':') ? `[${address}]` : address}:${localPort}`, MAX_SERVER);
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= 0xffff;
}

/** A framework's, or a user's, `header` may return anything. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
