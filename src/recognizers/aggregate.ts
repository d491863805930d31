import { viewOf } from '../error-view.ts';
import type { ErrorView, FieldError, Recognition, RequestFacts } from '../model.ts';
import type { Family } from './family.ts';
import { business } from './business.ts';
import { httpErrors } from './http-errors.ts';

const MAX_PARTS = 32;

/**
 * An `AggregateError`, judged part by part: each vetted part shows its own text as an entry of `errors`, any
 * other part shows nothing and makes the whole a server error. With vetted parts only, the answer is that of
 * the most severe one.
 */
export const aggregate: Family = {
  name: 'aggregate',
  packages: [],
  answers: {},
  marks: { name: ['AggregateError'] },
  recognize(view, facts): Recognition | undefined {
    const parts = partsOf(view);
    if (parts === undefined) return undefined;
    const judged = judge(parts, facts);
    const vetted = judged.filter((part) => part !== undefined);
    if (vetted.length === 0) return undefined;
    const found = {
      errors: vetted.flatMap(toFieldErrors),
      internal: vetted.map(({ said }) => said.internal).filter((internal) => internal !== undefined),
    };
    if (vetted.length < judged.length) return { status: 500, ...found };
    const worst = vetted.reduce((a, b) => ((b.said.status ?? 0) > (a.said.status ?? 0) ? b : a));
    const { said, text } = worst;
    return { ...said, message: text, exposeMessage: text === view.message, ...found };
  },
};

/** A part whose words were written for clients, or that is known to have none. */
interface Vetted {
  readonly said: Recognition;
  readonly text: string | undefined;
}

/** What each part consented to, `undefined` for foreign ones; nested aggregates are opened. */
function judge(parts: readonly unknown[], facts: RequestFacts): readonly (Vetted | undefined)[] {
  const queue = [...parts];
  const found: (Vetted | undefined)[] = [];
  for (let index = 0; index < queue.length; index++) {
    // What is not looked at counts as foreign: there may be many, or an aggregate that contains itself.
    if (index === MAX_PARTS) return [...found, undefined];
    const view = viewOf(queue[index]);
    const part = vettedPart(view, facts);
    const nested = part === undefined ? partsOf(view) : undefined;
    if (nested === undefined) found.push(part);
    else queue.push(...nested);
  }
  return found;
}

function vettedPart(view: ErrorView, facts: RequestFacts): Vetted | undefined {
  const said = business.recognize(view, facts) ?? httpErrors.recognize(view, facts);
  return said && { said, text: said.message ?? (said.exposeMessage === true ? view.message : undefined) };
}

function partsOf(view: ErrorView): readonly unknown[] | undefined {
  try {
    const errors = view.read('errors');
    if (view.read('name') !== 'AggregateError' || !Array.isArray(errors) || errors.length === 0)
      return undefined;
    return Array.prototype.slice.call(errors, 0, MAX_PARTS + 1);
  } catch {
    return undefined;
  }
}

function toFieldErrors({ said, text }: Vetted): readonly FieldError[] {
  const { errors, code } = said;
  if (errors !== undefined && errors.length > 0) return errors;
  if (text === undefined) return [];
  return [code === undefined ? { pointer: '', message: text } : { pointer: '', message: text, code }];
}
