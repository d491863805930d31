/** SQL where names and values stand apart: inserted rows, and parameters given beside a statement. */

import { pattern } from '../once.ts';
import type { KeyJudge } from './keys.ts';
import { HIDDEN, type Span } from './spans.ts';
import { endOfBracketed, endOfQuoted, saysNothing } from './values.ts';

type VerdictOf = KeyJudge['verdictOf'];

const INSERT =
  /\binto\s{1,4}[^\s(]{1,128}\s{0,4}\(([^()]{1,4096})\)\s{0,4}(?:overriding \w+ value\s)?values?\s{0,4}(?=\()/gi;
const NEXT_ROW = /\s{0,4},\s{0,4}(?=\()/y;

/** `insert into users (name, password) values ('jane', '...')` */
export function findInserted(text: string, verdictOf: VerdictOf, spans: Span[]): void {
  if (!text.includes('into') && !text.includes('INTO')) return;
  INSERT.lastIndex = 0;
  for (let found = INSERT.exec(text); found !== null; found = INSERT.exec(text)) {
    const secret = secretColumns(found[1]!, verdictOf);
    let row = INSERT.lastIndex;
    while (secret.size > 0 && row < text.length) {
      const end = findInRow(text, row, secret, spans);
      NEXT_ROW.lastIndex = end;
      INSERT.lastIndex = end;
      row = NEXT_ROW.test(text) ? NEXT_ROW.lastIndex : text.length;
    }
  }
}

function secretColumns(columns: string, verdictOf: VerdictOf): Set<number> {
  const names = columns.split(',').map((column) => column.replaceAll(NO_NAME(), ''));
  return new Set(names.flatMap((name, index) => (verdictOf(name) === 'harmless' ? [] : [index])));
}

/** @returns the end of the row that opens at `from` */
function findInRow(text: string, from: number, secret: ReadonlySet<number>, spans: Span[]): number {
  let column = 0;
  let index = from + 1;
  while (index < text.length) {
    const start = index;
    index = endOfItem(text, start);
    const item = text.slice(start, index);
    const value = item.trim();
    if (
      secret.has(column) &&
      value !== '' &&
      !saysNothing(value) &&
      !/^(?:default|null|now\(\))$/i.test(value)
    ) {
      const at = start + item.indexOf(value);
      spans.push({ start: at, end: at + value.length, shown: HIDDEN });
    }
    column++;
    if (text[index++] !== ',') return index;
  }
  return index;
}

/** The comma or bracket after an item. */
function endOfItem(text: string, from: number): number {
  let index = from;
  while (index < text.length && text[index] !== ',' && text[index] !== ')') {
    const character = text[index]!;
    if (character === "'" || character === '"') {
      const quote = text[index - 1] === '\\' ? `\\${character}` : character;
      index = Math.min(text.length, endOfQuoted(text, index + 1, quote) + quote.length);
    } else index = character === '(' ? endOfBracketed(text, index) : index + 1;
  }
  return index;
}

const NO_NAME = pattern(String.raw`[^\p{L}\p{N}_$-]`, 'gu');
const BOUND = pattern(
  String.raw`(?<![\p{L}\p{N}_.$-])([\p{L}_][\p{L}\p{N}_.-]{0,63})(?:\\*["'\x60\]])?\s{0,3}(?:<>|!=|=>|[=:~]|like |ilike |in |is |as )?\s{0,3}(?:\w{1,32}\()?\(?["'\x60]?(?:\$(\d{1,5})|(\?))`,
  'giu',
);

/** Places, from 0, of the parameters of a statement that stand for secrets. */
export function secretParameters(statement: string, verdictOf: VerdictOf): Set<number> {
  const secret = new Set<number>();
  const places = [...statement.matchAll(/\?/g)].map(({ index }) => index);
  const placeOf = (mark: string, index: number): number =>
    mark.startsWith('$') ? Number(mark.slice(1)) - 1 : places.indexOf(index);
  for (const { 0: found, 1: key, 2: number, index } of statement.matchAll(BOUND())) {
    if (verdictOf(key!) === 'harmless') continue;
    secret.add(placeOf(number === undefined ? '?' : `$${number}`, index + found.length - 1));
  }
  for (const { 0: found, 1: columns, index } of statement.matchAll(INSERT)) {
    const isSecret = secretColumns(columns!, verdictOf);
    const count = columns!.split(',').length;
    let column = 0;
    for (const mark of statement.slice(index + found.length).matchAll(/\$\d{1,5}|\?|\bdefault\b|\bnull\b/gi))
      if (isSecret.has(column++ % count) && !/^[dn]/i.test(mark[0]))
        secret.add(placeOf(mark[0], index + found.length + mark.index));
  }
  return secret;
}

/** Drizzle tells the parameters of a query behind it, TypeORM's log as well. */
const PARAMETERS = /\n\s{0,4}(?:-- )?(?:params|parameters): ?([^\n]{1,65536})/i;

export function findParameters(text: string, verdictOf: VerdictOf, spans: Span[]): void {
  const first = text.includes('aram') ? PARAMETERS.exec(text) : null;
  for (const { 0: found, 1: list = '', index } of first === null ? [] : [first]) {
    const statement = text.slice(Math.max(0, index - MAX_STATEMENT), index);
    const secret = secretParameters(statement, verdictOf);
    if (secret.size === 0) continue;
    let at = index + found.length - list.length;
    const values = list.split(',');
    const marks = new Set(statement.match(/\$\d{1,5}/g)).size || [...statement.matchAll(/\?/g)].length;
    // A value with a comma in it has moved those behind it.
    if (values.length !== marks) {
      spans.push({ start: at, end: at + list.length, shown: HIDDEN });
      continue;
    }
    for (const [place, value] of values.entries()) {
      if (secret.has(place)) spans.push({ start: at, end: at + value.length, shown: HIDDEN });
      at += value.length + 1;
    }
  }
}

const MAX_STATEMENT = 16_384;
const LISTS: ReadonlySet<string> = new Set(
  'values args arguments params parameters bindings bind replacements expressions'.split(' '),
);
const STATEMENTS = ['text', 'sql', 'query', 'strings', 'raw', 'statement'] as const;

/** The list of a statement's parameters with the secrets replaced; `undefined` where `key` is no such list. */
export function withoutSecretParameters(key: string, owner: object, verdictOf: VerdictOf): unknown {
  if (!LISTS.has(key)) return undefined;
  const list = valueOf(owner, key);
  if (!Array.isArray(list)) return undefined;
  for (const name of STATEMENTS) {
    const found = valueOf(owner, name);
    const statement = Array.isArray(found) ? joined(found) : found;
    if (typeof statement !== 'string') continue;
    const secret = secretParameters(statement.slice(0, MAX_STATEMENT), verdictOf);
    if (secret.size > 0) return list.map((value: unknown, place) => (secret.has(place) ? HIDDEN : value));
  }
  return undefined;
}

/** The parts of a tagged template, with a place for each value between them. */
function joined(parts: readonly unknown[]): string {
  return parts
    .slice(0, 1000)
    .reduce<string>(
      (text, part, index) =>
        text + (index === 0 ? '' : `$${index} `) + (typeof part === 'string' ? part : ''),
      '',
    );
}

/** No getter is run. */
function valueOf(owner: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(owner, key)?.value;
}
