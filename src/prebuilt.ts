/**
 * Answers of which nothing is known but their status: constants around a correlation ID, rendered once. They
 * answer whatever nobody vetted, when a stage throws, and in place of an answer that `verify` refuses.
 */

import { byteLength } from './http/bytes.ts';
import { newCorrelationId } from './http/correlation.ts';
import { requiredHeaders } from './http/headers.ts';
import { genericProblem } from './pipeline/disclose.ts';
import { renderers } from './renderers/index.ts';
import type { Format, Plan, Reply, RequestFacts } from './model.ts';

/** Stands for the ID while a body is prebuilt. */
const MARK = '0000-0000-0000';

interface Parts {
  /** The text between the places of the ID. */
  readonly text: readonly string[];
  /** Length in UTF-8 without the IDs, which are ASCII. */
  readonly bytes: number;
}

const known: Readonly<Record<Format, Map<number, Parts>>> = {
  json: new Map(),
  xml: new Map(),
  text: new Map(),
  html: new Map(),
};

// What most clients get must exist before anything fails.
partsOf(500, 'json');

export interface Prebuilt {
  readonly body: string;
  /** In UTF-8. */
  readonly bytes: number;
}

/** The generic body of a status in a format. */
export function prebuiltBody(status: number, format: Format, correlationId: string): Prebuilt {
  const { text, bytes } = partsOf(status, format);
  let body = text[0]!;
  for (let index = 1; index < text.length; index++) body += correlationId + text[index]!;
  return { body, bytes: bytes + (text.length - 1) * correlationId.length };
}

/** The generic reply of a status. Reads nothing but its arguments. */
export function lastResort(status: number, format: Format, correlationId: string, header: string): Reply {
  const { body, bytes } = prebuiltBody(status, format, correlationId);
  const renderer = renderers[format];
  const headers = {
    'content-type': renderer.contentType,
    'content-length': String(bytes),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    [header]: correlationId,
    ...renderer.headers,
    ...requiredHeaders(status),
  };
  return { status, headers, body, format, abandoned: false };
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

function partsOf(status: number, format: Format): Parts {
  let parts = known[format].get(status);
  if (parts === undefined) {
    const text = renderers[format].render(genericProblem(status, MARK)).split(MARK);
    parts = { text, bytes: byteLength(text.join('')) };
    known[format].set(status, parts);
  }
  return parts;
}
