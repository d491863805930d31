import type { Text } from '../policy.ts';

/** Writes parts of a compiled template, which say something themselves or are values, in one pass. */
export function joined(pieces: readonly (string | Text)[]): Text {
  const parts = merged(pieces);
  const [first = '', ...others] = parts;
  if (others.length === 0) return typeof first === 'string' ? () => first : first;
  return (context) => {
    let text = '';
    for (const part of parts) text += typeof part === 'string' ? part : part(context);
    return text;
  };
}

/** With one text in place of several that follow each other. */
export function merged<Part>(pieces: readonly (string | Part)[]): readonly (string | Part)[] {
  const parts: (string | Part)[] = [];
  for (const piece of pieces) {
    const last = parts.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') parts[parts.length - 1] = last + piece;
    else parts.push(piece);
  }
  return parts;
}
