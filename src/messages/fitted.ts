/** Writes the parts of a body, and again with less of its values where it is too long. */

import type { Body, Report, TemplateContext } from '../policy.ts';
import { MAX_ANSWER, MAX_OWN } from './limits.ts';
import { merged } from './pieces.ts';
import type { Slot } from './places.ts';

/** A part of a compiled body: what it says itself, or the place of a value. */
export type Piece = string | Slot;

/** Reports a body that leaves no room for its values. */
export function fitted(pieces: readonly Piece[], pointer: string, report: Report): Body['render'] {
  const parts = merged(pieces);
  const own = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : part.least), 0);
  if (own > MAX_OWN)
    report(
      pointer,
      `is ${own} characters long without its values`,
      `write at most ${MAX_OWN}, so that there is room for them`,
    );
  return (context, most) =>
    most === undefined ? whole(parts, context) : shortened(parts, context, most - own);
}

function whole(parts: readonly Piece[], context: TemplateContext): string {
  let text = '';
  for (const part of parts) {
    text += typeof part === 'string' ? part : part.write(context);
    if (text.length > MAX_ANSWER) break;
  }
  return text;
}

/** @param room for all values, besides what they need at least */
function shortened(parts: readonly Piece[], context: TemplateContext, room: number): string {
  let left = room;
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const written = part.fit(context, left + part.least);
      left += part.least - written.length;
      return written;
    })
    .join('');
}
