import type { Text } from '../policy.ts';

/** A part of a compiled template: what it says itself, or how a value is written there. */
export type Piece = string | Text;

/** Writes them all, in one pass. */
export function joined(pieces: readonly Piece[]): Text {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') merged[merged.length - 1] = last + piece;
    else merged.push(piece);
  }
  const [first = '', ...others] = merged;
  if (others.length === 0) return typeof first === 'string' ? () => first : first;
  return (context) => {
    let text = '';
    for (const piece of merged) text += typeof piece === 'string' ? piece : piece(context);
    return text;
  };
}
