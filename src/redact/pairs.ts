/**
 * Values that stand with a name: in JSON (also inside strings), query strings, forms, headers, log lines, SQL, XML, YAML,
 * environment files, printed objects of many languages, and sentences.
 */

import { pattern } from '../once.ts';
import { hideAssigned } from './assigned.ts';
import { conceal } from './conceal.ts';
import type { KeyJudge } from './keys.ts';
import { beginsLine, endOfName, MAX_NAME, startOfName, verdictAt, type Name } from './names.ts';
import { hideBehindScheme } from './schemes.ts';
import { hideInSentence, hideSegment } from './sentences.ts';
import type { Span } from './spans.ts';

/** @param hits where names may begin, ascending */
export function findPairs(
  text: string,
  hits: readonly number[],
  { verdictOf }: KeyJudge,
  spans: Span[],
): void {
  let done = 0;
  for (const hit of hits) {
    if (hit < done) continue;
    const from = Math.max(hit, 0);
    const start = startOfName(text, from, done);
    const end = endOfName(text, Math.max(from, start));
    const verdict = verdictAt(text, start, end, verdictOf);
    done = hideBehindScheme(text, start, end, spans);
    if (done === end && verdict !== 'harmless') {
      done = Math.max(end, hideValue({ text, start, end, verdict }, spans));
      if (isNameToo(text, end, done)) done = end;
    }
  }
}

/**
 * Of `password: "password":"x"` what is hidden may be a name, which has a value of its own. No longer than names are, so
 * that no text is looked at again and again.
 */
function isNameToo(text: string, from: number, to: number): boolean {
  if (to - from > MAX_NAME || to === from) return false;
  return text[to - 1] === ':' || after(ANOTHER, text, to) > to;
}

const ANOTHER = /[ \t]{0,8}(?:=|:|->)/y;

/** What may stand between a name and the sign after it; `[]` and `[0]` in names of lists in forms. */
const CLOSING = /(?:\\*["'`])?[\])]?(?:\[\d{0,6}\]){0,4}/y;
const SIGN = pattern(
  String.raw`[ \t]{0,8}(?::=|=>|->|={1,3}|!=|<>|~|:{1,2})[ \t]{0,8}(?:\r?\n\s{0,16}string\(\d{1,9}\) )?|[ \t]{1,8}(?:not )?(?:like|ilike|in|eq|is|was|by) ?(?=[("'\x60])|[ \t]{1,8}\|[ \t]{1,8}|\s{1,2}(?:is|was|of|as|by|value|equals|provided)[: ]{1,2}(?=\\*["'\x60\p{L}\d])`,
  'iuy',
);
const NEXT_LINE = /:[ \t]{0,8}(?:[|>][+-]?[ \t]{0,8})?\r?\n[ \t]{1,32}(?:-[ \t])?/y;

/** `name="password" value="x"`, `{"name":"password","value":"x"}`, `s:8:"password";s:1:"x"`, a part of a form. */
const ELSEWHERE =
  /\\*["']\s{0,4}[,>]?\s{0,4}(?:type=\S{1,20}\s)?(?:\\*["'])?(?:value|content|text|val)(?:\\*["'])?\s{0,4}[:=]\s{0,4}|\\*["'];s:\d{1,9}:(?=\\*")|\\*["'](?:;[^\r\n]{0,200})?(?:(?:\r?\n|\\r\\n)[A-Za-z-]{1,40}:[^\r\n\\]{0,200}){0,4}(?:\r?\n\r?\n|\\r\\n\\r\\n)|\\*["']\s?>/iy;
const ELEMENT = /(?:\s[^<>]{0,200})?>/y;
/** From a name in a list or a table of HTML to its value. */
const CELL = /\s{0,8}<\/(?:dt|th|td)>\s{0,32}<(?:dd|td)(?:\s[^<>]{0,200})?>\s{0,32}(?:<(?:code|b|pre)>)?/iy;

/** Hides what stands with a name; returns where to go on. */
function hideValue(name: Name, spans: Span[]): number {
  const { text, start, end } = name;
  const before = text[start - 1] ?? '';
  if (before === '<' || (before === ':' && text[end] !== ':')) {
    const element = after(ELEMENT, text, end);
    if (element > end) return hideElement(name, element, spans);
  }
  if (before === '>') {
    const cell = after(CELL, text, end);
    if (cell > end) return hideElement(name, cell, spans);
  }
  const closed = after(CLOSING, text, end);
  const block = after(NEXT_LINE, text, closed);
  if (block > closed && beginsLine(text, start)) return hideBlock(name, block, spans);
  const sign = after(SIGN(), text, closed);
  if (sign > closed) return hideAssigned(name, sign, /[:=>|]/.test(text.slice(closed, sign)), spans);
  if (closed > end && /["'`]/.test(text[closed - 1]!)) {
    const elsewhere = after(ELSEWHERE, text, end);
    return elsewhere > end
      ? hideAssigned(name, elsewhere, true, spans)
      : hideInSentence({ ...name, end: closed }, spans);
  }
  return text[end] === '/' ? hideSegment(name, spans) : hideInSentence(name, spans);
}

function after(sign: RegExp, text: string, from: number): number {
  sign.lastIndex = from;
  return sign.test(text) ? sign.lastIndex : from;
}

/** XML and HTML: up to the next tag. */
function hideElement(name: Name, from: number, spans: Span[]): number {
  const { text } = name;
  const isData = text.startsWith(CDATA, from);
  const start = isData ? from + CDATA.length : from;
  const close = text.indexOf(isData ? ']]>' : '<', start);
  return conceal(spans, name, start, close < 0 ? text.length : close);
}

const CDATA = '<![CDATA[';

/** YAML: the lines below, as long as they are indented as the first is; unless they are pairs themselves. */
function hideBlock(name: Name, from: number, spans: Span[]): number {
  const { text } = name;
  if (/^["']?[\w.-]+["']?:(?:\s|$)/.test(text.slice(from, from + MAX_NAME))) return from;
  const indent = from - text.lastIndexOf('\n', from) - 1;
  let end = endOfLine(text, from);
  while (end < text.length && isIndented(text, end + 1, indent)) end = endOfLine(text, end + 1);
  return conceal(spans, name, from, end);
}

function isIndented(text: string, line: number, indent: number): boolean {
  return text.slice(line, line + indent).trim() === '' && /[^\r\n]/.test(text[line + indent] ?? '');
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
