/** JSON on several lines, every literal in it as it was sent; anything else as it is. */

/** Levels: what lies deeper is indented no further, or a page would grow with the square of a body. */
const MAX_DEPTH = 16;

const PART = /"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\],:]|\s+/g;

/** Without the numbers that JSON itself rounds: it is what a client saw. Never throws. */
export function laidOut(text: string): string {
  let depth = 0;
  const lineBreak = (): string => `\n${'  '.repeat(Math.min(depth, MAX_DEPTH))}`;

  function part(found: string): string {
    switch (found) {
      case '{':
      case '[':
        depth++;
        return found + lineBreak();
      case '}':
      case ']':
        depth--;
        return lineBreak() + found;
      case ',':
        return found + lineBreak();
      case ':':
        return ': ';
      default:
        return found.startsWith('"') ? found : found.replace(/\s+/g, '');
    }
  }

  try {
    JSON.parse(text);
    return text.replace(PART, part);
  } catch {
    return text;
  }
}
