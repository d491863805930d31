import type { RequestFacts } from '../../model.ts';

/** Headers of tokens are some 100 characters long. */
const MAX_HEADER = 4096;

/** Whether the request's bearer token names the key that it was signed with (RFC 7515, section 4.1.4). */
export function hasKeyId(facts: RequestFacts): boolean {
  const token = facts.header('authorization')?.split(' ', 2)[1] ?? '';
  const header = token.slice(0, MAX_HEADER).split('.', 1)[0]!;
  try {
    const text = atob(header.replaceAll('-', '+').replaceAll('_', '/'));
    return typeof (JSON.parse(text) as { kid?: unknown } | null)?.kid === 'string';
  } catch {
    return false;
  }
}
