/** A body that is a JSON value: its texts are templates, the rest is written as it stands. */

import type { JsonValue } from '../model.ts';
import type { At } from './at.ts';
import type { Piece } from './fitted.ts';
import { lookUpFor } from './placeholders.ts';
import { inJsonString } from './places.ts';
import { tokensOf } from './tokens.ts';

const MAX_DEPTH = 64;

export function piecesOfJson(value: JsonValue, at: At): readonly Piece[] {
  const pieces: Piece[] = [];
  write(value, 1, at, pieces);
  return pieces;
}

function write(value: JsonValue, depth: number, at: At, pieces: Piece[]): void {
  if (typeof value === 'string') writeText(value, at, pieces);
  else if (typeof value !== 'object' || value === null) pieces.push(JSON.stringify(value));
  else if (depth > MAX_DEPTH)
    at.report(at.pointer, 'is nested too deeply', `nest at most ${MAX_DEPTH} objects and arrays`);
  else if (isArray(value)) {
    pieces.push('[');
    for (const [index, item] of value.entries()) {
      if (index > 0) pieces.push(',');
      write(item, depth + 1, { ...at, pointer: `${at.pointer}/${index}` }, pieces);
    }
    pieces.push(']');
  } else {
    pieces.push('{');
    for (const [index, [name, member]] of Object.entries(value).entries()) {
      const below = { ...at, pointer: `${at.pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` };
      if (index > 0) pieces.push(',');
      pieces.push(JSON.stringify(nameOf(name, below)), ':');
      write(member, depth + 1, below, pieces);
    }
    pieces.push('}');
  }
}

function writeText(text: string, at: At, pieces: Piece[]): void {
  const valueOf = lookUpFor(at);
  pieces.push('"');
  for (const token of tokensOf(text)) {
    if (!token.placeholder) pieces.push(JSON.stringify(token.text).slice(1, -1));
    else {
      const value = valueOf(token.text);
      if (value !== undefined) pieces.push(inJsonString(value));
    }
  }
  pieces.push('"');
}

function nameOf(name: string, at: At): string {
  const tokens = tokensOf(name);
  if (tokens.some(({ placeholder }) => placeholder))
    at.report(at.pointer, 'has a placeholder in its name', 'write the name out');
  return tokens.map(({ text }) => text).join('');
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
