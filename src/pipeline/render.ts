/** Stage 5. The problem as bytes: negotiates the format, fills it, adds the headers. */

import { byteLength } from '../http/bytes.ts';
import { prebuiltBody, type Prebuilt } from '../prebuilt.ts';
import type { Plan, Problem, Renderer, Reply, Stage } from '../model.ts';

export const render: Stage<Problem, Reply> = (problem, plan) => {
  const renderer = plan.renderers[plan.negotiate(problem.facts)];
  const { body, bytes } = bodyOf(problem, renderer);
  return {
    status: problem.status,
    headers: headersOf(problem, renderer, bytes, plan),
    body,
    format: renderer.format,
    abandoned: problem.abandoned,
  };
};

function bodyOf(problem: Problem, renderer: Renderer): Prebuilt {
  if (problem.generic) return prebuiltBody(problem.status, renderer.format, problem.correlationId);
  const body = renderer.render(problem);
  return { body, bytes: byteLength(body) };
}

function headersOf(problem: Problem, renderer: Renderer, bytes: number, plan: Plan): Record<string, string> {
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
  return headers;
}
