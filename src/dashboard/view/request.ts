import type { StoredOccurrence, StoredRequest } from '../../record/stored-occurrence.ts';
import { html, type Html } from '../markup.ts';
import { code, factList, type Fact } from './facts.ts';

/** What is known of the request; secrets were taken out before it was stored. */
export function requestFacts(request: StoredRequest): Html {
  const { method, path, query, route, contentType, cookie, headers = {}, server } = request;
  const { remoteAddress, remotePort, traceparent } = request;
  return factList([
    ['Request', html`<code>${method} ${path}${query === undefined ? '' : `?${query}`}</code>`],
    ['Route', code(route)],
    ['From', remoteAddress && code(withPort(remoteAddress, remotePort))],
    ['To', code(server)],
    ['Trace', traceparent && code(traceparent.split('-')[1])],
    ['Content type', code(contentType)],
    ['Cookie', code(cookie)],
    ...Object.entries(headers).map(([name, value]): Fact => [name, code(value)]),
  ]);
}

/** Where it was, and which process kept it. */
export function placeFacts({ host, pid, release, api, id }: StoredOccurrence): Html {
  return factList([
    ['Api', api && html`${api.name} <code>${api.id}</code>`],
    ['Host', html`<code>${host}</code>, process ${pid}`],
    ['Release', code(release)],
    ['Record', code(id)],
  ]);
}

function withPort(address: string, port: number | undefined): string {
  if (port === undefined) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
