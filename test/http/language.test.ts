import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { createLanguageChooser } from '../../src/http/language.ts';
import { factsWith } from '../pipeline/facts.ts';

const LANGUAGES = ['en', 'de', 'de-AT', 'fr', 'pt-BR', 'zh-Hant', 'sr-Latn'];

function chosen(header: string | undefined, languages: readonly string[] = LANGUAGES): string {
  const choose = createLanguageChooser(languages);
  return choose(factsWith(header === undefined ? {} : { 'accept-language': header })).join(' ');
}

describe('R37 D17 languages by Accept-Language, the most wanted first', () => {
  it.each([
    [undefined, ''],
    ['', ''],
    ['de', 'de'],
    ['DE', 'de'],
    ['de-AT', 'de-AT de'],
    ['de-CH', 'de'],
    ['de-CH-1996', 'de'],
    ['it', ''],
    ['it, de', 'de'],
    ['en, de', 'en de'],
    ['de;q=0.5, fr', 'fr de'],
    ['de;q=0.5, fr;q=0.5', 'de fr'],
    ['fr;q=0.9, de;q=0.95, en;q=0.1', 'de fr en'],
    ['fr; q=0.2 , de ;q = 0.8', 'de fr'],
    ['de;q=.9, fr;q=.95', 'fr de'],
    ['de;Q=0.1, fr;q=0.2', 'fr de'],
    ['de;level=1;q=0.1, fr;q=0.2', 'fr de'],
    ['de;q=0', ''],
    ['de;q=0.000, fr', 'fr'],
    ['de-AT, de;q=0', 'de-AT'],
    ['de-CH, de;q=0, fr;q=0.1', 'fr'],
    ['de;q=oops, fr;q=0.9', 'de fr'],
    ['de;q=7, fr', 'de fr'],
    ['*', ''],
    ['*, fr;q=0.1', 'fr'],
    ['pt', ''],
    ['pt-BR', 'pt-BR'],
    ['pt-PT', ''],
    ['zh-Hant-CN-x-private1-private2', 'zh-Hant'],
    ['zh-Hant-x-y', 'zh-Hant'],
    ['sr-Latn-RS', 'sr-Latn'],
    ['de, de-AT', 'de de-AT'],
    ['de-AT, fr, de', 'de-AT de fr'],
    [',,;q=1,-,de-,-de,d e,<de>, ä, fr', 'fr'],
  ])('%j: %s', (header, expected) => {
    expect(chosen(header)).toBe(expected);
  });

  it('RFC 4647 what a single letter introduces goes with it', () => {
    expect(chosen('de-a-abc', ['de-a', 'de'])).toBe('de');
    expect(chosen('de-a', ['de-a', 'de'])).toBe('de-a de');
  });

  it('returns languages as they were given', () => {
    expect(chosen('DE-at', ['De-At'])).toBe('De-At');
  });

  it('cuts a long header between elements', () => {
    const padding = `${'x'.repeat(8)},`.repeat(56);
    expect(padding.length).toBe(504);
    expect(chosen(`${padding}fr,de,en,pt-BR`)).toBe('fr de en');
    // The cut would be in the middle: what is left of `deutsch` is no wish for `de`.
    expect(chosen(`${padding}fr,x,deutsch`, ['fr', 'de', 'deuts'])).toBe('fr');
    expect(chosen('d'.repeat(600))).toBe('');
    expect(chosen('de,'.repeat(20_000))).toBe('de');
  });

  it('answers the same for a header that it has seen', () => {
    const choose = createLanguageChooser(LANGUAGES);
    const facts = factsWith({ 'accept-language': 'fr, de' });
    expect(choose(facts)).toEqual(['fr', 'de']);
    for (let index = 0; index < 1100; index++) choose(factsWith({ 'accept-language': `x${index}, en` }));
    expect(choose(facts)).toEqual(['fr', 'de']);
    expect(choose(factsWith({ 'accept-language': 'x7, en' }))).toEqual(['en']);
  });

  it('never throws, and returns only what there is, each once', () => {
    const piece = fc.constantFrom(
      'de',
      'en',
      '-AT',
      '-',
      ';',
      ';q=',
      '0',
      '.5',
      '1',
      ',',
      '*',
      ' ',
      'x',
      'ß',
      '\n',
    );
    const choose = createLanguageChooser(LANGUAGES);
    const property = fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const found = choose(factsWith({ 'accept-language': pieces.join('') }));
      expect(LANGUAGES).toEqual(expect.arrayContaining([...found]));
      expect(new Set(found).size).toBe(found.length);
    });
    fc.assert(property);
  });
});
