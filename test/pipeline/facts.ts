import type { RequestFacts } from 'faultline';

/** The facts of a request that has these headers, and nothing special otherwise. */
export function factsWith(
  headers: Readonly<Record<string, string>> = {},
  more: Partial<RequestFacts> = {},
): RequestFacts {
  return { method: 'GET', url: '/', header: (name) => headers[name], ...more };
}
