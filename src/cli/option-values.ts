/** Numbers, words and texts as options have them. */

import { wrongOption } from './wrong-option.ts';
import type { Arguments } from './arguments.ts';

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** @throws UsageError with the bounds */
export function integerOption(
  command: string,
  given: Arguments,
  option: string,
  { least, most }: Bounds,
): number | undefined {
  const text = given.text(option);
  if (text === undefined) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw wrongOption(command, option, text, `give a whole number from ${least} to ${most}`);
}

const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** `500MB`, `2GiB`, or bytes. @throws UsageError with examples */
export function bytesOption(command: string, given: Arguments, option: string): number | undefined {
  const text = given.text(option);
  if (text === undefined) return undefined;
  const [, number, unit = ''] = /^(\d{1,15}(?:\.\d{1,3})?) ?([kmgt]?i?b)?$/i.exec(text) ?? [];
  const factor = UNITS[unit.toLowerCase()] ?? 1;
  const bytes = number === undefined ? Number.NaN : Math.round(Number(number) * factor);
  if (bytes >= 1 && Number.isSafeInteger(bytes)) return bytes;
  throw wrongOption(command, option, text, 'give a size such as 500MB or 2GiB');
}

/** @throws UsageError with the words, and the one that was probably meant */
export function wordOption<Word extends string>(
  command: string,
  given: Arguments,
  option: string,
  words: readonly Word[],
): Word | undefined {
  const text = given.text(option);
  if (text === undefined || words.includes(text as Word)) return text as Word | undefined;
  throw wrongOption(command, option, text, `give one of ${words.join(', ')}`);
}

/** @throws UsageError with how many characters it may have */
export function textOption(
  command: string,
  given: Arguments,
  option: string,
  { least, most }: Bounds,
): string | undefined {
  const text = given.text(option);
  if (text === undefined || (text.length >= least && text.length <= most)) return text;
  const bounds = least === 0 ? `at most ${most}` : `${least} to ${most}`;
  throw wrongOption(command, option, text, `give ${bounds} characters`);
}
