/** Names as `google.rpc.ErrorInfo` and `BadRequest` want them. */

import type { JsonValue } from '../../model.ts';

const REASON = /^[A-Z][A-Z0-9_]{1,61}[A-Z0-9]$/;

/** UPPER_SNAKE_CASE of at most 63 characters; `undefined` when it cannot be spelt so. */
export function reasonOf(code: string): string | undefined {
  if (REASON.test(code)) return code;
  if (code.length > 63) return undefined;
  const respelt = code
    .replace(/[^A-Za-z0-9]/g, '_')
    .replace(/[a-z0-9](?=[A-Z])/g, '$&_')
    .toUpperCase();
  return REASON.test(respelt) ? respelt : undefined;
}

/** A JSON Pointer as a path of fields, counted from 0 as there: `/items/0/sku` -> `items[0].sku`. */
export function fieldOf(pointer: string): string {
  let field = '';
  for (const escaped of pointer.replace(/^\//, '').split('/')) {
    const segment = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    if (INDEX.test(segment)) field += `[${segment}]`;
    else field += field === '' ? segment : `.${segment}`;
  }
  return field;
}

const INDEX = /^(?:0|[1-9]\d*)$/;
const KEY = /^[a-z][A-Za-z0-9_-]{1,63}$/;

/** Keys of the library's own. */
const OWN: ReadonlySet<string> = new Set(['code', 'details', 'retryable']);

/**
 * Details as metadata, which is flat and has texts only: other values as JSON, and members whose names cannot be keys
 * together, as JSON too, under `details`.
 */
export function metadataOf(details: JsonValue): Readonly<Record<string, string>> {
  if (typeof details !== 'object' || details === null || Array.isArray(details))
    return { details: textOf(details) };
  const metadata: Record<string, string> = {};
  const others: [string, JsonValue][] = [];
  for (const [key, value] of Object.entries(details)) {
    if (KEY.test(key) && !OWN.has(key)) metadata[key] = textOf(value);
    else others.push([key, value]);
  }
  if (others.length > 0) metadata['details'] = JSON.stringify(Object.fromEntries(others));
  return metadata;
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
