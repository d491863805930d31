import type { Problem, Renderer } from '../model.ts';

/** `application/problem+json`, RFC 9457. */
export const problemJson: Renderer = {
  format: 'json',
  contentType: 'application/problem+json; charset=utf-8',
  render: renderProblemJson,
  escape: (text) => quote(text).slice(1, -1),
};

/** Written by hand because most of it is constant; the same members in the same order as the other formats. */
function renderProblemJson(problem: Problem): string {
  const { status, title, detail, code, correlationId, errors, details, retryable, debug } = problem;
  let json = `{"type":"about:blank","title":${quote(title)},"status":${status}`;
  if (detail !== undefined) json += `,"detail":${quote(detail)}`;
  json += `,"code":${quote(code)},"correlationId":${quote(correlationId)}`;
  if (errors !== undefined) json += `,"errors":${JSON.stringify(errors)}`;
  if (details !== undefined) json += `,"details":${JSON.stringify(details)}`;
  if (retryable !== undefined) json += `,"retryable":${retryable}`;
  if (debug !== undefined) json += `,"debug":${JSON.stringify(debug)}`;
  return `${json}}`;
}

/** Anything outside plain ASCII goes the slow way. */
const NEEDS_ESCAPE = /["\\]|[^\x20-\x7e]/;

function quote(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}
