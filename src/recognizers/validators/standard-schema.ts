import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { ARKTYPE_RULES, arktypeFault } from './arktype.ts';
import { toFieldErrors, type Fault } from './field-errors.ts';
import { isArray, listOf, read } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { joinPath, type Path } from './pointer.ts';
import { valibotFault } from './valibot.ts';
import { zodFault } from './zod.ts';

/**
 * What libraries throw that take any Standard Schema: `SchemaError` of `@standard-schema/utils` and its copies, or
 * the result of a validation as it is. The specification knows messages only, but the issues of Zod, Valibot and
 * ArkType are their own, and are read as such.
 */
export const standardSchema: Family = {
  name: 'standard-schema',
  packages: ['zod', 'valibot', 'arktype', 'yup', 'joi'],
  answers: { SchemaError: INVALID, '{ issues }': INVALID },
  marks: { name: ['SchemaError'], message: [''] },
  recognize(view): Recognition | undefined {
    const issues = view.read('issues');
    if (!areIssues(issues)) return undefined;
    return { ...INVALID, errors: toFieldErrors(issues, standardFault) };
  },
};

function areIssues(issues: unknown): boolean {
  const list = listOf(issues);
  return list.length > 0 && list.every(isIssue);
}

function isIssue(issue: unknown): boolean {
  const path = read(issue, 'path');
  return typeof read(issue, 'message') === 'string' && (path === undefined || isArray(path));
}

function standardFault(issue: unknown, base: Path): Fault | undefined {
  const code = read(issue, 'code');
  if (typeof code === 'string') return isArktype(code) ? arktypeFault(issue) : zodFault(issue, base);
  if (typeof read(issue, 'kind') === 'string') return valibotFault(issue, base);
  // Branches of a union of Zod's.
  if (isArray(issue)) return zodFault(issue, base);
  return { path: joinPath(base, read(issue, 'path')), rule: 'invalid' };
}

function isArktype(code: string): boolean {
  return code === 'intersection' || Object.hasOwn(ARKTYPE_RULES, code);
}
