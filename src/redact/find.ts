/** All secrets of a text: what the first look found decides which detectors run. */

import { findAuthorizationCodes } from './authorization-codes.ts';
import { findCards, NUMBERS } from './cards.ts';
import { findCommandLines, findSchemelessCredentials, findUrlCredentials } from './credentials.ts';
import { findIbans } from './iban.ts';
import { stemsOfSecrets, type KeyJudge } from './keys.ts';
import { findPairs } from './pairs.ts';
import { findEmails, findSocialSecurityNumbers } from './people.ts';
import { findRuns } from './runs.ts';
import { SCHEMES } from './schemes.ts';
import { compileOpenings, HAS, scan, type Openings } from './scan.ts';
import type { Span } from './spans.ts';
import { findInserted, findParameters } from './statements.ts';
import { findPrivateKeys, findTokens, TOKEN_OPENINGS } from './tokens.ts';
import { decodedView, plainView, type View } from './views.ts';

export type Find = (text: string) => Span[];

export function createFind(judge: KeyJudge): Find {
  const openings = compileOpenings([...stemsOfSecrets(), ...SCHEMES, ...judge.stems], TOKEN_OPENINGS);
  return (text) => {
    const spans: Span[] = [];
    findIn(text, { judge, openings, levels: MAX_LEVELS, base64: true }, spans);
    return spans;
  };
}

/**
 * A redirect to a redirect has its query escaped twice, and whoever logs it may escape it once more. Each level costs a
 * look at the text, where the one before has changed it.
 */
const MAX_LEVELS = 3;

interface Search {
  readonly judge: KeyJudge;
  readonly openings: Openings;
  /** How often what is escaped is decoded, and what comes of it again. */
  readonly levels: number;
  readonly base64: boolean;
}

function findIn(text: string, search: Search, spans: Span[]): void {
  const { flags, keys, tokens, runs } = scan(text, search.openings);
  if (flags === 0 && keys.length === 0 && runs.length === 0) return;
  if ((flags & HAS.unusual) !== 0) {
    const view = plainView(text);
    if (view !== undefined) return findInView(view, search, spans);
  }
  if (keys.length > 0) {
    findPairs(text, keys, search.judge, spans);
    findAuthorizationCodes(text, search.judge, spans);
    findInserted(text, search.judge.verdictOf, spans);
    findParameters(text, search.judge.verdictOf, spans);
  }
  if (tokens.length > 0) findTokens(text, tokens, spans);
  if ((flags & HAS.dashes) !== 0) findPrivateKeys(text, spans);
  if ((flags & HAS.digits) !== 0) findNumbers(text, spans);
  if ((flags & HAS.account) !== 0) findIbans(text, spans);
  if ((flags & HAS.at) !== 0) findAddresses(text, flags, spans);
  if ((flags & HAS.options) !== 0) findCommandLines(text, spans);
  if (runs.length > 0)
    findRuns(text, runs, search.base64 ? (decoded) => hasSecret(decoded, search) : undefined, spans);
  if ((flags & HAS.escapes) === 0 || search.levels === 0) return;
  const view = decodedView(text);
  if (view !== undefined) findInView(view, { ...search, levels: search.levels - 1 }, spans);
}

function findNumbers(text: string, spans: Span[]): void {
  NUMBERS.lastIndex = 0;
  for (let found = NUMBERS.exec(text); found !== null; found = NUMBERS.exec(text)) {
    findCards(text, found[0], found.index, spans);
    findSocialSecurityNumbers(text, found[0], found.index, spans);
    NUMBERS.lastIndex = found.index + found[0].length;
  }
}

function findAddresses(text: string, flags: number, spans: Span[]): void {
  const taken = (flags & HAS.url) === 0 ? new Set<number>() : findUrlCredentials(text, spans);
  findSchemelessCredentials(text, taken, spans);
  findEmails(text, taken, spans);
}

function findInView({ text, toSource }: View, search: Search, spans: Span[]): void {
  const found: Span[] = [];
  findIn(text, search, found);
  for (const span of found) spans.push(toSource(span));
}

function hasSecret(text: string, search: Search): boolean {
  const spans: Span[] = [];
  findIn(text, { ...search, base64: false }, spans);
  return spans.length > 0;
}
