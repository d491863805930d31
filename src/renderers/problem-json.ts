import { extensionsJson } from './extensions.ts';
import { escapeJson, quote } from './quote.ts';
import type { Problem, Renderer } from '../model.ts';

/** `application/problem+json`, RFC 9457. */
export const problemJson: Renderer = {
  format: 'json',
  contentType: 'application/problem+json; charset=utf-8',
  headers: undefined,
  render: renderProblemJson,
  escape: escapeJson,
};

/** Written by hand because most of it is constant; the same members in the same order as the other formats. */
function renderProblemJson(problem: Problem): string {
  const { status, title, detail, code, correlationId } = problem;
  let json = `{"type":"about:blank","title":${quote(title)},"status":${status}`;
  if (detail !== undefined) json += `,"detail":${quote(detail)}`;
  json += `,"code":${quote(code)},"correlationId":${quote(correlationId)}`;
  return `${json}${extensionsJson(problem)}}`;
}
