import { elements } from '../elements.ts';
import { extensionsJson, extensionsOf } from '../extensions.ts';
import { extensionBlocks, joinBlocks, printable } from '../lines.ts';
import { escapeMarkup } from '../markup.ts';
import { escapeJson, quote } from '../quote.ts';
import type { Problem, Renderer } from '../../model.ts';
import type { Preset } from './preset.ts';

const json: Renderer = {
  format: 'json',
  contentType: 'application/json; charset=utf-8',
  headers: undefined,
  render: renderJson,
  escape: escapeJson,
};

const xml: Renderer = {
  format: 'xml',
  contentType: 'application/xml; charset=utf-8',
  headers: undefined,
  render: renderXml,
  escape: escapeMarkup,
};

const text: Renderer = {
  format: 'text',
  contentType: 'text/plain; charset=utf-8',
  headers: undefined,
  render: renderText,
  escape: printable,
};

/** No more than what happened and under which reference. */
export const plain: Preset = { name: 'plain', renderers: { json, xml, text } };

function renderJson(problem: Problem): string {
  const { title, detail, code, correlationId } = problem;
  const head = `"code":${quote(code)},"message":${quote(detail ?? title)},"correlationId":${quote(correlationId)}`;
  return `{"error":{${head}${extensionsJson(problem)}}}`;
}

function renderXml(problem: Problem): string {
  const { title, detail, code, correlationId } = problem;
  const members = { code, message: detail ?? title, correlationId, ...extensionsOf(problem) };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<error>${elements(members)}</error>`;
}

function renderText(problem: Problem): string {
  const { title, detail, code, correlationId, retryable } = problem;
  const head = [`${printable(code)}: ${printable(detail ?? title)}`, `Reference: ${correlationId}`];
  if (retryable !== undefined) head.push(`Retryable: ${retryable ? 'yes' : 'no'}`);
  return joinBlocks([head, ...extensionBlocks(problem)]);
}
