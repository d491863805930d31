/** Stage 5. The problem as bytes: negotiates the format, fills it, adds the headers. */

import { byteLength } from '../http/bytes.ts';
import { PAGE_HEADERS } from '../http/headers.ts';
import { MAX_ANSWER } from '../messages/limits.ts';
import { cut } from '../messages/values.ts';
import { formatFor, prebuiltBody, type Prebuilt } from '../prebuilt.ts';
import type { Body } from '../policy.ts';
import type { Format, Plan, Problem, Renderer, Reply, Stage } from '../model.ts';

interface Rendered {
  readonly reply: Reply;
  /** What the record is told of it. */
  readonly note: string | undefined;
}

export const render: Stage<Problem, Rendered> = (problem, plan) => {
  const { status, abandoned, phrase, context } = problem;
  const format = problem.body?.format ?? formatFor(problem.facts, plan);
  const configured = problem.body ?? problem.formats?.[format];
  if (configured !== undefined && context !== undefined) {
    const whole = configured.render(context);
    const fits = whole.length <= MAX_ANSWER;
    const body = fits ? whole : configured.render(context, MAX_ANSWER);
    const headers = headersOf(problem, toRendering(configured), byteLength(body), plan);
    addLanguage(headers, body, problem, plan.renderers[configured.format]);
    const reply = { status, headers, body, format: configured.format, phrase, abandoned };
    return { reply, note: fits ? undefined : 'values were shortened to fit' };
  }
  const chosen = plan.renderers[format];
  const made = bodyOf(problem, chosen, plan);
  // What a user's function could not make is the library's own whole: type, headers and body.
  const renderer = plan.failureOf(problem) === undefined ? chosen : plan.own[format];
  const { body, bytes } = renderer === chosen ? made : bodyOf(problem, renderer, plan);
  const headers = headersOf(problem, renderer, bytes, plan);
  addLanguage(headers, body, problem, renderer);
  return { reply: { status, headers, body, format, phrase, abandoned }, note: undefined };
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
  // Again: it must be the one that the body and the record have.
  headers[plan.correlation.header] = problem.correlationId;
  return headers;
}

/** A translation gives the body its language where it shows: templates, presets and users' functions may leave it out. */
function addLanguage(
  headers: Record<string, string>,
  body: string,
  { context }: Problem,
  renderer: Renderer,
): void {
  const translated = context?.translated;
  if (translated?.texts.some((text) => shows(body, text, renderer)) !== true) return;
  headers['content-language'] = translated.language;
}

/** By the begin of its first line, which is what placeholders may be cut to. */
function shows(body: string, text: string, renderer: Renderer): boolean {
  const begin = cut(text.trimStart().split(/[\r\n]/, 1)[0]!, MAX_BEGIN);
  return begin !== '' && (body.includes(begin) || body.includes(renderer.escape(begin)));
}

const MAX_BEGIN = 64;
