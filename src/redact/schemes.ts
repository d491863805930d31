/** Credentials behind an authentication scheme: "got 401 with Bearer x". */

import { HIDDEN, type Span } from './spans.ts';

export const SCHEMES: readonly string[] = ['bearer', 'dpop', 'basic', 'negotiate', 'ntlm'];

const NAMES: ReadonlySet<string> = new Set(SCHEMES);
const BEARER = /[ \t]{1,4}(?!realm|error|token\b|auth)([\w.~+/-]{6,}=*)/iy;
const BASIC = /[ \t]{1,4}([A-Za-z0-9+/_-]{6,}={0,2})/y;
const LONGEST = 9;

/** @returns the end of the credentials behind the word from `start` to `end`; `end` where there are none */
export function hideBehindScheme(text: string, start: number, end: number, spans: Span[]): number {
  if (end - start > LONGEST || text[end] !== ' ') return end;
  const scheme = text.slice(start, end).toLowerCase();
  if (!NAMES.has(scheme)) return end;
  const isToken = scheme === 'bearer' || scheme === 'dpop';
  const pattern = isToken ? BEARER : BASIC;
  pattern.lastIndex = end;
  const value = pattern.exec(text)?.[1];
  if (value === undefined || !(isToken ? isBearer(value) : isBasic(value))) return end;
  const to = pattern.lastIndex;
  spans.push({ start: to - value.length, end: to, shown: HIDDEN });
  return to;
}

function isBearer(value: string): boolean {
  return /[\d_~+/]|[a-z][A-Z]|\w\.\w/.test(value) || value.length >= 20;
}

/** User and password, or what no word is. "Basic authentication" is one. */
function isBasic(value: string): boolean {
  return /[\d+/=]|[a-z][A-Z]/.test(value) || value.length > 20;
}
