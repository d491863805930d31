import { disclosureOf, type Disclosure } from '../exceptions/disclosure.ts';
import type { FieldError, Recognition, Recognizer } from '../model.ts';
import { recognitionOf } from './business.ts';

const MAX_PARTS = 32;

/**
 * An `AggregateError`, judged part by part: each vetted part shows its own text as an entry of `errors`, any
 * other part shows nothing and makes the whole a server error. With vetted parts only, the answer is that of
 * the most severe one.
 */
export const aggregate: Recognizer = {
  name: 'aggregate',
  marks: { name: ['AggregateError'] },
  recognize(view): Recognition | undefined {
    const parts = view.isError ? partsOf(view.value) : undefined;
    if (parts === undefined) return undefined;
    const disclosures = judge(parts);
    const vetted = disclosures.filter((part) => part !== undefined);
    if (vetted.length === 0) return undefined;
    const found = {
      errors: vetted.flatMap(toFieldErrors),
      internal: vetted.map(({ internal }) => internal).filter((facts) => facts !== undefined),
    };
    if (vetted.length < disclosures.length) return { status: 500, ...found };
    const worst = vetted.reduce((a, b) => (b.status > a.status ? b : a));
    return { ...recognitionOf(worst, worst.status, view.message), ...found };
  },
};

/** What each part consented to, `undefined` for foreign ones; nested aggregates are opened. */
function judge(parts: readonly unknown[]): readonly (Disclosure | undefined)[] {
  const queue = [...parts];
  const found: (Disclosure | undefined)[] = [];
  for (let index = 0; index < queue.length; index++) {
    // What is not looked at counts as foreign: there may be many, or an aggregate that contains itself.
    if (index === MAX_PARTS) return [...found, undefined];
    const disclosure = disclosureOf(queue[index]);
    const nested = disclosure === undefined ? partsOf(queue[index]) : undefined;
    if (nested === undefined) found.push(disclosure);
    else queue.push(...nested);
  }
  return found;
}

function partsOf(value: unknown): readonly unknown[] | undefined {
  try {
    const { name, errors } = value as { readonly name: unknown; readonly errors: unknown };
    if (name !== 'AggregateError' || !Array.isArray(errors) || errors.length === 0) return undefined;
    return Array.prototype.slice.call(errors, 0, MAX_PARTS + 1);
  } catch {
    return undefined;
  }
}

function toFieldErrors(part: Disclosure): readonly FieldError[] {
  if (part.errors !== undefined && part.errors.length > 0) return part.errors;
  return part.expose ? [{ pointer: '', message: part.message, code: part.code }] : [];
}
