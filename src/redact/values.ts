/** Where a value ends that stands after a name, and whether it says no more than a sentence does. */

import { pattern } from '../once.ts';

/** In place of a value: a status, a type, a parameter, or that somebody has hidden it already. */
const SAYS_NOTHING = new RegExp(
  `^(?:${[
    'required|missing|invalid|expired|revoked|empty|unset|unknown|absent|present|incorrect|wrong|mismatch|forbidden|unauthorized|denied',
    'null|nil|none|undefined|true|false|yes|no|on|off|ok|n/a|nan|string|text|number|integer|boolean|object|uuid',
    String.raw`(?:var)?char\(\d+\)|[*•x.…#-]+|\(?(?:redacted|filtered|hidden|masked|removed)\)?`,
    String.raw`\[(?:redacted|filtered|hidden|masked|removed|circular|deeper|JWT|SSN|base64 with secrets|(?:cookie|key) [\da-f]{8}|(?:card|IBAN) ending in \w{4}|email at \S+|[\w .]+ key)\]`,
    String.raw`<[a-z_ -]+>|\$\d+|\$\{[\w.: -]*\}|\{\{[\w.: -]*\}\}|%[sdjo]|\?|:[a-z]\w*`,
  ].join('|')})$`,
  'i',
);

/** How a rule is told that was not met: by its beginning, and by a word that rules have. */
const RULE =
  /^(?:(?:the |your |this )?(?:field|value|password|token|it) )?(?:is|are|was|has|must|should|cannot|can't|does|needs?|too|not|at least|no more|required|invalid|unable|expected)(?:[ :,;]{1,2}[\w'<>=.-]+)+$/i;
const OF_RULES =
  /\b(?:characters?|required|valid|invalid|match|matches|contain|contains|short|long|small|big|empty|blank|expired|missing|string|number|received|uppercase|lowercase|digits?|letters?|allowed|format|correct|equal|undefined|null)\b/i;

export function saysNothing(value: string): boolean {
  if (value.length > MAX_SENTENCE) return false;
  const text = value.trim();
  return (
    SAYS_NOTHING.test(text) || (RULE.test(text) && OF_RULES.test(text) && !/\d[a-z]|[a-z]\d/i.test(text))
  );
}

const MAX_SENTENCE = 120;
const LONGER_THAN_WORDS = 24;

/** Not a word of a sentence: letters with digits or signs among them, or longer than words are. */
export function looksLikeToken(value: string): boolean {
  if (value.length < 6) return false;
  if (value.length > MAX_SENTENCE) return true;
  if (MEASURE.test(value) || (PATH.test(value) && !/[\w+=-]{24}/.test(value))) return false;
  return value.length >= LONGER_THAN_WORDS || MIXED().test(value);
}

/** Versions, durations, sizes, dates. */
const MEASURE =
  /^(?:v?\d+(?:[.:,]\d+)*%?|\d+(?:ms|s|m|h|d|kb|mb|gb|px|x|st|nd|rd|th)|\d{4}-\d{2}-\d{2}\S*)$/i;
const PATH = /^[~.\w@-]*(?:[/\\][~.\w@-]*)+(?::\d+)*$/;
const MIXED = pattern(String.raw`\d.*\p{L}|\p{L}.*\d|[\p{L}\d][!#$%^&*+=~]+[\p{L}\d]|[\p{L}\d]!$`, 'u');

/** The quote that closes what stands behind `quote` (escaped as it is), or the end of the text: it may have been cut. */
export function endOfQuoted(text: string, from: number, quote: string): number {
  const mark = quote.at(-1)!;
  const depth = quote.length - 1;
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
    let slashes = 0;
    while (at - slashes > from && text[at - slashes - 1] === '\\') slashes++;
    if (depth === 0 ? slashes % 2 === 1 : slashes > depth) continue;
    // SQL and CSV double a quote that is meant.
    if (depth === 0 && slashes === 0 && text[at + 1] === mark && at > from && mark !== '`') {
      at++;
      continue;
    }
    return at - Math.min(slashes, depth);
  }
  return text.length;
}

const OPENERS = '([{';
const CLOSERS = ')]}';

/** The end of an object or array that opens at `from`, or of the text. */
export function endOfBracketed(text: string, from: number): number {
  let depth = 0;
  for (let index = from; index < text.length; index++) {
    const character = text[index]!;
    if (OPENERS.includes(character)) depth++;
    else if (CLOSERS.includes(character) && --depth === 0) return index + 1;
    else if (character === '"' || character === "'") {
      let quote = character;
      for (let before = index - 1; text[before] === '\\'; before--) quote = `\\${quote}`;
      const end = endOfQuoted(text, index + 1, quote);
      index = end + quote.length - 1;
    }
  }
  return text.length;
}

const PAIR_FOLLOWS = pattern(
  String.raw`[&;,]\s{0,3}(?:\\*["'])?[\p{L}_$][\p{L}\p{N}_.$[\]%-]{0,63}(?:\\*["'])?\s?(?:=|:)|[;,](?:\s|$)`,
  'uy',
);
const ESCAPED_LINE = /\\[nr](?:\\[nr])*(?:[\w.-]{1,64}\s?[:=]|["']|$|\s|\[)/y;
const PAIR_AFTER_BLANK = pattern(String.raw`[ \t]{1,8}(?:--?)?[\p{L}_][\p{L}\p{N}_.-]{0,63}=`, 'uy');

/** The end of a header's value: of the line, or of the quotes that it stands in. */
export function endOfHeader(text: string, from: number): number {
  for (let index = from; index < text.length; index++) {
    const character = text[index]!;
    if (character === '\n' || character === '\r') return index;
    if (character === '\\' && matches(ESCAPED_LINE, text, index)) return index;
    if (
      /["'`]/.test(character) &&
      (text[index - 1] === '\\' || ENDS_QUOTED.test(text.slice(index + 1, index + 2)))
    )
      return text[index - 1] === '\\' ? index - 1 : index;
  }
  return text.length;
}

const ENDS_QUOTED = /^(?:[\s;:)\]}>]|$)/;

/**
 * The end of a value without quotes.
 * @param wholeLine it may have blanks, as after a name that begins a line
 */
export function endOfBare(text: string, from: number, wholeLine: boolean): number {
  let depth = 0;
  for (let index = from; index < text.length; index++) {
    const character = text[index]!;
    if (character === '\n' || character === '\r') return index;
    if (character === ' ' || character === '\t') {
      if (!wholeLine || matches(PAIR_AFTER_BLANK(), text, index)) return index;
    } else if (character === '"' || character === "'" || character === '`') {
      if (!wholeLine || /^(?:[\s,;:)\]}>]|$)/.test(text.slice(index + 1, index + 2))) return index;
    } else if (character === '&' || character === ';' || character === ',') {
      if (matches(PAIR_FOLLOWS(), text, index) || index + 1 === text.length) return index;
    } else if (character === '\\') {
      if (/["']/.test(text[index + 1] ?? '') || matches(ESCAPED_LINE, text, index)) return index;
    } else if (OPENERS.includes(character)) depth++;
    else if (CLOSERS.includes(character)) {
      if (--depth < 0 && /^(?:[\s,;:.)\]}"'\\]|$)/.test(text.slice(index + 1, index + 2))) return index;
    } else if (character === '<' && index > from && (text[index + 1] === '/' || !wholeLine)) return index;
  }
  return text.length;
}

function matches(shape: RegExp, text: string, index: number): boolean {
  shape.lastIndex = index;
  return shape.test(text);
}
