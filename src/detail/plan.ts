/** The detail options, compiled into what each request is shown. */

import { pathIn } from '../http/url.ts';
import type { Mode, RequestFacts } from '../model.ts';
import type { DetailOptions } from './options.ts';
import { DETAIL_HEADER, isDetailToken, requireCrypto } from './token.ts';

/** What one answer may show. */
export interface Opening {
  readonly explanation: boolean;
  /** No body of the library tells the reason: `explanation` was switched off, not just left out. */
  readonly isBlocked: boolean;
  readonly path: boolean;
  readonly stack: boolean;
  readonly attributes: boolean;
  readonly response: boolean;
  /** What became of the request's token; `undefined` without one. */
  readonly token: 'accepted' | 'refused' | undefined;
}

export interface Detail {
  /** Whether adapters record trails. */
  readonly traces: boolean;
  /** To be logged once, at start. */
  readonly warnings: readonly string[];
  /**
   * What the answer to a request may show. Never throws.
   * @param now milliseconds since 1970; asked only for the sake of a token
   */
  openingFor(facts: RequestFacts, now: () => number): Opening;
}

/** Of no use to clients and telling to attackers (R55); what an upstream says is unvetted (D35). */
const GUARDED = ['path', 'stack', 'attributes', 'response'] as const;

/**
 * @param options as `checkDetailOptions` has accepted them
 * @throws FaultlineError where the runtime cannot check tokens
 */
export function compileDetail(options: DetailOptions, mode: Mode): Detail {
  // What was checked, and no more: members of `Object.prototype` are no options.
  const given = Object.assign(Object.create(null) as DetailOptions, options);
  const isDebug = mode === 'debug';
  const isGuarded = !isDebug && given.allowInProduction !== true;
  const usual: Opening = Object.freeze({
    explanation: given.explanation ?? isDebug,
    isBlocked: given.explanation === false,
    path: !isGuarded && given.path === true,
    stack: !isGuarded && (given.stack ?? isDebug),
    attributes: !isGuarded && given.attributes === true,
    response: !isGuarded && (given.response ?? isDebug),
    token: undefined,
  });
  const ignored = isGuarded ? GUARDED.filter((name) => given[name] === true) : [];
  const warnings = ignored.map((name) => warningOf(name, given.token !== undefined));
  if (given.token === undefined) {
    return Object.freeze({ traces: usual.path, warnings, openingFor: () => usual });
  }
  requireCrypto();
  const { secret } = given.token;
  const secrets = typeof secret === 'string' ? [secret] : [...secret];
  const refused: Opening = Object.freeze({ ...usual, token: 'refused' });
  const accepted: Opening = Object.freeze({
    explanation: given.explanation !== false,
    isBlocked: given.explanation === false,
    path: given.path !== false,
    stack: given.stack !== false,
    attributes: given.attributes !== false,
    response: usual.response || given.response === true,
    token: 'accepted',
  });
  return Object.freeze({
    traces: accepted.path,
    warnings,
    openingFor(facts: RequestFacts, now: () => number): Opening {
      const isAccepted = isTokenAccepted(facts, secrets, now);
      if (isAccepted === undefined) return usual;
      return isAccepted ? accepted : refused;
    },
  });
}

/** `undefined` without a token. Facts come from a framework's objects, which may fail like anything else. */
function isTokenAccepted(
  facts: RequestFacts,
  secrets: readonly string[],
  now: () => number,
): boolean | undefined {
  try {
    const token = facts.header(DETAIL_HEADER);
    if (token === undefined) return undefined;
    return isDetailToken(token, { secrets, path: pathIn(facts.url), now: now() });
  } catch {
    return undefined;
  }
}

function warningOf(name: string, hasToken: boolean): string {
  const exception = hasToken ? ' except for requests with a detail token' : '';
  return `Option "detail.${name}" is ignored in release mode${exception}; give "detail.allowInProduction" to show it to every client.`;
}
