/** Which language a client wants: Accept-Language with q-values (RFC 9110, section 12.5.4) by lookup (RFC 4647). */

import type { RequestFacts } from '../model.ts';

/** Longer headers are cut: what a client really wants stands in front. */
const MAX_HEADER = 512;
const MAX_CACHED = 512;

const NONE: readonly string[] = [];

/**
 * Makes the chooser for the languages there are. It returns those that the client wants, as they were given, the
 * most wanted first.
 */
export function createLanguageChooser(
  languages: readonly string[],
): (facts: RequestFacts) => readonly string[] {
  const byTag = new Map(languages.map((language) => [language.toLowerCase(), language]));
  const known = new Map<string, readonly string[]>();
  return (facts) => {
    const header = facts.header('accept-language');
    if (header === undefined) return NONE;
    if (header.length > MAX_HEADER) return lookup(shorten(header), byTag);
    let found = known.get(header);
    if (found === undefined) {
      found = lookup(header, byTag);
      // Clients vary little; one that varies on purpose costs a cleared map, never memory.
      if (known.size >= MAX_CACHED) known.clear();
      known.set(header, found);
    }
    return found;
  };
}

/** Cut between elements: half a tag is another language. */
function shorten(header: string): string {
  return header.slice(0, Math.max(0, header.lastIndexOf(',', MAX_HEADER)));
}

/** Each range, the most wanted first, and what is left of it when it is cut from its end (RFC 4647, section 3.4). */
function lookup(header: string, byTag: ReadonlyMap<string, string>): readonly string[] {
  const ranges = rangesOf(header);
  const refused = new Set(ranges.flatMap(({ range, q }) => (q === 0 ? [range] : [])));
  const found = new Set<string>();
  for (const { range, q } of ranges.toSorted((a, b) => b.q - a.q)) {
    if (q === 0) break;
    for (let tag = range; tag !== ''; tag = shorter(tag)) {
      const language = byTag.get(tag);
      if (language !== undefined && !refused.has(tag)) found.add(language);
    }
  }
  return [...found];
}

/** A single letter or digit introduces what stands behind it, and goes with it. */
function shorter(tag: string): string {
  return tag.slice(0, Math.max(0, tag.lastIndexOf('-'))).replace(/-[a-z\d]$/, '');
}

interface Range {
  readonly range: string;
  readonly q: number;
}

/** Language ranges in lower case. `*` says nothing about which. */
function rangesOf(header: string): readonly Range[] {
  return header.split(',').flatMap((part) => {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    return RANGE.test(range) ? [{ range, q: qualityOf(parameters) }] : [];
  });
}

const RANGE = /^[a-z\d]+(?:-[a-z\d]+)*$/;

/** What is no number counts as 1, as in `Accept`. */
function qualityOf(parameters: readonly string[]): number {
  const value = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '');
  if (value === undefined) return 1;
  return /^(?:\d+\.?\d*|\.\d+)$/.test(value) ? Math.min(1, Number(value)) : 1;
}
