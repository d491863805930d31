/** Single texts of the configuration: titles, messages and the values of headers. */

import { show } from '../codes.ts';
import type { Text } from '../policy.ts';
import type { At } from './at.ts';
import { headerEscapes, MAX_HEADER } from './header.ts';
import { joined } from './pieces.ts';
import { lookUpFor } from './placeholders.ts';
import { tokensOf, type Token } from './tokens.ts';
import { cut } from './values.ts';

const MAX_TEXT = 8192;

/** A title or a message, at most 8,192 characters long. Values are as they are: whatever shows it escapes it whole. */
export function compileText(text: string, at: At): Text {
  const tokens = tokensOf(text);
  checkLength(tokens, MAX_TEXT, at);
  const readerOf = readersFor(at);
  const write = joined(tokens.map((token) => (token.placeholder ? readerOf(token.text) : token.text)));
  return (context) => cut(write(context), MAX_TEXT);
}

/**
 * The value of a header: visible ASCII, spaces and tabs, at most 4,096 characters. Anything else in a value is
 * percent-encoded, and so is what would end its place in the header, unless it is all of the header.
 */
export function compileHeader(text: string, at: At): Text {
  const tokens = tokensOf(text);
  checkLength(tokens, MAX_HEADER / 2, at);
  const escapes = headerEscapes(tokens, at);
  const readerOf = readersFor(at);
  return joined(
    tokens.map((token) => {
      const escape = escapes.get(token);
      if (escape === undefined) return token.text;
      const read = readerOf(token.text);
      return (context) => escape(read(context));
    }),
  );
}

/** The answer's own values are made of these texts: what depends on them is not known yet. */
function readersFor(at: At): (written: string) => Text {
  const valueOf = lookUpFor(at);
  return (written) => {
    const value = valueOf(written);
    if (value?.instead !== undefined)
      at.report(at.pointer, `has ${show(written)}, which this text is a part of`, `use "${value.instead}"`);
    return value?.text ?? (() => '');
  };
}

function checkLength(tokens: readonly Token[], most: number, at: At): void {
  let length = 0;
  for (const { text, placeholder } of tokens) length += placeholder ? 0 : text.length;
  if (length > most)
    at.report(at.pointer, `is ${length} characters long`, `write at most ${most}, besides placeholders`);
}
