/** Whether the languages of a configuration are languages, each once. */

import { show } from '../codes.ts';
import { member } from './pointer.ts';
import type { Report } from '../policy.ts';
import type { Config } from './shapes.ts';

const CURE = 'give a tag of RFC 5646, such as "de" or "pt-BR"';

/** Yields often. */
export function* checkLocales({ language, locales = {} }: Config, report: Report): Generator<void, void> {
  if (language !== undefined && canonicalOf(language) === undefined)
    report('/language', `is ${show(language)}, which is no language`, CURE);
  const first = new Map<string, string>();
  for (const tag of Object.keys(locales)) {
    yield;
    const pointer = member('/locales', tag);
    const canonical = canonicalOf(tag);
    if (canonical === undefined) {
      report(pointer, 'is no language', CURE);
      continue;
    }
    const same = first.get(canonical);
    if (same === undefined) first.set(canonical, tag);
    else report(pointer, `is the same language as ${show(same)}`, 'keep one of the two');
  }
}

function canonicalOf(tag: string): string | undefined {
  if (typeof Intl === 'undefined') return tag.toLowerCase();
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
