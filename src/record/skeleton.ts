/** What of a message is the same for the same failure: its words, without what is most likely data. */

const MAX_MESSAGE = 512;

/**
 * Numbers, identifiers, dates, addresses and all that stands in quotes become `<>`. Nothing else is certain to be data, so
 * that two messages may differ that say the same.
 */
export function skeletonOf(message: string): string {
  return withoutQuoted(message.slice(0, MAX_MESSAGE))
    .replace(REFERENCE, MARK)
    .replace(IPV6, MARK)
    .replace(DAY_OR_MONTH, MARK)
    .replace(WORD, (word) => (/\d|.@./.test(word) ? MARK : word))
    .replace(MARKS, MARK)
    .replace(/\s+/g, ' ');
}

/** Whether there are words in it. */
export function tells(skeleton: string): boolean {
  return /[A-Za-z\u00c0-\uffff]{2}/.test(skeleton);
}

const MARK = '<>';
/** Lists of data are of any length. */
const MARKS = /<>(?:[\s,;:|/.&+-]{0,8}<>)+/g;

/** Ours, which may have no digit; and what redaction says of a cookie, which differs from process to process. */
const REFERENCE = /\b[\dA-HJKMNP-TV-Z]{4}-[\dA-HJKMNP-TV-Z]{4}-[\dA-HJKMNP-TV-Z]{4}\b|\[cookie [\da-f]{8}\]/g;
const IPV6 = /(?:[\da-f]{0,4}:){2,7}[\da-f]{1,4}/gi;
const DAY_OR_MONTH =
  /\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b|\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b/g;
const WORD = /[^\s()[\]{}<>,;:=|/"'`]+/g;

/** An apostrophe stands between letters. */
const QUOTE = /["`\u2018-\u201f\u00ab\u00bb]|(?<![A-Za-z])'|'(?![A-Za-z])/g;

/** From the first quote to the last: what is quoted may have quotes, and be cut off. */
function withoutQuoted(message: string): string {
  const quotes = [...message.matchAll(QUOTE)];
  if (quotes.length === 0) return message;
  const from = quotes[0]!.index;
  const to = quotes.length === 1 ? message.length : quotes.at(-1)!.index + 1;
  return `${message.slice(0, from)}${MARK}${message.slice(to)}`;
}
