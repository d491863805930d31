import { fieldErrorsJson, shownJson } from '../extensions.ts';
import { escapeJson, quote } from '../quote.ts';
import { attributesFor, reasonOf, withheld } from './reason.ts';
import { messageIdOf } from './message-id.ts';
import type { Problem, Renderer } from '../../model.ts';

/** `{"reasons":[{"language","message"}],"details":{"msgId",…}}` */
export const reasonsJson: Renderer = {
  format: 'json',
  contentType: 'application/json; charset=utf-8',
  headers: undefined,
  render: renderReasonsJson,
  escape: escapeJson,
};

function renderReasonsJson(problem: Problem): string {
  const told = withheld(problem);
  const { code, correlationId, errors, details, retryable, shown, debug } = told;
  const { language, message } = reasonOf(told);
  const text = quote(message);
  const id = messageIdOf(correlationId);
  let json = `{"reasons":[{"language":${quote(language)},"message":${text}}],"details":{"msgId":"${id}"`;
  if (shown?.explanation === true) json += `,"exception message":${text}`;
  json += `,"code":${quote(code)},"correlationId":${quote(correlationId)}`;
  if (errors !== undefined) json += `,"errors":${fieldErrorsJson(errors)}`;
  if (details !== undefined) json += `,"details":${JSON.stringify(details)}`;
  if (retryable !== undefined) json += `,"retryable":${retryable}`;
  if (shown !== undefined) {
    const attributes = attributesFor(shown, correlationId, id);
    json += shownJson(attributes === undefined ? shown : { ...shown, attributes }, 'stackTrace');
  }
  if (debug !== undefined) json += `,"debug":${JSON.stringify(debug)}`;
  return `${json}}}`;
}
