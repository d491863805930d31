/** The parameters of a request's query. */

import { queryIn } from '../http/url.ts';
import { rememberLast } from './last.ts';

export type Parameters = ReadonlyMap<string, readonly string[]>;

const MAX_LENGTH = 8192;
const MAX_PARAMETERS = 256;

/** Read as `URLSearchParams` does: the first 256 parameters that stand whole in the first 8,192 characters. */
export const parametersOf: (url: string) => Parameters = rememberLast((url) => {
  const parts = bounded(queryIn(url)).split('&', MAX_PARAMETERS);
  const parameters = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(`?${parts.join('&')}`)) {
    const values = parameters.get(name);
    if (values === undefined) parameters.set(name, [value]);
    else values.push(value);
  }
  return parameters;
});

/** Cut between parameters: the half of a value is another value. */
function bounded(query: string): string {
  return query.length <= MAX_LENGTH ? query : query.slice(0, Math.max(0, query.lastIndexOf('&', MAX_LENGTH)));
}
