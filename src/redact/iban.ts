/** International bank account numbers (ISO 13616): a country's length and a right checksum. */

import type { Span } from './spans.ts';

/** Country and length, as the registry has them. */
const REGISTRY =
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
  'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 ' +
  'LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 ' +
  'RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30 ' +
  // In use though not in the registry.
  'AO25 BF28 BJ28 CF27 CG27 CI28 CM27 CV25 DZ26 GA27 GQ27 GW25 IR26 KM27 MA28 MG27 ML28 MZ25 NE28 SN28 TD27 TG28';

const LENGTHS: ReadonlyMap<string, number> = new Map(
  REGISTRY.split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const OPENING = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ ._-]{0,2}[A-Za-z0-9])/g;

export function findIbans(text: string, spans: Span[]): void {
  OPENING.lastIndex = 0;
  for (let found = OPENING.exec(text); found !== null; found = OPENING.exec(text)) {
    const length = LENGTHS.get(found[0].slice(0, 2).toUpperCase());
    if (length === undefined) continue;
    const end = endOf(text, found.index, length);
    if (end < 0 || !isRight(text, found.index, end)) continue;
    const tail = text
      .slice(found.index, end)
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .slice(-4);
    spans.push({ start: found.index, end, shown: `[IBAN ending in ${tail}]` });
    OPENING.lastIndex = end;
  }
}

/** Where `length` letters and digits end, each with at most two separators before it; -1 where they do not. */
function endOf(text: string, start: number, length: number): number {
  let count = 0;
  let gap = 0;
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (valueOf(code) >= 0) {
      gap = 0;
      if (++count === length) return valueOf(text.charCodeAt(index + 1)) >= 0 ? -1 : index + 1;
    } else if (!isSeparator(code) || ++gap > 2) return -1;
  }
  return -1;
}

/** Blank, dash, dot, underscore. */
function isSeparator(code: number): boolean {
  return code === 0x20 || code === 0x2d || code === 0x2e || code === 0x5f;
}

/** Digits as they are, letters in either case as 10 to 35, -1 for anything else. */
function valueOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = (code | 0x20) - 97;
  return letter >= 0 && letter < 26 ? letter + 10 : -1;
}

/** ISO 7064: with its head put last, it leaves 1 when divided by 97. */
function isRight(text: string, start: number, end: number): boolean {
  return restOf(text, start, start + HEAD, restOf(text, start + HEAD, end, 0)) === 1;
}

const HEAD = 4;

function restOf(text: string, start: number, end: number, before: number): number {
  let rest = before;
  for (let index = start; index < end; index++) {
    const value = valueOf(text.charCodeAt(index));
    if (value >= 0) rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
