/** What a configuration says whatever failed: its texts and bodies, with nothing in the places of values. */

import type { Body, Selection, TemplateContext, Text } from '../policy.ts';

const NOTHING = { status: 0, code: '', message: '' };

const BLANK: TemplateContext = {
  correlationId: '',
  defaults: NOTHING,
  customized: NOTHING,
  final: NOTHING,
  facts: { method: '', url: '', header: () => undefined },
  api: undefined,
  now: 0,
  responseFromApi: '',
};

/** One text, in which the words of an answer can be looked for. */
export function ownWordsOf({ values, translation, source, formats }: Selection): string {
  const texts: readonly (Text | undefined)[] = [
    values.title,
    values.message,
    translation?.title,
    translation?.message,
    ...Object.values(values.headers ?? {}),
  ];
  const bodies: readonly (Body | undefined)[] = [source?.body, ...Object.values(formats ?? {})];
  return [
    ...texts.map((text) => text?.(BLANK)),
    ...bodies.map((body) => body?.render(BLANK)),
    values.phrase,
  ].join('\n');
}
