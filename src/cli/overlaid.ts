/** The values of an answer, and which row set them: as they stand in the files, with their placeholders. */

import { namesOf } from '../config/pointer.ts';
import type { ServerError } from '../config/server-errors.ts';
import type { Config } from '../config/shapes.ts';
import type { Explanation } from '../index.ts';

export interface Overlaid {
  readonly field: string;
  /** Before any row; empty where that is the library's choice of words. */
  readonly before: string;
  readonly after: string;
  /** The pointer of what set it; empty where nothing did. */
  readonly by: string;
}

export interface Files {
  readonly config: Config;
  readonly serverErrors: readonly ServerError[];
}

const FIELDS = ['status', 'code', 'title', 'message', 'retryable'] as const;

/** Status and code always, everything else where it is set. */
export function valuesOf({ considered, error, reply }: Explanation, files: Files): readonly Overlaid[] {
  const rows = considered.filter(({ what, verdict }) => what === 'values of a row' && verdict === 'used');
  const found = new Map<string, Overlaid>();
  const before: Readonly<Record<string, string>> = { status: String(error.status), code: error.code };
  const body = considered.find(({ priority, verdict }) => priority <= 3 && verdict === 'used');
  // The status of a body is sent whatever rows say.
  const sources = body === undefined ? rows : [{ pointer: body.pointer, fields: ['status'] }, ...rows];
  for (const source of sources) {
    const data = valueAt(source.pointer, files);
    const fields = 'fields' in source ? source.fields : [...FIELDS, ...headersOf(data)];
    for (const field of fields) {
      const after = member(data, field);
      if (after === undefined || found.has(field)) continue;
      found.set(field, { field, before: before[field] ?? '', after, by: source.pointer });
    }
  }
  for (const field of ['status', 'code']) {
    const after = field === 'status' ? String(reply.status) : error.code;
    if (!found.has(field)) found.set(field, { field, before: before[field]!, after, by: '' });
  }
  const order: readonly string[] = FIELDS;
  return [...found.values()].toSorted((a, b) => rank(order, a.field) - rank(order, b.field));
}

function rank(order: readonly string[], field: string): number {
  const place = order.indexOf(field);
  return place < 0 ? order.length : place;
}

function headersOf(data: unknown): readonly string[] {
  const { headers = {} } = data as { readonly headers?: object };
  return Object.keys(headers).map((name) => `header ${name}`);
}

function member(data: unknown, field: string): string | undefined {
  const { headers, ...fields } = data as Readonly<Record<string, unknown>>;
  const [, header] = field.split('header ');
  const value = header === undefined ? fields[field] : (headers as Readonly<Record<string, unknown>>)[header];
  return value === undefined ? undefined : String(value);
}

function valueAt(pointer: string, { config, serverErrors }: Files): unknown {
  const mapped = serverErrors.find((error) => error.pointer === pointer);
  if (mapped !== undefined) return { title: mapped.title, message: mapped.message };
  let value: unknown = config;
  for (const name of namesOf(pointer)) value = (value as Readonly<Record<string, unknown>>)[name];
  return value;
}
