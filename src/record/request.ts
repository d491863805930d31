import { parseTraceparent } from '../http/correlation.ts';
import type { RequestFacts } from '../model.ts';
import type { Write } from './write.ts';

/** What a record keeps of the request: enough to find it, nothing that the client sent beside its path. */
export interface RecordedRequest {
  readonly method: string;
  /** Without its query, which often holds secrets. At most 2,048 characters. */
  readonly path: string;
  /** The pattern of the route that matched, where the framework knows it. */
  readonly route?: string;
  /** Address of the socket's other end, which may be a proxy. */
  readonly remoteAddress?: string;
  /** The W3C trace context that came with the request, when it is valid. */
  readonly traceparent?: string;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Facts come from a framework's objects, which may fail like anything else: the record is kept without them. */
export function toRecordedRequest(facts: RequestFacts, write: Write): RecordedRequest | undefined {
  try {
    const { method, url, route, remoteAddress } = facts;
    // A failure without a request.
    if (method === '') return undefined;
    const target = url.replace(AUTHORITY, '');
    const query = target.indexOf('?');
    const request: Mutable<RecordedRequest> = {
      method: write(method, 32),
      path: write(query < 0 ? target : target.slice(0, query), 2048),
    };
    if (route !== undefined) request.route = write(route, 512);
    if (remoteAddress !== undefined) request.remoteAddress = write(remoteAddress, 64);
    const traceparent = parseTraceparent(facts.header('traceparent'));
    if (traceparent !== undefined) request.traceparent = traceparent;
    return request;
  } catch {
    return undefined;
  }
}

/** Of an absolute request target (RFC 9112, section 3.2.2), which may hold credentials. */
const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;
