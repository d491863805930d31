import { toJson, type JsonOptions } from '../json.ts';
import type { JsonValue } from '../model.ts';

/** Data for the client. Objects that are not plain data - errors, entities, requests - are left out. */
const DETAILS: JsonOptions = {
  limits: { depth: 8, members: 200, text: 8192, values: 2000, total: 131_072 },
  unknown: () => undefined,
  text: (value) => value,
};

/** The `details` of an answer, as far as they are data, and bounded. Never throws. */
export function detailsOf(details: unknown): JsonValue | undefined {
  return details === undefined ? undefined : toJson(details, DETAILS);
}
