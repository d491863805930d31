/** What an upstream answered, as its client library keeps it on the error: `#RESPONSEFROMAPI#` (R73, D35). */

import { viewOf } from '../error-view.ts';
import { cut, toJson, type JsonOptions } from '../json.ts';
import type { ErrorView } from '../model.ts';
import type { Redaction, Redactor } from '../redact/index.ts';

const MAX_TEXT = 8192;

/** Freed of secrets and cut; empty when there is none. Never throws. */
export function responseFromApi(view: ErrorView, redactor: Redactor): string {
  const redaction = redactor.on(undefined);
  const response = viewOf(view.read('response'));
  // axios, gaxios; superagent; got; octokit and ofetch; Azure, openai and others.
  const candidates = [
    response.read('data'),
    response.read('text'),
    response.read('body'),
    view.read('data'),
    view.read('body'),
  ];
  for (const candidate of candidates) {
    const found = textOf(candidate, redaction);
    if (found !== '') return found;
  }
  return '';
}

function textOf(value: unknown, { text, member }: Redaction): string {
  if (typeof value === 'string') return cut(text(value), MAX_TEXT);
  if (typeof value !== 'object' || value === null) return '';
  const json = toJson(value, { ...DATA, text, member });
  // A text stands for what could not be read.
  return typeof json === 'object' ? cut(JSON.stringify(json), MAX_TEXT) : '';
}

/** Plain data only: a stream or a buffer is no text. */
const DATA: Omit<JsonOptions, 'member' | 'text'> = {
  limits: { depth: 6, members: 100, text: 2048, values: 500, total: MAX_TEXT },
  unknown: () => undefined,
};
