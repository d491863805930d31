import { phraseOf } from '../../http/status.ts';
import { BLOCKED } from '../../policy.ts';
import type { Attribute, Problem, Shown } from '../../model.ts';
import type { Told } from '../told.ts';

export interface Reason {
  readonly language: string;
  readonly message: string;
}

/** The reason, in the language that it is in. */
export function reasonOf({ title, detail, language }: Told): Reason {
  return { language: language ?? 'en', message: detail ?? title };
}

/** Nothing in the body tells why, unless the option `detail.explanation` is on. */
export function withheld(problem: Problem): Told {
  if (problem.shown?.explanation === true) return problem;
  const nothing = { errors: undefined, details: undefined, language: undefined };
  return { ...problem, title: phraseOf(problem.status), detail: BLOCKED, ...nothing };
}

/** The attribute `id` is the same value as `msgId`. */
export function attributesFor(
  { attributes }: Shown,
  correlationId: string,
  messageId: string,
): readonly Attribute[] | undefined {
  return attributes?.map((attribute) => {
    const isId = attribute.name === 'id' && attribute.value === correlationId;
    return isId ? { name: 'id', value: messageId } : attribute;
  });
}
