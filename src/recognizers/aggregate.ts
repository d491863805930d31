import { disclosureOf } from '../exceptions/disclosure.ts';
import type { FieldError, Recognition, Recognizer } from '../model.ts';

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
    const parts = view.read('errors');
    if (!view.isError || !Array.isArray(parts) || parts.length === 0) return undefined;
    const disclosures = Array.prototype.slice.call(parts, 0, MAX_PARTS).map(disclosureOf);
    const vetted = disclosures.filter((part) => part !== undefined);
    if (vetted.length === 0) return undefined;
    const errors = vetted.flatMap(toFieldErrors);
    if (vetted.length < parts.length) return { status: 500, errors };
    const worst = vetted.reduce((a, b) => (b.status > a.status ? b : a));
    return {
      status: worst.status,
      code: worst.code,
      message: worst.expose ? worst.message : undefined,
      errors,
      retryable: worst.retryable,
      retryAfter: worst.retryAfter,
      headers: worst.headers,
      expected: true,
    };
  },
};

type Part = NonNullable<ReturnType<typeof disclosureOf>>;

function toFieldErrors(part: Part): readonly FieldError[] {
  if (part.errors !== undefined && part.errors.length > 0) return part.errors;
  return part.expose ? [{ pointer: '', message: part.message, code: part.code }] : [];
}
