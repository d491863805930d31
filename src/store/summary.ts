import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import type { OccurrenceSummary } from './store.ts';

/** Of a message in lists, in characters. */
export const MAX_LISTED = 256;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The row of a list that an occurrence is. */
export function summaryOf(occurrence: StoredOccurrence): OccurrenceSummary {
  const { id, correlationId, at, status, code, fault, error, request, api, fingerprint } = occurrence;
  const { host, release } = occurrence;
  const summary: Mutable<OccurrenceSummary> = {
    id,
    correlationId,
    at,
    status,
    code,
    fault,
    name: error.type ?? error.name,
    message: listed(error.message),
    fingerprint,
    host,
  };
  if (request !== undefined) {
    summary.method = request.method;
    summary.path = request.path;
    if (request.route !== undefined) summary.route = request.route;
  }
  if (api !== undefined) summary.api = api.id;
  if (release !== undefined) summary.release = release;
  return summary;
}

function listed(message: string): string {
  if (message.length <= MAX_LISTED) return message;
  // No character halved, and a mark where it was cut.
  const cut = message.slice(0, MAX_LISTED - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
