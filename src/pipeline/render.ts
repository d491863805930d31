/** Stage 5. The problem as bytes: negotiates the format, fills it, adds the headers. */

import { byteLength } from '../http/bytes.ts';
import type { Problem, Reply, Stage } from '../model.ts';

export const render: Stage<Problem, Reply> = (problem, plan) => {
  const renderer = plan.renderers[plan.negotiate(problem.facts)];
  const body = renderer.render(problem);
  const headers: Record<string, string> = {
    'content-type': renderer.contentType,
    'content-length': String(byteLength(body)),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    [plan.correlation.header]: problem.correlationId,
  };
  if (plan.vary !== undefined) headers['vary'] = plan.vary;
  if (renderer.headers !== undefined) Object.assign(headers, renderer.headers);
  if (problem.headers !== undefined) Object.assign(headers, problem.headers);
  return { status: problem.status, headers, body, format: renderer.format, abandoned: problem.abandoned };
};
