/**
 * Which format a client wants: Accept with q-values (RFC 9110, section 12.5.1), then the request's own
 * Content-Type, then the preferred format. A header seen before is a lookup.
 */

import { preferencesIn, shortened, type Preference } from './preferences.ts';
import type { Format, RequestFacts } from '../model.ts';

/** The media types that each format satisfies, its exact ones first. */
const TYPES: Readonly<Record<Format, readonly string[]>> = {
  json: ['application/problem+json', 'application/json', 'text/json'],
  xml: ['application/problem+xml', 'application/xml', 'text/xml'],
  text: ['text/plain'],
  html: ['text/html', 'application/xhtml+xml'],
};

const MAX_HEADER = 2048;
const MAX_CACHED = 512;

interface Range extends Preference {
  readonly order: number;
}

type Memory = Map<string, Format | null>;

/** Makes the negotiator for the formats that a plan offers, preferred first. */
export function createNegotiator(formats: readonly Format[]): (facts: RequestFacts) => Format {
  const preferred = formats[0] ?? 'json';
  if (formats.length < 2) return () => preferred;
  const accepts: Memory = new Map();
  const contentTypes: Memory = new Map();
  return (facts) => {
    const accept = facts.header('accept');
    const wanted = accept === undefined ? null : recall(accepts, accept, formats, preferredByAccept);
    if (wanted !== null) return wanted;
    const contentType = facts.header('content-type');
    const sent =
      contentType === undefined ? null : recall(contentTypes, contentType, formats, formatOfContentType);
    return sent ?? preferred;
  };
}

function recall(
  memory: Memory,
  header: string,
  formats: readonly Format[],
  find: (header: string, formats: readonly Format[]) => Format | null,
): Format | null {
  const known = memory.get(header);
  if (known !== undefined) return known;
  const found = find(shortened(header, MAX_HEADER), formats);
  if (header.length <= MAX_HEADER) {
    // Clients vary little; one that varies on purpose costs a cleared map, never memory.
    if (memory.size >= MAX_CACHED) memory.clear();
    memory.set(header, found);
  }
  return found;
}

/**
 * The best of `formats` for an Accept header: highest q, then the more specific range, then the client's
 * order. `null` when it tells them apart by nothing (`*\/*` alone) or accepts nothing that is offered: RFC 9110
 * lets a server disregard the header then (section 12.4.1).
 */
export function preferredByAccept(accept: string, formats: readonly Format[]): Format | null {
  const ranges = preferencesIn(accept)
    .filter(({ value }) => MEDIA_RANGE.test(value))
    .map(({ value, q }, order) => ({ value, q, order }));
  let best: { format: Format; q: number; specificity: number; order: number } | undefined;
  let alike = true;
  for (const format of formats) {
    const match = bestRange(ranges, format);
    if (match === undefined) continue;
    if (match.specificity > 0) alike = false;
    if (match.range.q === 0) continue;
    const candidate = { format, q: match.range.q, specificity: match.specificity, order: match.range.order };
    if (best === undefined || compare(candidate, best) > 0) best = candidate;
  }
  return best === undefined || alike ? null : best.format;
}

const MEDIA_RANGE = /^[^/\s]+\/[^/\s]+$/;

function compare(
  a: { q: number; specificity: number; order: number },
  b: { q: number; specificity: number; order: number },
): number {
  return a.q - b.q || a.specificity - b.specificity || b.order - a.order;
}

/** The most specific range that covers a format decides its q; among equals the most wanted. */
function bestRange(
  ranges: readonly Range[],
  format: Format,
): { range: Range; specificity: number } | undefined {
  let best: { range: Range; specificity: number } | undefined;
  for (const range of ranges) {
    const specificity = specificityOf(range.value, format);
    if (specificity < 0) continue;
    const wins =
      best === undefined ||
      specificity > best.specificity ||
      (specificity === best.specificity && range.q > best.range.q);
    if (wins) best = { range, specificity };
  }
  return best;
}

/** 3 for a named type, 2 for a structured suffix, 1 for `type/*`, 0 for `*\/*`, -1 for no match. */
function specificityOf(range: string, format: Format): number {
  if (range === '*/*') return 0;
  if (TYPES[format].includes(range)) return 3;
  if (range.startsWith('image/')) return -1;
  if (format === 'json' && range.endsWith('+json')) return 2;
  if (format === 'xml' && range.endsWith('+xml') && range !== 'application/xhtml+xml') return 2;
  if (range.endsWith('/*') && TYPES[format][0]?.startsWith(range.slice(0, -1))) return 1;
  return -1;
}

/** The offered format that a Content-Type belongs to, if any. */
export function formatOfContentType(contentType: string, formats: readonly Format[]): Format | null {
  const type = contentType.replace(/;.*/s, '').trim().toLowerCase();
  return formats.find((format) => specificityOf(type, format) >= 2) ?? null;
}
