/** The sources that an answer was made of: what `considerSources` calls used, found without asking a condition again. */

import type { Format } from '../model.ts';
import type { ErrorFacts, Source, Values } from '../policy.ts';
import type { FormatBody, Level, Place, PlacedSelection } from './place.ts';
import { rowOf } from './select.ts';

/** What was answered, and to what. */
export interface UsedBy {
  readonly error: ErrorFacts;
  readonly selection: PlacedSelection;
  readonly format: Format;
}

/**
 * A sentence for each, in the order in which they are considered; none where the configuration has nothing for the error.
 * Cheap enough for every failure: what the same rows and bodies say is worked out once.
 */
export function usedSources({ error, selection, format }: UsedBy): readonly string[] {
  const { source, values, formats, translation, place } = selection;
  const sentences: string[] = [];
  const body = source && sourceSentence(source, error, place);
  if (body !== undefined) sentences.push(body);
  sentences.push(...valueSentences(values, error, place));
  // Those of a compiled configuration know where they stand.
  const formatted = source === undefined ? (formats?.[format] as FormatBody | undefined) : undefined;
  if (formatted !== undefined)
    sentences.push(sentence(`body for ${format}`, formatted.level, formatted.pointer));
  if (translation?.language !== undefined) sentences.push(`texts in the language ${translation.language}`);
  return sentences;
}

const bySource = new WeakMap<Source, string>();
const byValues = new WeakMap<Values, readonly string[]>();

function sourceSentence(source: Source, error: ErrorFacts, place: Place): string | undefined {
  const known = bySource.get(source);
  if (known !== undefined) return known;
  const found = findSource(source, error, place);
  if (found !== undefined) bySource.set(source, found);
  return found;
}

function findSource(source: Source, error: ErrorFacts, { scopes }: Place): string | undefined {
  for (const scope of scopes) {
    const row = rowOf(scope, error);
    const { level, pointer, template, rules } = scope;
    if (row?.template === source) return sentence('template of a row', level, `${row.pointer}/template`);
    if (template === source) return sentence('template', level, `${pointer}/template`);
    const all = [...(row?.rules?.rules ?? []), ...(rules?.rules ?? [])];
    const rule = all.find((one) => one.source === source);
    if (rule !== undefined) return sentence(`rule ${JSON.stringify(rule.name)}`, level, rule.pointer);
  }
  return undefined;
}

function valueSentences(values: Values, error: ErrorFacts, place: Place): readonly string[] {
  const known = byValues.get(values);
  if (known !== undefined) return known;
  const found = findValues(values, error, place);
  byValues.set(values, found);
  return found;
}

const FIELDS = ['message', 'title', 'code', 'status', 'retryable'] as const;

/** Of each row what no nearer row has. */
function findValues(values: Values, error: ErrorFacts, { scopes }: Place): readonly string[] {
  const left = new Set(namesIn(values));
  return scopes.flatMap((scope) => {
    const row = rowOf(scope, error);
    const own = row === undefined ? [] : namesIn(row).filter((name) => left.delete(name));
    return own.length === 0 ? [] : [`${sentence('row', scope.level, row!.pointer)}, sets ${own.join(', ')}`];
  });
}

function namesIn(values: Values): readonly string[] {
  const headers = Object.keys(values.headers ?? {}).map((name) => `header ${name}`);
  return [...FIELDS.filter((field) => values[field] !== undefined), ...headers];
}

function sentence(what: string, level: Level, pointer: string): string {
  return `${what} of the level ${level}, at ${pointer}`;
}
