const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MAX_SCANNED = 128;

/**
 * A text as a JSON string. Short plain ASCII, which nearly all of it is, is faster looked through than handed to
 * `JSON.stringify`.
 */
export function quote(text: string): string {
  const { length } = text;
  if (length > MAX_SCANNED) return JSON.stringify(text);
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit > 0x7e || unit === QUOTE || unit === BACKSLASH) return JSON.stringify(text);
  }
  return `"${text}"`;
}

/** How JSON writes a piece of text. */
export function escapeJson(text: string): string {
  return quote(text).slice(1, -1);
}
