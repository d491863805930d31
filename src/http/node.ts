/** Facts from Node's request, and the reply onto Node's response: HTTP/1 and HTTP/2. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { isInherited } from '../inherited.ts';
import type { Logger, Reply, RequestFacts } from '../model.ts';
import { contentOf, headersOf } from './content.ts';
import { mergeHeaders } from './headers.ts';
import { phraseOf } from './status.ts';
import { stepsOf } from './trail.ts';

export type NodeRequest = IncomingMessage | Http2ServerRequest;
export type NodeResponse = ServerResponse | Http2ServerResponse;

/** How a framework tells what Node's request does not; each is asked at most when a fact is read. */
export interface FactsReader<Source> {
  /** Path and query as received, where the framework rewrites `request.url`. */
  url?(source: Source): string | undefined;
  /** The path that the framework makes of that URL to find a route, where it reads URLs in its own way. */
  path?(source: Source): string | undefined;
  route?(source: Source): string | undefined;
  mount?(source: Source): string | undefined;
  logger?(source: Source): Logger | undefined;
  /** Node's response, where it is not known when the facts are made. */
  response?(source: Source): NodeResponse | undefined;
}

/** The facts of a request; `reader` and `source` add what only the framework knows. */
export function factsFromNode<Source>(
  request: NodeRequest,
  response: NodeResponse | undefined,
  reader?: FactsReader<Source>,
  source?: Source,
): RequestFacts {
  return new NodeFacts(request, response, reader, source);
}

/** A class for its prototype getters: making one must cost no more than its four fields. */
class NodeFacts implements RequestFacts {
  correlationId: string | undefined = undefined;
  readonly #request: NodeRequest;
  readonly #response: NodeResponse | undefined;
  readonly #reader: FactsReader<unknown> | undefined;
  readonly #source: unknown;

  constructor(
    request: NodeRequest,
    response: NodeResponse | undefined,
    reader: FactsReader<unknown> | undefined,
    source: unknown,
  ) {
    this.#request = request;
    this.#response = response;
    this.#reader = reader;
    this.#source = source;
  }

  get method(): string {
    return this.#request.method ?? 'GET';
  }

  get url(): string {
    return (this.#tells('url') ? this.#reader?.url?.(this.#source) : undefined) ?? this.#request.url ?? '/';
  }

  header(name: string): string | undefined {
    const { headers } = this.#request;
    // What an object inherits was not sent.
    const value: unknown = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (typeof value === 'string') return value;
    return Array.isArray(value) ? value.join(', ') : undefined;
  }

  get remoteAddress(): string | undefined {
    return this.#request.socket?.remoteAddress;
  }

  get remotePort(): number | undefined {
    return this.#request.socket?.remotePort;
  }

  get localAddress(): string | undefined {
    return this.#request.socket?.localAddress;
  }

  get localPort(): number | undefined {
    return this.#request.socket?.localPort;
  }

  get path(): string | undefined {
    return this.#tells('path') ? this.#reader?.path?.(this.#source) : undefined;
  }

  get route(): string | undefined {
    return this.#tells('route') ? this.#reader?.route?.(this.#source) : undefined;
  }

  get mount(): string | undefined {
    return this.#tells('mount') ? this.#reader?.mount?.(this.#source) : undefined;
  }

  get trail(): readonly string[] | undefined {
    return stepsOf(this);
  }

  get logger(): Logger | undefined {
    return this.#tells('logger') ? this.#reader?.logger?.(this.#source) : undefined;
  }

  get aborted(): boolean {
    const told = this.#tells('response') ? this.#reader?.response?.(this.#source) : undefined;
    return isAborted(this.#request, this.#response ?? told);
  }

  /** Whether there is a reader to ask; plain ones inherit what they do not have. */
  #tells(key: keyof FactsReader<unknown>): boolean {
    const reader = this.#reader;
    return reader !== undefined && !isInherited(reader, key);
  }
}

/**
 * Whether the client went away. The socket breaks before the response does. A response that was destroyed
 * with an error was destroyed by this side, as `stream.pipeline` does when its source fails.
 */
function isAborted(request: NodeRequest, response: NodeResponse | undefined): boolean {
  if (isHttp2(request)) return request.aborted || request.stream.aborted;
  const broken = (request.errored as { code?: unknown } | null | undefined)?.code === 'ECONNRESET';
  if (broken || response === undefined) return broken;
  const { destroyed, writableFinished, errored } = response as ServerResponse;
  return (destroyed || (request.socket?.destroyed ?? false)) && !writableFinished && errored == null;
}

/**
 * Sends a reply. Headers that the application had set and that still hold are kept; see `isKept`. After the
 * first byte nothing is appended: the connection is destroyed, so that the client sees a failure. Never throws.
 */
export function sendReply(request: NodeRequest, response: NodeResponse, reply: Reply): void {
  try {
    if (response.writableEnded) return;
    if (reply.abandoned || response.headersSent) {
      destroy(response);
      return;
    }
    write(request, response, reply);
  } catch {
    writeAgain(request, response, reply);
  }
}

function write(request: NodeRequest, response: NodeResponse, reply: Reply): void {
  const headers = takeOver(response, headersOf(reply));
  if (isHttp2(response)) {
    const { upgrade: _forbidden, ...allowed } = headers;
    response.writeHead(reply.status, allowed);
  } else {
    // The phrase is given because the application may have left its own in `statusMessage`.
    response.writeHead(reply.status, reply.phrase ?? phraseOf(reply.status), headers);
  }
  const content = contentOf(reply, request.method);
  if (content === undefined) response.end();
  else response.end(content);
  if (!request.complete) request.resume();
}

/** What failed may be a hook of the application on `writeHead`, as `on-headers` sets them: such a hook runs once. */
function writeAgain(request: NodeRequest, response: NodeResponse, reply: Reply): void {
  try {
    if (response.writableEnded) return;
    if (!response.headersSent) {
      write(request, response, reply);
      return;
    }
  } catch {
    // Then nothing is left but to let the client see the failure.
  }
  destroy(response);
}

/** Removes what the response holds and returns all that it shall hold. */
function takeOver(
  response: NodeResponse,
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string | string[]>> {
  const names = response.getHeaderNames();
  if (names.length === 0) return headers;
  const existing: Record<string, string | string[]> = {};
  for (const name of names) {
    const value = response.getHeader(name);
    response.removeHeader(name);
    if (value !== undefined) existing[name] = typeof value === 'number' ? String(value) : value;
  }
  return mergeHeaders(existing, headers);
}

function isHttp2<Message extends NodeRequest | NodeResponse>(
  message: Message,
): message is Extract<Message, Http2ServerRequest | Http2ServerResponse> {
  return 'stream' in message && !isInherited(message, 'stream');
}

/** A length given to `writeHead` shows in the written head only. */
function isDelimitedByClose(response: ServerResponse): boolean {
  const { _header: head } = response as unknown as { _header?: unknown };
  return !response.chunkedEncoding && !(typeof head === 'string' && /\r\ncontent-length:/i.test(head));
}

/** Ends the exchange so that it cannot be taken for complete. Never throws. */
export function destroy(response: NodeResponse): void {
  try {
    if (isHttp2(response)) {
      const INTERNAL_ERROR = 2; // RFC 9113, section 7
      response.stream?.close(INTERNAL_ERROR);
    } else if (response.socket !== null && response.headersSent && isDelimitedByClose(response)) {
      // A body that ends with the connection is only seen to fail when the connection is reset.
      response.socket.resetAndDestroy();
    } else {
      response.destroy();
    }
  } catch {
    return;
  }
}
