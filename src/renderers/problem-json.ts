import type { Problem, Renderer, VettedFieldError } from '../model.ts';

/** `application/problem+json`, RFC 9457. */
export const problemJson: Renderer = {
  format: 'json',
  contentType: 'application/problem+json; charset=utf-8',
  headers: undefined,
  render: renderProblemJson,
  escape: (text) => quote(text).slice(1, -1),
};

/** Written by hand because most of it is constant; the same members in the same order as the other formats. */
function renderProblemJson(problem: Problem): string {
  const { status, title, detail, code, correlationId, errors, details, retryable, debug } = problem;
  let json = `{"type":"about:blank","title":${quote(title)},"status":${status}`;
  if (detail !== undefined) json += `,"detail":${quote(detail)}`;
  json += `,"code":${quote(code)},"correlationId":${quote(correlationId)}`;
  if (errors !== undefined) json += `,"errors":[${errors.map(fieldError).join(',')}]`;
  if (details !== undefined) json += `,"details":${JSON.stringify(details)}`;
  if (retryable !== undefined) json += `,"retryable":${retryable}`;
  if (debug !== undefined) json += `,"debug":${JSON.stringify(debug)}`;
  return `${json}}`;
}

function fieldError({ pointer, message, code }: VettedFieldError): string {
  const json = `{"pointer":${quote(pointer)},"message":${quote(message)}`;
  return code === undefined ? `${json}}` : `${json},"code":${quote(code)}}`;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MAX_SCANNED = 128;

/** Short plain ASCII, which nearly all of it is, is faster looked through than handed to `JSON.stringify`. */
function quote(text: string): string {
  const { length } = text;
  if (length > MAX_SCANNED) return JSON.stringify(text);
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit > 0x7e || unit === QUOTE || unit === BACKSLASH) return JSON.stringify(text);
  }
  return `"${text}"`;
}
