/** Path patterns, read into shapes that an index can hold. */

import type { Token } from 'path-to-regexp';
import { show } from '../codes.ts';
import type { Report } from '../policy.ts';
import { PATH_SYNTAX, rewriteOldSyntax } from './path-syntax.ts';
import { pathToRegexpLibrary } from './path-to-regexp.ts';
import { textOf } from './url.ts';

/** One way to read a pattern: each optional part is there or not. */
export interface Shape {
  /** Texts in lower case, and `null` for a parameter. */
  readonly segments: readonly (string | null)[];
  /** What follows them: nothing, anything, or whatever an expression for the whole path says. */
  readonly tail: 'end' | 'rest' | RegExp;
}

/** Deeper patterns are compared by their expression from here on, so that a walk through an index stays shallow. */
const MAX_DEPTH = 64;

/** Text, parameters that fill a segment, and a wildcard at the end: read without the library. */
const USUAL = /^(?:\/(?:[\w.~%@,=&-]*|:[A-Za-z_$][\w$]*))*(?:\/\*[A-Za-z_$][\w$]*)?$/;

/** The shapes of a pattern; none where it is wrong, which is reported. */
export function readPattern(pattern: string, pointer: string, report: Report): readonly Shape[] {
  const usual = USUAL.test(pattern) ? readUsual(pattern) : undefined;
  if (usual !== undefined) return [usual];
  const known = readByLibrary(pattern);
  if ('problem' in known) {
    report(pointer, `${show(pattern)} is not a path pattern: ${known.problem}`, cureOf(pattern));
    return [];
  }
  if (!/^[/{*\\]/.test(pattern)) {
    report(
      pointer,
      `the path pattern ${show(pattern)} does not start with "/"`,
      `write ${show(`/${pattern}`)}`,
    );
    return [];
  }
  return readings(known.tokens).map((tokens) => shapeOf(tokens, known.expression));
}

function readUsual(pattern: string): Shape | undefined {
  const [, ...segments] = pattern.split('/');
  if (segments.length === 0 || segments.length > MAX_DEPTH) return undefined;
  const rest = segments.at(-1)?.startsWith('*') === true;
  const kept = rest ? segments.slice(0, -1) : segments;
  return {
    segments: kept.map((segment) => (segment.startsWith(':') ? null : textOf(segment).toLowerCase())),
    tail: rest ? 'rest' : 'end',
  };
}

function readByLibrary(
  pattern: string,
): { readonly tokens: readonly Token[]; readonly expression: RegExp } | { readonly problem: string } {
  const { parse, pathToRegexp, TokenData } = pathToRegexpLibrary();
  try {
    const tokens = parse(pattern).tokens.map(normalize);
    return { tokens, expression: pathToRegexp(new TokenData(tokens, pattern)).regexp };
  } catch (error) {
    const [reason = ''] = (error as Error).message.split(`: ${pattern}`);
    return { problem: reason.charAt(0).toLowerCase() + reason.slice(1) };
  }
}

/** Names of parameters stay as they are. */
function normalize(token: Token): Token {
  if (token.type === 'text') return { ...token, value: textOf(token.value) };
  return token.type === 'group' ? { ...token, tokens: token.tokens.map(normalize) } : token;
}

function cureOf(pattern: string): string {
  const now = rewriteOldSyntax(pattern);
  return now !== pattern && 'tokens' in readByLibrary(now) ? `write ${show(now)}` : PATH_SYNTAX;
}

/** The tokens with each optional part and without it; the library has refused more than 256 ways. */
function readings(tokens: readonly Token[]): Token[][] {
  return tokens.reduce<Token[][]>(
    (all, token) => {
      const parts = token.type === 'group' ? [...readings(token.tokens), []] : [[token]];
      return all.flatMap((reading) => parts.map((part) => reading.concat(part)));
    },
    [[]],
  );
}

function shapeOf(tokens: readonly Token[], expression: RegExp): Shape {
  const shape = plainShapeOf(tokens);
  return shape !== undefined && shape.segments.length <= MAX_DEPTH
    ? shape
    : { segments: prefixOf(tokens), tail: expression };
}

/** `undefined` where a segment is more than a text or a parameter, or something follows a wildcard. */
function plainShapeOf(tokens: readonly Token[]): Shape | undefined {
  const segments: (string | null)[] = [];
  // The segment that is being read; `undefined` before the first slash.
  let open: string | null | undefined;
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'text') {
      for (const [part, text] of token.value.split('/').entries()) {
        if (part > 0) {
          if (open !== undefined) segments.push(open);
          open = '';
        }
        if (text === '') continue;
        if (typeof open !== 'string') return undefined;
        open += text.toLowerCase();
      }
    } else if (open !== '') return undefined;
    else if (token.type === 'param') open = null;
    else return index === tokens.length - 1 ? { segments, tail: 'rest' } : undefined;
  }
  return open === undefined ? undefined : { segments: [...segments, open], tail: 'end' };
}

/** The segments that every path of this reading starts with, as far as they can be compared as they stand. */
function prefixOf(tokens: readonly Token[]): string[] {
  let text = '';
  for (const token of tokens) {
    if (token.type !== 'text') break;
    text += token.value;
  }
  const [first, ...segments] = text.split('/');
  return first === ''
    ? segments.slice(0, Math.min(segments.length - 1, MAX_DEPTH)).map((segment) => segment.toLowerCase())
    : [];
}
