/**
 * Bytes that were built before anything failed: constants around a correlation ID. They answer when a stage
 * throws, and replace an answer that `verify` refuses.
 */

import { byteLength } from './http/bytes.ts';
import { newCorrelationId } from './http/correlation.ts';
import { genericProblem } from './pipeline/disclose.ts';
import { renderers } from './renderers/index.ts';
import type { Format, Reply } from './model.ts';

const MARK = '0000-0000-0000';
const prebuilt = new Map<string, readonly string[]>();

for (const format of Object.keys(renderers) as Format[]) partsOf(500, format);

/** The generic answer of a status, in a format. Reads nothing but its arguments. */
export function lastResort(status: number, format: Format, correlationId: string, header: string): Reply {
  const body = partsOf(status, format).join(correlationId);
  return {
    status,
    headers: {
      'content-type': renderers[format].contentType,
      'content-length': String(byteLength(body)),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      [header]: correlationId,
      ...renderers[format].headers,
    },
    body,
    format,
    abandoned: false,
  };
}

/** An ID even when making the proper one is what failed. */
export function lastResortId(known: string | undefined): string {
  try {
    return known ?? newCorrelationId();
  } catch {
    return MARK;
  }
}

function partsOf(status: number, format: Format): readonly string[] {
  const key = `${format} ${status}`;
  let parts = prebuilt.get(key);
  if (parts === undefined) {
    parts = renderers[format].render(genericProblem(status, MARK)).split(MARK);
    prebuilt.set(key, parts);
  }
  return parts;
}
