/** Which language a client wants: Accept-Language with q-values (RFC 9110, section 12.5.4) by lookup (RFC 4647). */

import { preferencesIn, shortened } from './preferences.ts';
import type { RequestFacts } from '../model.ts';

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
    if (header.length > MAX_HEADER) return lookup(shortened(header, MAX_HEADER), byTag);
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

/** Each range, the most wanted first, and what is left of it when it is cut from its end (RFC 4647, section 3.4). */
function lookup(header: string, byTag: ReadonlyMap<string, string>): readonly string[] {
  const ranges = preferencesIn(header).filter(({ value }) => RANGE.test(value));
  const refused = new Set(ranges.flatMap(({ value, q }) => (q === 0 ? [value] : [])));
  const found = new Set<string>();
  for (const { value, q } of ranges.toSorted((a, b) => b.q - a.q)) {
    if (q === 0) break;
    for (let tag = value; tag !== ''; tag = shorter(tag)) {
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

/** A language range; `*` says nothing about which. */
const RANGE = /^[a-z\d]+(?:-[a-z\d]+)*$/;
