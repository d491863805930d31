/** What stands for the value of a secret, and what of it may stay. */

import { reduceCookies } from './cookies.ts';
import type { Name } from './names.ts';
import { HIDDEN, type Span } from './spans.ts';
import { saysNothing } from './values.ts';

const SCHEME =
  /^(?:Bearer|Basic|Digest|Negotiate|NTLM|Token|ApiKey|Api-Key|AWS4-HMAC-SHA256|Hawk|OAuth|DPoP|GNAP|SharedAccessSignature|SharedKey|GoogleLogin) +(?=\S)/i;

/** Of an authorization its scheme stays, and what tells nothing stays whole. */
export function concealed(value: string): string {
  const scheme = value.length > MAX_SCHEME ? '' : (SCHEME.exec(value)?.[0] ?? '');
  return saysNothing(value.slice(scheme.length)) ? value : scheme + HIDDEN;
}

const MAX_SCHEME = 4096;

/**
 * Hides what stands from `from` to `to` unless it tells nothing.
 * @returns `to`
 */
export function conceal(spans: Span[], { text, verdict }: Name, from: number, to: number): number {
  const value = text.slice(from, to);
  if (value.trim() === '') return to;
  const shown = verdict === 'cookie' ? reduceCookies(value) : concealed(value);
  if (shown !== value) spans.push({ start: from, end: to, shown });
  return to;
}
