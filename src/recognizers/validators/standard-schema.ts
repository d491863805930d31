import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { ARKTYPE_RULES, arktypeFault } from './arktype.ts';
import { invalidBy, type Fault } from './field-errors.ts';
import { countOf, isArray, itemsOf, read, readWord } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { joinPath, type Path } from './pointer.ts';
import { valibotFault } from './valibot.ts';
import { zodFault } from './zod.ts';

/**
 * What libraries throw that take any Standard Schema: `SchemaError` of `@standard-schema/utils` and its copies. The
 * result of a validation, thrown as it is, cannot be told from the answer of an upstream. The specification knows messages only, but the issues of Zod, Valibot and
 * ArkType are their own, and are read as such.
 */
export const standardSchema: Family = {
  name: 'standard-schema',
  packages: ['zod', 'valibot', 'arktype', 'yup', 'joi'],
  answers: { SchemaError: INVALID },
  marks: { name: ['SchemaError'] },
  recognize(view): Recognition | undefined {
    const issues = view.read('issues');
    return areIssues(issues) ? invalidBy(issues, standardFault) : undefined;
  },
};

function areIssues(issues: unknown): boolean {
  return countOf(issues) > 0 && [...itemsOf(issues)].every(isIssue);
}

function isIssue(issue: unknown): boolean {
  const path = read(issue, 'path');
  return typeof read(issue, 'message') === 'string' && (path === undefined || isArray(path));
}

function standardFault(issue: unknown, base: Path): Fault | undefined {
  const code = readWord(issue, 'code');
  if (code !== undefined) return isArktype(code) ? arktypeFault(issue) : zodFault(issue, base);
  if (typeof read(issue, 'kind') === 'string') return valibotFault(issue, base);
  // Branches of a union of Zod's.
  if (isArray(issue)) return zodFault(issue, base);
  return { path: joinPath(base, read(issue, 'path')), rule: 'invalid' };
}

function isArktype(code: string): boolean {
  return code === 'intersection' || Object.hasOwn(ARKTYPE_RULES(), code);
}
