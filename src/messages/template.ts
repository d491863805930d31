/** Compiles a text with placeholders for the format that it is a body of. */

import type { Format } from '../model.ts';
import type { Text } from '../policy.ts';
import type { At } from './at.ts';
import { placesInHtml } from './html.ts';
import { placesInJson } from './json.ts';
import { joined } from './pieces.ts';
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

export function compileTemplate(template: string, scan: Scan, at: At): Text {
  const tokens = tokensOf(template);
  const shape = shapeOf(tokens);
  let faults = 0;
  const places = scan(shape, (offset, problem, cure) => {
    if (faults++ < MAX_FAULTS)
      at.report(at.pointer, `${problem} (${whereIs(offset, tokens, template)})`, cure);
  });
  const holes = shape.holes.values();
  const valueOf = lookUpFor(at);
  return joined(
    tokens.map(({ text, placeholder }) => {
      if (!placeholder) return text;
      const place = places.get(holes.next().value!);
      const value = valueOf(text);
      // Nothing for what was reported: such a template is not used.
      return value === undefined || place === undefined ? '' : place(value);
    }),
  );
}
