import { elements } from '../elements.ts';
import { extensionsOf } from '../extensions.ts';
import { escapeMarkup } from '../markup.ts';
import { messageIdOf } from './message-id.ts';
import { attributesFor, reasonOf, withheld } from './reason.ts';
import type { Problem, Renderer } from '../../model.ts';

/**
 * The members of the JSON as elements of the same names, within `<fault>`, without a namespace; a name of an element
 * has no space: `exceptionMessage`. It is not a SOAP fault.
 */
export const reasonsXml: Renderer = {
  format: 'xml',
  contentType: 'application/xml; charset=utf-8',
  headers: undefined,
  render: renderReasonsXml,
  escape: escapeMarkup,
};

function renderReasonsXml(problem: Problem): string {
  const told = withheld(problem);
  const { code, correlationId, shown } = told;
  const { language, message } = reasonOf(told);
  const msgId = messageIdOf(correlationId);
  const attributes = shown && attributesFor(shown, correlationId, msgId);
  const { errors, details, retryable, path, debug } = extensionsOf(told);
  const fault = elements({ reasons: [{ language, message }] });
  const detailed = elements({
    msgId,
    exceptionMessage: shown?.explanation === true ? message : undefined,
    code,
    correlationId,
    errors,
    details,
    retryable,
    path,
    stackTrace: shown?.stack,
    attributes: attributes?.map(({ name, value }) => ({ name, value })),
    debug,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<fault>${fault}<details>${detailed}</details></fault>`;
}
