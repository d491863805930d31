import { escapeMarkup } from './markup.ts';
import type { JsonValue, Problem, Renderer } from '../model.ts';

/** `application/problem+xml`, RFC 9457 appendix B: one namespace, arrays as `<i>` elements. */
export const problemXml: Renderer = {
  format: 'xml',
  contentType: 'application/problem+xml; charset=utf-8',
  headers: undefined,
  render: renderProblemXml,
  escape: escapeMarkup,
};

function renderProblemXml(problem: Problem): string {
  const { status, title, detail, code, correlationId, errors, details, retryable, debug } = problem;
  const members: Record<string, JsonValue | undefined> = {
    type: 'about:blank',
    title,
    status,
    detail,
    code,
    correlationId,
    errors: errors as JsonValue | undefined,
    details,
    retryable,
    debug: debug as unknown as JsonValue | undefined,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807">${children(members)}</problem>`;
}

function children(members: Readonly<Record<string, JsonValue | undefined>>): string {
  let xml = '';
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) xml += element(toXmlName(name), value);
  }
  return xml;
}

function element(name: string, value: JsonValue): string {
  return `<${name}>${content(value)}</${name}>`;
}

function content(value: JsonValue): string {
  if (value === null) return '';
  if (typeof value !== 'object') return escapeMarkup(String(value));
  if (isArray(value)) return value.map((item) => element('i', item)).join('');
  return children(value);
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Extension members must be XML names (RFC 9457, section 3.2); others are respelt, never dropped. */
function toXmlName(name: string): string {
  const respelt = name.replace(/[^A-Za-z0-9_.-]/g, '_');
  return /^(?:[^A-Za-z_]|xml|$)/i.test(respelt) ? `_${respelt}` : respelt;
}
