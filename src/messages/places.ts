/** The places of bodies where a value may stand, and how it is written there, so that it cannot leave them. */

import { printable } from '../renderers/lines.ts';
import { escapeMarkup } from '../renderers/markup.ts';
import type { TemplateContext, Text } from '../policy.ts';
import { REST } from './limits.ts';
import type { Value } from './values.ts';

/** How a value is written where it stands. */
export type Place = (value: Value) => Slot;

/** Where a value stands. */
export interface Slot {
  readonly write: Text;
  /** At most that long: of a text its begin, of a number all or nothing. */
  readonly fit: (context: TemplateContext, room: number) => string;
  /** What `fit` needs. */
  readonly least: number;
}

/** What nearly all values are, and need no escape. */
const PLAIN_IN_JSON = /^[ !#-[\]-~]*$/;
const PLAIN_IN_MARKUP = /^[ !#-%(-;=?-~]*$/;
const PLAIN_IN_TEXT = /^[ -~]*$/;

export const inJsonString: Place = escaped(PLAIN_IN_JSON, withinQuotes);

/** Outside of strings a number is a number of JSON, anything else a string, and a number that is missing `null`. */
export const asJsonValue: Place = ({ number, text }) => {
  if (number === undefined) {
    return {
      write: (context) => quoted(text(context)),
      fit: (context, room) => `"${begin(text(context), withinQuotes, room - 2)}"`,
      least: 2 + REST.length,
    };
  }
  const write: Text = (context) => String(number(context) ?? null);
  return { write, fit: (context, room) => wholeOr('null', write(context), room), least: 'null'.length };
};

export const inMarkup: Place = escaped(PLAIN_IN_MARKUP, escapeMarkup);

/** XML parsers read tabs and line breaks in attributes as spaces. */
export const inXmlAttribute: Place = escaped(PLAIN_IN_MARKUP, (text) => {
  return escapeMarkup(text).replace(/[\t\n]/g, (character) => (character === '\t' ? '&#9;' : '&#10;'));
});

export const inPlainText: Place = escaped(PLAIN_IN_TEXT, printable);

function escaped(plain: RegExp, escape: (text: string) => string): Place {
  return ({ text, number }) => {
    const write: Text = (context) => {
      const value = text(context);
      return plain.test(value) ? value : escape(value);
    };
    const fit: Slot['fit'] =
      number === undefined
        ? (context, room) => begin(text(context), escape, room)
        : (context, room) => wholeOr(REST, write(context), room);
    return { write, fit, least: REST.length };
  };
}

/** As much of a text as fits when it is escaped, which never makes it shorter: no escape and no character is halved. */
function begin(text: string, escape: (text: string) => string, room: number): string {
  const whole = text.length <= room ? escape(text) : undefined;
  if (whole !== undefined && whole.length <= room) return whole;
  let written = '';
  for (const character of text) {
    const next = written + escape(character);
    if (next.length > room - REST.length) break;
    written = next;
  }
  return written + REST;
}

/** The begin of a number is another number. */
function wholeOr(otherwise: string, number: string, room: number): string {
  return number.length <= room ? number : otherwise;
}

function withinQuotes(text: string): string {
  return quoted(text).slice(1, -1);
}

/** Readers that take JSON for JavaScript end a line at U+2028 and U+2029. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u2028\u2029]/g, (character) => {
    return character === '\u2028' ? '\\u2028' : '\\u2029';
  });
}
