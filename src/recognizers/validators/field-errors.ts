import type { FieldError, Recognition } from '../../model.ts';
import { isArray, itemsOf } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { pointerOf, type Path } from './pointer.ts';
import { wordsFor } from './words.ts';

/** What one issue of a library says. */
export interface Fault {
  /** Where the value stands; a text is a JSON Pointer already. */
  readonly path: Path | string;
  /** Absent when only the issues beneath say anything. */
  readonly rule?: string | undefined;
  readonly limit?: unknown;
  readonly name?: unknown;
  /** An array of issues beneath this one. */
  readonly nested?: unknown;
  /** What the paths of those are relative to. Default: the root. */
  readonly base?: Path | undefined;
  /** The application made a mistake, not the client: the whole error is unexpected. */
  readonly isBug?: boolean | undefined;
}

/** Turns one issue into a fault; `undefined` if it is none of the library's. It never throws. */
export type IssueReader = (issue: unknown, base: Path) => Fault | undefined;

const MAX_ERRORS = 100;

/** In all: there may be endless issues that say nothing or read alike, or issues that contain themselves. */
const MAX_LOOKS = 1000;

/**
 * A library's issues as at most 100 field errors in our own words, below `prefix`. Once is enough for those that
 * read alike: two keys that are not allowed, two branches of a union that want the same. `undefined` if any issue
 * is a mistake of the application.
 */
export function toFieldErrors(
  issues: unknown,
  readIssue: IssueReader,
  prefix = '',
): readonly FieldError[] | undefined {
  const found = new Map<string, FieldError>();
  let looks = 0;
  let isBug = false;
  const add = (error: FieldError): void => {
    found.set(`${error.code} ${error.message} ${error.pointer}`, error);
  };
  const look = (list: unknown, base: Path): void => {
    for (const issue of itemsOf(list)) {
      if (isBug || found.size === MAX_ERRORS || ++looks > MAX_LOOKS) return;
      const fault = readIssue(issue, base);
      if (fault === undefined) continue;
      isBug ||= fault.isBug === true;
      if (fault.rule !== undefined) add(toFieldError(fault, fault.rule, prefix));
      if (fault.nested !== undefined) look(fault.nested, fault.base ?? []);
    }
  };
  look(issues, []);
  return isBug ? undefined : [...found.values()];
}

/** What is answered to an error with these issues; nothing if they are none, or not the client's. */
export function invalidBy(issues: unknown, readIssue: IssueReader): Recognition | undefined {
  const errors = isArray(issues) ? toFieldErrors(issues, readIssue) : undefined;
  return errors && { ...INVALID, errors };
}

function toFieldError({ path, limit, name }: Fault, rule: string, prefix: string): FieldError {
  return { pointer: pointerOf(path, prefix), message: wordsFor(rule, limit, name), code: rule };
}
