/** A body that is a text with placeholders, in the syntax of its format. */

import type { Format } from '../model.ts';
import type { At } from './at.ts';
import type { Piece } from './fitted.ts';
import { placesInHtml } from './html.ts';
import { placesInJson } from './json.ts';
import { lookUpFor } from './placeholders.ts';
import { inPlainText, type Place } from './places.ts';
import { shapeOf, whereIs, type Fault, type Shape } from './shape.ts';
import { tokensOf } from './tokens.ts';
import { placesInXml } from './xml.ts';

/** Finds out how each placeholder is written, and reports those that no value may replace. */
export type Scan = (shape: Shape, fault: Fault) => ReadonlyMap<number, Place>;

export const SCANS: Readonly<Record<Format, Scan>> = {
  json: placesInJson,
  xml: placesInXml,
  html: placesInHtml,
  text: ({ holes }) => new Map([...holes].map((hole) => [hole, inPlainText])),
};

/** Of one template: each costs a look through it, and nobody reads more. */
const MAX_FAULTS = 20;

export function piecesOfTemplate(template: string, scan: Scan, at: At): readonly Piece[] {
  const tokens = tokensOf(template);
  const shape = shapeOf(tokens);
  let faults = 0;
  const places = scan(shape, (offset, problem, cure) => {
    if (faults++ < MAX_FAULTS)
      at.report(at.pointer, `${problem} (${whereIs(offset, tokens, template)})`, cure);
  });
  const holes = shape.holes.values();
  const valueOf = lookUpFor(at);
  return tokens.map(({ text, placeholder }) => {
    if (!placeholder) return text;
    const place = places.get(holes.next().value!);
    const value = valueOf(text);
    // Nothing for what was reported: such a template is not used.
    return value === undefined || place === undefined ? '' : place(value);
  });
}
