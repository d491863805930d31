/** Problems to render, and arbitrary parts of them. */

import * as fc from 'fast-check';
import type { Debug, JsonValue, Problem, Shown } from '../../src/model.ts';

export interface Parts {
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly code: string;
  readonly correlationId: string;
  readonly errors: readonly { pointer: string; message: string; code?: string }[] | undefined;
  readonly details: JsonValue | undefined;
  readonly retryable: boolean | undefined;
  readonly debug: Debug | undefined;
  readonly shown: Shown | undefined;
  readonly language: string | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
}

/** What these tests vouch for: any text may have been vetted. */
export function problemOf(change: Partial<Parts> = {}): Problem {
  const parts: Parts = {
    status: 409,
    title: 'Conflict',
    detail: 'Only 3 of A1 are left',
    code: 'STOCK_TOO_LOW',
    correlationId: 'K7QF-2MXD-9TRB',
    errors: undefined,
    details: undefined,
    retryable: undefined,
    debug: undefined,
    shown: undefined,
    language: undefined,
    headers: undefined,
    ...change,
  };
  return {
    ...parts,
    body: undefined,
    formats: undefined,
    context: undefined,
    phrase: undefined,
    ownMessageVetted: false,
    generic: false,
    abandoned: false,
    facts: { method: 'GET', url: '/', header: () => undefined },
  } as unknown as Problem;
}

/** Any sequence of UTF-16 units: controls, lone surrogates and all. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    'x'.repeat(200),
    ']]>',
    '<!--',
    '-->',
    '&amp;',
    '&#0;',
    '"\'`',
    '\r\n',
    '\u2028',
    '\ud83d',
    '</main>',
    '${x}',
    '%s',
  ),
);

const anyKey = anyText.filter((key) => key !== '__proto__');
/** JSON has one zero. */
const scalar = fc.oneof(anyText, fc.integer(), fc.boolean(), fc.constant(null));

export const anyJson: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(anyKey, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const anyDetails = fc.dictionary(anyKey, anyJson, { maxKeys: 5, noNullPrototype: true });
const anyFieldError = fc.record(
  { pointer: anyText, message: anyText, code: anyText },
  { requiredKeys: ['pointer', 'message'], noNullPrototype: true },
);
const anyDebug = fc.record(
  {
    name: anyText,
    message: anyText,
    stack: fc.array(anyText, { maxLength: 4 }),
    causes: fc.array(fc.record({ name: anyText, message: anyText }, { noNullPrototype: true }), {
      maxLength: 3,
    }),
  },
  { requiredKeys: ['name', 'message', 'causes'], noNullPrototype: true },
);
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const anyAttribute = fc.record({ name: anyText, value: anyText }, { noNullPrototype: true });
const anyStep = fc.record(
  { name: anyText, status: fc.constantFrom<'Pass' | 'Fail'>('Pass', 'Fail') },
  { noNullPrototype: true },
);

export const anyShown: fc.Arbitrary<Shown> = fc.record({
  explanation: fc.boolean(),
  trail: optional(fc.record({ policy: anyText, steps: fc.array(anyStep, { maxLength: 3 }) })),
  stack: optional(fc.array(anyText, { maxLength: 3 })),
  attributes: optional(fc.array(anyAttribute, { maxLength: 3 })),
});

export const anyParts: fc.Arbitrary<Partial<Parts>> = fc.record({
  status: fc.integer({ min: 400, max: 599 }),
  title: anyText,
  detail: optional(anyText),
  code: anyText,
  errors: optional(fc.array(anyFieldError, { minLength: 1, maxLength: 3 })),
  details: optional(fc.oneof(anyDetails, anyJson)),
  retryable: optional(fc.boolean()),
  debug: optional(anyDebug),
});

/** All that the `detail` options can open, with `text` wherever a text stands. */
export function shownWith(text: string, explanation = true): Shown {
  return {
    explanation,
    trail: {
      policy: text,
      steps: [
        { name: text, status: 'Pass' },
        { name: text, status: 'Fail' },
      ],
    },
    stack: [text],
    attributes: [{ name: text, value: text }],
  };
}

/** `text` at every place that a text can have. */
export function everywhere(text: string): Partial<Parts> {
  return {
    detail: text,
    code: text,
    errors: [{ pointer: text, message: text, code: text }],
    details: { [`k${text}`]: text, nested: { [`n${text}`]: [text] } },
    debug: { name: text, message: text, stack: [text], causes: [{ name: text, message: text }] },
  };
}
