import type { Attribute, Problem, Shown } from '../../model.ts';

export interface Reason {
  readonly language: string;
  readonly message: string;
  /** The option `detail.explanation` is on. Without it nothing in the body may tell why. */
  readonly isExplained: boolean;
}

/** Our own words, in the language that they are in. */
const BLOCKED: Reason = { language: 'en', message: 'message blocked', isExplained: false };

export function reasonOf({ title, detail, language, shown }: Problem): Reason {
  if (shown?.explanation !== true) return BLOCKED;
  return { language: language ?? 'en', message: detail ?? title, isExplained: true };
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
