/**
 * Answers of which nothing is known but their status: constants around a correlation ID, rendered once. They
 * answer whatever nobody vetted, when a stage throws, and in place of an answer that `verify` refuses.
 */

import { byteLength } from './http/bytes.ts';
import { newCorrelationId } from './http/correlation.ts';
import { requiredHeaders } from './http/headers.ts';
import { genericProblem } from './pipeline/disclose.ts';
import { renderers } from './renderers/index.ts';
import type { Format, Plan, Renderer, Reply, RequestFacts } from './model.ts';

/** Stand for the ID while a body is prebuilt. */
const MARK = '0000-0000-0000';
const OTHER_MARK = '1111-1111-1111';

interface Parts {
  /** The text between the places of the ID. */
  readonly text: readonly string[];
  /** Length in UTF-8 without the IDs, which are ASCII. */
  readonly bytes: number;
}

/** `undefined`: the body has more of the ID than the ID itself. */
const known = new Map<Renderer, Map<number, Parts | undefined>>();

// What most clients get must exist before anything fails.
partsOf(500, renderers.json);

export interface Prebuilt {
  readonly body: string;
  /** In UTF-8. */
  readonly bytes: number;
}

/**
 * The generic body of a status.
 * @param renderer the library's own: others may write anything, and something else each time
 */
export function prebuiltBody(status: number, renderer: Renderer, correlationId: string): Prebuilt {
  const parts = partsOf(status, renderer);
  if (parts === undefined) return rendered(renderer.render(genericProblem(status, correlationId)));
  const { text, bytes } = parts;
  let body = text[0]!;
  for (let index = 1; index < text.length; index++) body += correlationId + text[index]!;
  return { body, bytes: bytes + (text.length - 1) * correlationId.length };
}

/** The generic reply of a status. Runs nothing of users'. */
export function lastResort(status: number, format: Format, correlationId: string, plan: Plan): Reply {
  const renderer = plan.own[format];
  const { body, bytes } = prebuiltBody(status, renderer, correlationId);
  const headers = {
    'content-type': renderer.contentType,
    'content-length': String(bytes),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    [plan.correlation.header]: correlationId,
    ...(plan.vary !== undefined && { vary: plan.vary }),
    ...renderer.headers,
    ...requiredHeaders(status),
  };
  return { status, headers, body, format, phrase: undefined, abandoned: false };
}

/** The format that the client wants, even when asking for it is what failed. */
export function formatFor(facts: RequestFacts, plan: Plan): Format {
  try {
    return plan.negotiate(facts);
  } catch {
    return 'json';
  }
}

/** An ID even when making the proper one is what failed. */
export function lastResortId(id: string | undefined): string {
  try {
    return id ?? newCorrelationId();
  } catch {
    return MARK;
  }
}

function rendered(body: string): Prebuilt {
  return { body, bytes: byteLength(body) };
}

function partsOf(status: number, renderer: Renderer): Parts | undefined {
  let byStatus = known.get(renderer);
  if (byStatus === undefined) known.set(renderer, (byStatus = new Map()));
  let parts = byStatus.get(status);
  if (parts === undefined && !byStatus.has(status)) {
    parts = take(status, renderer);
    byStatus.set(status, parts);
  }
  return parts;
}

function take(status: number, renderer: Renderer): Parts | undefined {
  const [body, other] = [MARK, OTHER_MARK].map((mark) => renderer.render(genericProblem(status, mark)));
  const text = body!.split(MARK);
  return text.join(OTHER_MARK) === other ? { text, bytes: byteLength(text.join('')) } : undefined;
}
