import type { Fault, Shape } from './shape.ts';
import { forbidHoles } from './tag.ts';

/**
 * What follows the comment at `at`; `undefined`, reported, when it is none. Strict, because XML and HTML do not agree
 * where others end.
 */
export function endOfComment(shape: Shape, at: number, fault: Fault): number | undefined {
  const { text } = shape;
  const dashes = text.indexOf('--', at + 4);
  const end = dashes + 2;
  if (dashes === -1 || text[end] !== '>' || /^-?>/.test(text.slice(at + 4, at + 6))) {
    fault(
      at,
      'has a comment with ">" at its begin, "--" in it or without end',
      'end it by the first "--", as "-->"',
    );
    return undefined;
  }
  forbidHoles(shape, at, dashes, 'a comment', fault);
  return end + 1;
}
