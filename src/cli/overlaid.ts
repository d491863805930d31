/** The values of an answer, and which row set them: as they stand in the files, with their placeholders. */

import { namesOf } from '../config/pointer.ts';
import type { ServerError } from '../config/server-errors.ts';
import { genericCode } from '../http/status.ts';
import type { Config, Row } from '../config/shapes.ts';
import type { Explanation } from '../index.ts';

export interface Overlaid {
  readonly field: string;
  /** Before any row; empty where that is the library's choice of words. */
  readonly before: string;
  readonly after: string;
  /** The pointer of what set it; empty where nothing did but the generic answer. */
  readonly by: string;
}

export interface Files {
  readonly config: Config;
  readonly serverErrors: readonly ServerError[];
}

/** Status and code always, everything else where it is set. */
export function valuesOf(explanation: Explanation, files: Files): readonly Overlaid[] {
  const { considered, languages, error, reply, replaced } = explanation;
  const used = considered.filter(({ verdict }) => verdict === 'used');
  const body = used.filter(({ priority }) => priority <= 3);
  const rows = used.filter(({ what }) => what === 'values of a row');
  const sources = [
    // Translations stand for the texts of all rows.
    ...languages.flatMap(({ pointer, verdict }) =>
      pointer !== undefined && verdict === 'used' ? [{ pointer, values: dataAt(pointer, files) }] : [],
    ),
    // The status of a body is sent whatever rows say.
    ...body.map(({ pointer }) => ({ pointer, values: { status: dataAt(pointer, files).status } })),
    ...rows.map(({ pointer }) => {
      const values = dataAt(pointer, files);
      return { pointer, values: replaced === undefined ? values : { status: values.status } };
    }),
  ];
  const own: Readonly<Record<string, string>> = { status: String(error.status), code: error.code };
  const code = replaced === undefined ? error.code : genericCode(reply.status);
  const found = new Map<string, Overlaid>([
    ['status', { field: 'status', before: own['status']!, after: String(reply.status), by: '' }],
    ['code', { field: 'code', before: own['code']!, after: code, by: '' }],
  ]);
  for (const { pointer, values } of sources) {
    for (const [field, after] of fieldsOf(values)) {
      const known = found.get(field);
      if (known === undefined || known.by === '')
        found.set(field, { field, before: own[field] ?? '', after, by: pointer });
    }
  }
  return [...found.values()];
}

type Data = Pick<Row, 'code' | 'headers' | 'message' | 'retryable' | 'title'> & {
  readonly status?: number | undefined;
};

function fieldsOf({ headers = {}, ...data }: Data): readonly (readonly [field: string, value: string])[] {
  const { status, code, title, message, retryable } = data;
  const fields = Object.entries({ status, code, title, message, retryable });
  const named = Object.entries(headers).map(
    ([name, value]) => [`header ${name.toLowerCase()}`, value] as const,
  );
  return [...fields, ...named].flatMap(([field, value]) =>
    value === undefined ? [] : [[field, String(value)] as const],
  );
}

function dataAt(pointer: string, { config, serverErrors }: Files): Data {
  const mapped = serverErrors.find((error) => error.pointer === pointer);
  if (mapped !== undefined) return { title: mapped.title, message: mapped.message };
  let value: unknown = config;
  for (const name of namesOf(pointer)) value = (value as Readonly<Record<string, unknown>>)[name];
  return value as Data;
}
