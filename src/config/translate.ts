/** Chooses the language of a code's texts (R37, D17), and tells why. */

import { createLanguageChooser } from '../http/language.ts';
import type { RequestFacts } from '../model.ts';
import type { ConsideredLanguage, TranslatedText } from '../policy.ts';
import { member } from './pointer.ts';

/** The texts of a code in the language that the client wants. Never throws. */
export type Translate = (code: string, facts: RequestFacts) => TranslatedText;

export type Texts = Omit<TranslatedText, 'consider' | 'language'> & { readonly language: string };

/** By language and code. */
type Locales = ReadonlyMap<string, ReadonlyMap<string, Texts>>;

/** @param original the language of the texts outside of `texts` */
export function createTranslate(texts: Locales, original: string): Translate {
  // Each once, and of two spellings of the original's the one that has texts.
  const tags = new Map([original, ...texts.keys()].map((tag) => [tag.toLowerCase(), tag]));
  const originalTag = tags.get(original.toLowerCase())!;
  const choose = createLanguageChooser([...tags.values()]);

  /** The first language that has a text for the code; those after the original's are wanted less than that is. */
  const first = (code: string, wanted: readonly string[]): Texts | undefined => {
    for (const tag of wanted) {
      const found = texts.get(tag)?.get(code);
      if (found !== undefined || tag === originalTag) return found;
    }
    return undefined;
  };

  const consider: TranslatedText['consider'] = (code, facts) => {
    const wanted = languagesOf(choose, facts);
    const used = first(code, wanted)?.language ?? originalTag;
    return [...new Set([...wanted, ...tags.values()])].map((language): ConsideredLanguage => {
      const has = texts.get(language)?.has(code) === true;
      const isOriginal = language === originalTag;
      const verdict = language === used ? 'used' : 'not used';
      const why = whyOf({ language, has, isOriginal, wanted, used }, code);
      const pointer = has ? member(member('/locales', language), code) : undefined;
      return { language, pointer, verdict, why };
    });
  };

  const none: TranslatedText = { language: undefined, title: undefined, message: undefined, consider };
  return (code, facts) => {
    const found = first(code, languagesOf(choose, facts));
    return found === undefined ? none : { ...found, consider };
  };
}

interface Standing {
  readonly language: string;
  /** Texts for the code. */
  readonly has: boolean;
  readonly isOriginal: boolean;
  /** By Accept-Language. */
  readonly wanted: readonly string[];
  readonly used: string;
}

function whyOf({ language, has, isOriginal, wanted, used }: Standing, code: string): string {
  const isWanted = wanted.includes(language);
  if (language === used && isWanted) return 'Accept-Language asks for it';
  if (language === used)
    return `Accept-Language asks for no other${wanted.length === 0 ? '' : ` that has texts for ${code}`}`;
  if (!has && !isOriginal) return `has no texts for ${code}`;
  return isWanted ? `behind ${used}` : 'Accept-Language does not ask for it';
}

/** Facts come from a framework's objects, which may fail like anything else: then no language is wanted. */
function languagesOf(
  choose: (facts: RequestFacts) => readonly string[],
  facts: RequestFacts,
): readonly string[] {
  try {
    return choose(facts);
  } catch {
    return [];
  }
}
