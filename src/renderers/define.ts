/** Renderers of users. */

import { PAGE_HEADERS } from '../http/headers.ts';
import { ignoreRejection } from '../rejection.ts';
import { readDefinition, type RendererDefinition } from './definition.ts';
import { renderers } from './index.ts';
import { viewOf } from './problem-view.ts';
import type { Format, Problem, Renderer } from '../model.ts';

export type { RendererDefinition } from './definition.ts';
export type { ProblemView } from './problem-view.ts';

/**
 * A renderer of your own for one format.
 * @throws FaultlineError when a part is missing or of the wrong kind
 */
export function defineRenderer(definition: RendererDefinition): Renderer {
  const parts = readDefinition(definition);
  const { format, contentType } = parts;
  return Object.freeze({
    format,
    contentType,
    headers: headersOf(format, parts.headers),
    // Called on the definition, so that an instance of a class serves too.
    render: (problem: Problem) => parts.render.call(definition, viewOf(problem)),
    escape: (text: string) => escaped(text, definition, parts) ?? renderers[format].escape(text),
  });
}

function headersOf(format: Format, given: RendererDefinition['headers']): Renderer['headers'] {
  const headers: Record<string, string> = format === 'html' ? { ...PAGE_HEADERS } : {};
  for (const [name, value] of Object.entries(given ?? {})) headers[name.toLowerCase()] = value;
  return Object.keys(headers).length === 0 ? undefined : Object.freeze(headers);
}

/** The check of an answer must not fail by it: a definition whose `escape` fails is one without. */
function escaped(
  text: string,
  definition: RendererDefinition,
  parts: RendererDefinition,
): string | undefined {
  try {
    const written: unknown = parts.escape?.call(definition, text);
    if (typeof written === 'string') return written;
    ignoreRejection(written);
  } catch {
    // Nothing to tell: `render` is what answers.
  }
  return undefined;
}
