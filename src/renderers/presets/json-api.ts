import { extensionsJson } from '../extensions.ts';
import { escapeJson, quote } from '../quote.ts';
import { sourceOf } from './json-api-source.ts';
import type { Problem, Renderer, VettedFieldError } from '../../model.ts';
import type { Preset } from './preset.ts';

/** The media type takes no parameter but `ext` and `profile`, so there is no charset. */
const json: Renderer = {
  format: 'json',
  contentType: 'application/vnd.api+json',
  headers: undefined,
  render: renderJsonApi,
  escape: escapeJson,
};

/** JSON:API 1.1: an error object for each field error, else one; what is about all of them stands in `meta`. */
export const jsonApi: Preset = { name: 'json-api', renderers: { json } };

function renderJsonApi(problem: Problem): string {
  const { status, title, detail, code, correlationId, errors } = problem;
  const head = `{"id":${quote(correlationId)},"status":"${status}","code":${quote(code)},"title":${quote(title)}`;
  const sentence = detail === undefined ? '' : `,"detail":${quote(detail)}`;
  if (errors === undefined) return `{"errors":[${head}${sentence}}]${metaJson(extensionsJson(problem))}}`;
  // The schema wants no two alike.
  const objects = new Set(errors.map((error) => `${head}${fieldErrorJson(error)}}`));
  const rest = extensionsJson({ ...problem, errors: undefined });
  return `{"errors":[${[...objects].join(',')}]${metaJson(sentence + rest)}}`;
}

/** `code` is the problem's in all objects; that of the field is `meta.code`. */
function fieldErrorJson({ pointer, message, code }: VettedFieldError): string {
  const source = sourceOf(pointer);
  let meta = source === undefined ? `,"pointer":${quote(pointer)}` : '';
  if (code !== undefined) meta += `,"code":${quote(code)}`;
  const where = source === undefined ? '' : `,"source":{"${source.member}":${quote(source.value)}}`;
  return `,"detail":${quote(message)}${where}${metaJson(meta)}`;
}

/** @param members each with a comma before it */
function metaJson(members: string): string {
  return members === '' ? '' : `,"meta":{${members.slice(1)}}`;
}
