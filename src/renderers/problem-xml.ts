import { elements } from './elements.ts';
import { extensionsOf } from './extensions.ts';
import { escapeMarkup } from './markup.ts';
import type { Problem, Renderer } from '../model.ts';

/** `application/problem+xml`, RFC 9457 appendix B: one namespace, arrays as `<i>` elements. */
export const problemXml: Renderer = {
  format: 'xml',
  contentType: 'application/problem+xml; charset=utf-8',
  headers: undefined,
  render: renderProblemXml,
  escape: escapeMarkup,
};

function renderProblemXml(problem: Problem): string {
  const { status, title, detail, code, correlationId } = problem;
  const members = {
    type: 'about:blank',
    title,
    status,
    detail,
    code,
    correlationId,
    ...extensionsOf(problem),
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807">${elements(members)}</problem>`;
}
