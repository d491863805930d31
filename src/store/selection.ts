import type { OccurrenceSummary } from './store.ts';
import type { Selection } from './query.ts';

/** Whether an occurrence is among those asked for. */
export function isSelected(
  occurrence: Pick<OccurrenceSummary, 'api' | 'at' | 'code' | 'fault' | 'fingerprint' | 'route' | 'status'>,
  selection: Selection,
): boolean {
  const { at, status, code, fault, api = '', route, fingerprint } = occurrence;
  return (
    (selection.from === undefined || at >= selection.from) &&
    (selection.to === undefined || at < selection.to) &&
    (selection.status === undefined || status === selection.status) &&
    (selection.code === undefined || code === selection.code) &&
    (selection.fault === undefined || fault === selection.fault) &&
    (selection.api === undefined || api === selection.api) &&
    (selection.route === undefined || route === selection.route) &&
    (selection.fingerprint === undefined || fingerprint === selection.fingerprint)
  );
}

/** Whether a text stands in an occurrence as lists show it; see `SearchQuery.text`. */
export function hasText({ name, message, path, correlationId }: OccurrenceSummary, text: string): boolean {
  const wanted = text.toLowerCase();
  return [name, message, path, correlationId].some((part) => part?.toLowerCase().includes(wanted));
}
