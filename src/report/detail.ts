import type { StoredOccurrence, StoredRequest } from '../record/stored-occurrence.ts';
import type { ErrorDetail } from './report.ts';

/** An occurrence as the report lists it. */
export function detailOf({ request, correlationId, at }: StoredOccurrence): ErrorDetail {
  return {
    server: request?.server ?? '',
    request_url: request?.path ?? '',
    request_ip: request === undefined ? '' : clientOf(request),
    request_cookie: request?.cookie ?? '',
    reference: correlationId,
    at: new Date(at).toISOString(),
  };
}

function clientOf({ remoteAddress = '', remotePort }: StoredRequest): string {
  if (remoteAddress === '') return '';
  // A socket that takes both writes IPv4 like this.
  const address = remoteAddress.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  const host = address.includes(':') ? `[${address}]` : address;
  return remotePort === undefined ? host : `${host}:${remotePort}`;
}
