import { createFaultline, type FaultlineOptions, type RequestFacts } from 'faultline';
import { expect } from 'vitest';
import { answerTo, facts, type Answered } from './answer.ts';

const ACCEPTS = ['application/xml', 'text/plain', 'text/html', 'application/json'];

/**
 * The answer in JSON to a thrown value, after a look that no canary - a text with that word in it - stands in
 * the body or the headers of any format.
 */
export function silently(
  thrown: unknown,
  options: FaultlineOptions = {},
  request: Partial<RequestFacts> = {},
): Answered {
  const fl = createFaultline({ mode: 'release', logger: false, ...options });
  for (const accept of ACCEPTS) {
    const header = (name: string): string | undefined =>
      name === 'accept' ? accept : request.header?.(name);
    const { reply } = fl.resolve(thrown, facts({ ...request, header }));
    expect(JSON.stringify(reply).toLowerCase()).not.toContain('canary');
  }
  return answerTo(thrown, options, facts(request));
}
