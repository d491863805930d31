/** Texts as columns hold them: PostgreSQL takes no NUL, and UTF-8 no half of a character. */

const STRANGE = /[\0\\\ud800-\udfff]/u;
const EACH_STRANGE = /[\0\\\ud800-\udfff]/gu;
const ESCAPED = /\\(\\|u[\da-f]{4})/g;

/** Different texts stay different, so that columns can be compared and grouped. */
export function toColumn(text: string): string {
  if (!STRANGE.test(text)) return text;
  return text.replace(EACH_STRANGE, (unit) =>
    unit === '\\' ? '\\\\' : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function fromColumn(column: string): string {
  if (!column.includes('\\')) return column;
  return column.replace(ESCAPED, (_, escaped: string) =>
    escaped === '\\' ? '\\' : String.fromCharCode(Number.parseInt(escaped.slice(1), 16)),
  );
}

/** What a search looks through: it finds whatever has the wanted text in a part, and rarely a little more. */
export function toWords(parts: readonly (string | undefined)[]): string {
  return toColumn(parts.map((part = '') => part.toLowerCase()).join('\n'));
}

const HALVES = /[\ud800-\udfff]/u;

/** What words are searched for, for all that has the text: halves of characters may be halves of whole ones there. */
export function toWanted(text: string): string {
  const parts = text.toLowerCase().split(HALVES);
  return toColumn(parts.reduce((a, b) => (b.length > a.length ? b : a)));
}

const IN_COPY = /[\\\n\r\t]/;
const EACH_IN_COPY = /[\\\n\r\t]/g;
const COPIED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value in the text format of COPY. */
export function toCopied(column: string): string {
  return IN_COPY.test(column) ? column.replace(EACH_IN_COPY, (unit) => COPIED[unit]!) : column;
}
