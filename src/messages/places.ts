/** The places of bodies where a value may stand, and how it is written there, so that it cannot leave them. */

import type { Text } from '../policy.ts';
import { printable } from '../renderers/lines.ts';
import { escapeMarkup } from '../renderers/markup.ts';
import type { Value } from './values.ts';

/** Writes a value where it stands. */
export type Place = (value: Value) => Text;

/** What nearly all values are, and need no escape. */
const PLAIN_IN_JSON = /^[ !#-[\]-~]*$/;
const PLAIN_IN_MARKUP = /^[ !#-%(-;=?-~]*$/;
const PLAIN_IN_TEXT = /^[ -~]*$/;

export const inJsonString: Place = escaped(PLAIN_IN_JSON, (text) => quoted(text).slice(1, -1));

/** Outside of strings a number is a number of JSON, anything else a string, and a number that is missing `null`. */
export const asJsonValue: Place = ({ number, text }) => {
  if (number === undefined) return (context) => quoted(text(context));
  return (context) => String(number(context) ?? null);
};

export const inMarkup: Place = escaped(PLAIN_IN_MARKUP, escapeMarkup);

/** XML parsers read tabs and line breaks in attributes as spaces. */
export const inXmlAttribute: Place = escaped(PLAIN_IN_MARKUP, (text) => {
  return escapeMarkup(text).replace(/[\t\n]/g, (character) => (character === '\t' ? '&#9;' : '&#10;'));
});

export const inPlainText: Place = escaped(PLAIN_IN_TEXT, printable);

function escaped(plain: RegExp, escape: (text: string) => string): Place {
  return ({ text }) => {
    return (context) => {
      const value = text(context);
      return plain.test(value) ? value : escape(value);
    };
  };
}

/** Readers that take JSON for JavaScript end a line at U+2028 and U+2029. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u2028\u2029]/g, (character) => {
    return character === '\u2028' ? '\\u2028' : '\\u2029';
  });
}
