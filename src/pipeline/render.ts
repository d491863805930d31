/** Stage 5. The problem as bytes: negotiates the format, fills it, adds the headers. */

import { byteLength } from '../http/bytes.ts';
import { PAGE_HEADERS } from '../http/headers.ts';
import { formatFor, prebuiltBody, type Prebuilt } from '../prebuilt.ts';
import type { Body } from '../policy.ts';
import type { Format, Plan, Problem, Renderer, Reply, Stage } from '../model.ts';

export const render: Stage<Problem, Reply> = (problem, plan) => {
  const { status, abandoned, phrase, context } = problem;
  const format = problem.body?.format ?? formatFor(problem.facts, plan);
  const configured = problem.body ?? problem.formats?.[format];
  if (configured !== undefined && context !== undefined) {
    const body = configured.render(context);
    const headers = headersOf(problem, toRendering(configured), byteLength(body), plan);
    return { status, headers, body, format: configured.format, phrase, abandoned };
  }
  const chosen = plan.renderers[format];
  const made = bodyOf(problem, chosen, plan);
  // What a user's function could not make is the library's own whole: type, headers and body.
  const renderer = plan.failureOf(problem) === undefined ? chosen : plan.own[format];
  const { body, bytes } = renderer === chosen ? made : bodyOf(problem, renderer, plan);
  return { status, headers: headersOf(problem, renderer, bytes, plan), body, format, phrase, abandoned };
};

/** Whether browsers show it as a page, where something could run. */
function isShown(contentType: string, format: Format): boolean {
  return format === 'html' || /^(?:application\/xhtml|image\/svg)\+xml/.test(contentType);
}

type Rendering = Pick<Renderer, 'contentType' | 'headers'>;

function toRendering({ contentType, format }: Body): Rendering {
  return { contentType, headers: isShown(contentType, format) ? PAGE_HEADERS : undefined };
}

function bodyOf(problem: Problem, renderer: Renderer, { own }: Plan): Prebuilt {
  if (problem.generic && renderer === own[renderer.format])
    return prebuiltBody(problem.status, renderer, problem.correlationId);
  const body = renderer.render(problem);
  return { body, bytes: byteLength(body) };
}

function headersOf(problem: Problem, renderer: Rendering, bytes: number, plan: Plan): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': renderer.contentType,
    'content-length': String(bytes),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  headers[plan.correlation.header] = problem.correlationId;
  if (plan.vary !== undefined) headers['vary'] = plan.vary;
  if (renderer.headers !== undefined) Object.assign(headers, renderer.headers);
  if (problem.headers !== undefined) Object.assign(headers, problem.headers);
  if (problem.language !== undefined) headers['content-language'] = problem.language;
  // Again: it must be the one that the body and the record have.
  headers[plan.correlation.header] = problem.correlationId;
  return headers;
}
