/** An occurrence in the words of OpenTelemetry's semantic conventions, of which only stable ones are used. */

import type { StoredOccurrence } from '../record/stored-occurrence.ts';

export type Attributes = Record<string, string | number>;

const METHODS: ReadonlySet<string> = new Set([
  'CONNECT',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'QUERY',
  'TRACE',
]);

/** Of a log record. */
export function attributesOf(occurrence: StoredOccurrence): Attributes {
  const { correlationId, code, status, fault, family, fingerprint, error, api } = occurrence;
  return {
    'exception.type': error.type ?? error.name,
    'exception.message': error.message,
    ...(error.stack !== undefined && { 'exception.stacktrace': stacktraceOf(occurrence) }),
    'error.type': code,
    'http.response.status_code': status,
    ...requestOf(occurrence),
    'faultline.correlation_id': correlationId,
    'faultline.fault': fault,
    'faultline.family': family,
    'faultline.fingerprint': fingerprint,
    ...(api !== undefined && { 'faultline.api': api.id }),
  };
}

/** As the runtime writes it, with the head that the record keeps apart. */
function stacktraceOf({ error: { name, message, stack = '' } }: StoredOccurrence): string {
  const frames = stack.split('\n').map((frame) => `    ${frame.trimStart()}`);
  return [`${name}: ${message}`, ...frames].join('\n');
}

function requestOf({ request }: StoredOccurrence): Attributes {
  if (request === undefined) return {};
  const { method, path, query, route, remoteAddress, remotePort, headers } = request;
  const userAgent = headers?.['user-agent'];
  return {
    // Anything else that a client may make up would be a name of its own.
    ...(METHODS.has(method)
      ? { 'http.request.method': method }
      : { 'http.request.method': '_OTHER', 'http.request.method_original': method }),
    'url.path': path,
    ...(query !== undefined && query !== '' && { 'url.query': query }),
    ...(route !== undefined && { 'http.route': route }),
    ...(remoteAddress !== undefined && { 'network.peer.address': remoteAddress }),
    ...(remotePort !== undefined && { 'network.peer.port': remotePort }),
    ...(userAgent !== undefined && { 'user_agent.original': userAgent }),
  };
}
