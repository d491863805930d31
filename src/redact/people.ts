/** What points at a person: e-mail addresses and social security numbers. */

import { pattern } from '../once.ts';
import type { Span } from './spans.ts';

const DOMAIN = pattern(
  String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.){1,8}(?:\p{L}{2,24}|xn--[a-z0-9-]{2,59})(?![\p{L}\p{N}])`,
  'uy',
);
const LOCAL = pattern(String.raw`[\p{L}\p{N}\p{M}._%+'~!#$*^|{}-]`, 'u');
const MAX_LOCAL = 64;

/** @param taken places of `@` that belong to a URL */
export function findEmails(text: string, taken: ReadonlySet<number>, spans: Span[]): void {
  let done = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const domains = DOMAIN();
    domains.lastIndex = at + 1;
    if (taken.has(at)) continue;
    const domain = domains.exec(text)?.[0];
    if (domain === undefined || isPicture(domain)) continue;
    const start = startOfLocal(text, at, done);
    if (start === at || text.slice(start, at) === 'git') continue;
    done = at + 1 + domain.length;
    spans.push({ start, end: done, shown: `[email at ${domain}]` });
  }
}

/** `logo@2x.png`: a picture for screens of twice the resolution. */
function isPicture(domain: string): boolean {
  return /^\dx\./.test(domain);
}

function startOfLocal(text: string, at: number, from: number): number {
  const least = Math.max(from, at - MAX_LOCAL);
  if (text[at - 1] === '"') return startOfQuoted(text, at, least);
  let start = at;
  while (start > least && LOCAL().test(text[start - 1]!)) start--;
  while (start < at && /['%+~!#$*^|{}.-]/.test(text[start]!)) start++;
  return start;
}

/** `"odd name"@example.net` (RFC 5321, section 4.1.2), with the quotes escaped where it stands in JSON. */
function startOfQuoted(text: string, at: number, least: number): number {
  const quote = text[at - 2] === '\\' ? String.raw`\"` : '"';
  const start = text.lastIndexOf(quote, at - quote.length - 1);
  return start < least ? at : start;
}

/** US social security and taxpayer numbers. With blanks between them they look like columns of any log. */
const SSN = /(?<![\w.-])(?!000|666)\d{3}([-.])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-]|\.\d)/g;
const LENGTH = 11;

/** @param numbers a stretch of digits and separators that begins at `offset` */
export function findSocialSecurityNumbers(
  text: string,
  numbers: string,
  offset: number,
  spans: Span[],
): void {
  if (numbers.length < LENGTH || !/[-.]/.test(numbers)) return;
  const from = Math.max(0, offset - 1);
  for (const { index } of text.slice(from, offset + numbers.length + 2).matchAll(SSN))
    spans.push({ start: from + index, end: from + index + LENGTH, shown: '[SSN]' });
}
