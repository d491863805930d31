/** Text of anybody in HTML and SVG: one function serves content and quoted attributes. */

import { withEntities } from '../renderers/markup.ts';
import { hiding, spelled } from './printable.ts';

/** What no document can hold, lone surrogates included, becomes U+FFFD. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/gu;

export function escapeMarkup(text: string): string {
  return withEntities(text.replace(FORBIDDEN, '\ufffd').replace(hiding(), spelled));
}
