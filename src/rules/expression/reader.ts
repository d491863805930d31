/** A place in the source of a regular expression. */

export interface Reader {
  readonly source: string;
  at: number;
  /** Groups that are open. */
  depth: number;
}

/** The next character; empty at the end. */
export function peek({ source, at }: Reader): string {
  return source.charAt(at);
}

/** Goes past `text` if it is next. */
export function take(reader: Reader, text: string): boolean {
  const taken = reader.source.startsWith(text, reader.at);
  if (taken) reader.at += text.length;
  return taken;
}

/** Goes past what `pattern`, which must be sticky, finds here. */
export function takeMatch(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.source);
  if (match === null) return undefined;
  reader.at = pattern.lastIndex;
  return match;
}
