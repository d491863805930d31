import { extensionBlocks, joinBlocks, printable } from './lines.ts';
import type { Told } from './told.ts';
import type { Renderer } from '../model.ts';

/** `text/plain`: for a terminal, a cron mail, a person with curl. */
export const text: Renderer = {
  format: 'text',
  contentType: 'text/plain; charset=utf-8',
  headers: undefined,
  render: renderText,
  escape: printable,
};

export function renderText(problem: Told): string {
  const { status, title, detail, code, correlationId, retryable } = problem;
  const head = [`${status} ${printable(title)}`, `Code: ${printable(code)}`, `Reference: ${correlationId}`];
  if (retryable !== undefined) head.push(`Retryable: ${retryable ? 'yes' : 'no'}`);
  return joinBlocks([head, detail === undefined ? [] : [printable(detail)], ...extensionBlocks(problem)]);
}
