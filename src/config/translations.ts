/** Texts in other languages, by the code that is sent (R37, D17). */

import { genericCode } from '../http/status.ts';
import type { At } from '../messages/at.ts';
import { placeholdersIn } from '../messages/placeholders.ts';
import { compileText } from '../messages/text.ts';
import { below } from './scope.ts';
import type { ServerError } from './server-errors.ts';
import type { Config, Scope, Translation } from './shapes.ts';
import { createTranslate, type Texts, type Translate } from './translate.ts';

export type { Translate } from './translate.ts';

/** Yields often. `undefined` where there is nothing to translate. */
export function* compileTranslations(
  config: Config,
  serverErrors: readonly ServerError[],
  at: At,
): Generator<void, Translate | undefined> {
  const { locales = {}, language = 'en' } = config;
  if (Object.keys(locales).length === 0) return undefined;
  const originals = yield* originalsOf(config, serverErrors);
  const texts = new Map<string, ReadonlyMap<string, Texts>>();
  for (const [tag, byCode] of Object.entries(locales)) {
    const here = below(at, tag);
    const compiled = new Map<string, Texts>();
    for (const [code, translation] of Object.entries(byCode)) {
      checkPlaceholders(translation, originals.get(code), below(here, code));
      const text = compileTranslation(tag, translation, below(here, code));
      if ((text.title ?? text.message) !== undefined) compiled.set(code, text);
      yield;
    }
    texts.set(tag, compiled);
  }
  return createTranslate(texts, language);
}

function compileTranslation(language: string, { title, message }: Translation, at: At): Texts {
  return {
    language,
    title: title === undefined ? undefined : compileText(title, below(at, 'title')),
    message: message === undefined ? undefined : compileText(message, below(at, 'message')),
  };
}

/** What is known of a code's texts before any error: their placeholders, as they are compared. */
interface Original {
  readonly title: string | undefined;
  readonly message: string | undefined;
}

/** The problem of a translation. */
export const OTHER_PLACEHOLDERS = 'does not have the placeholders of the text it translates';

/** A code may have several originals, in several places: a translation stands for all of them. */
function checkPlaceholders(translation: Translation, originals: readonly Original[] = [], at: At): void {
  for (const member of ['title', 'message'] as const) {
    const text = translation[member];
    const known = originals.flatMap(({ [member]: original }) => (original === undefined ? [] : [original]));
    if (text === undefined || known.length === 0 || known.includes(namesIn(text))) continue;
    const cure = known[0] === '' ? 'use none' : `use the same ones: ${known[0]}`;
    at.report(`${at.pointer}/${member}`, OTHER_PLACEHOLDERS, cure);
  }
}

function namesIn(text: string): string {
  return placeholdersIn(text).join(', ');
}

/** The texts of rows, by the code that is sent with them; and our own sentence, which has the reference in it. */
function* originalsOf(
  config: Config,
  serverErrors: readonly ServerError[],
): Generator<void, ReadonlyMap<string, readonly Original[]>> {
  const originals = new Map<string, Original[]>();
  /** Keys of rows that have a message. */
  const reworded = new Set(serverErrors.map(({ key }) => key));
  const add = (code: string, title: string | undefined, message: string | undefined): void => {
    const original = { title, message };
    const known = originals.get(code);
    if (known === undefined) originals.set(code, [original]);
    else known.push(original);
  };
  for (const { key } of serverErrors) add(codeOf(key), '', '');
  for (const scope of scopesOf(config)) {
    for (const [key, { code, title, message }] of Object.entries(scope.errors ?? {})) {
      if (message !== undefined) reworded.add(key);
      add(code ?? codeOf(key), title && namesIn(title), message && namesIn(message));
      yield;
    }
  }
  for (const status of OURS) {
    const code = genericCode(status);
    if (![code, String(status), '5xx'].some((key) => reworded.has(key)))
      add(code, undefined, namesIn('#CORRELATIONID#'));
  }
  return originals;
}

/** Statuses whose generic answer has our own sentence. */
const OURS = [500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511];

/** The code that is sent where a row sets none; of a status the one of its generic answer. */
function codeOf(key: string): string {
  return /^\d{3}$/.test(key) ? genericCode(Number(key)) : key;
}

function scopesOf({ platform, groups = [], apis = [] }: Config): readonly Scope[] {
  const routes = apis.flatMap(({ routes: own = [] }) => own);
  return [...(platform === undefined ? [] : [platform]), ...groups, ...apis, ...routes];
}
