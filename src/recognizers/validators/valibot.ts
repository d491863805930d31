import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { invalidBy, type Fault } from './field-errors.ts';
import { kindOf, read, readWord } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { joinPath, lastOf, parentOf, type Path } from './pointer.ts';
import { codesOf, meaningOf } from './rules.ts';
import { VALIBOT_OBJECTS, VALIBOT_RULES } from './valibot-rules.ts';

/** Valibot's `ValiError`. */
export const valibot: Family = {
  name: 'valibot',
  packages: ['valibot'],
  answers: { ValiError: INVALID },
  rules: codesOf(VALIBOT_RULES),
  marks: { name: ['ValiError'] },
  recognize(view): Recognition | undefined {
    return invalidBy(view.read('issues'), valibotFault);
  },
};

export function valibotFault(issue: unknown, base: Path): Fault | undefined {
  const schema = readWord(issue, 'type');
  if (schema === undefined) return undefined;
  const own = read(issue, 'path');
  const key = keyOf(issue, schema, own);
  const path = joinPath(base, own);
  return {
    path: UPWARDS.has(key) ? parentOf(path) : path,
    limit: read(issue, 'requirement'),
    ...meaningOf(VALIBOT_RULES(), key, schema),
    nested: schema === 'union' ? read(issue, 'issues') : undefined,
    base: path,
  };
}

/** The path is that of a key, which the client may have made up. */
const UPWARDS: ReadonlySet<string> = new Set([
  'key:unknown',
  'key:invalid',
  'strict_tuple:unknown',
  'variant',
]);

function keyOf(issue: unknown, schema: string, path: unknown): string {
  const expected = read(issue, 'expected');
  if (read(lastOf(path), 'origin') === 'key') {
    if (!VALIBOT_OBJECTS.includes(schema)) return 'key:invalid';
    return expected === 'never' ? 'key:unknown' : 'key:missing';
  }
  if (schema === 'strict_tuple' && expected === 'never') return 'strict_tuple:unknown';
  if (schema === 'variant') return expected === 'Object' ? 'variant:object' : 'variant';
  // Texts are quoted there, so this is no text of the client's.
  if (read(issue, 'kind') === 'schema' && read(issue, 'received') === 'undefined') return 'key:missing';
  return `${schema}:${kindOf(read(issue, 'input'))}`;
}
