/** R31 Every library against upstreams that fail in every way: never the upstream's status, headers, text or URL. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silently } from '../silent.ts';
import { httpClients } from './calls.ts';
import { OUTCOMES, USUAL, type Library, type Outcome } from './outcomes.ts';
import { sdks } from './sdk-calls.ts';
import { KINDS, rejection, startUpstreams, type Kind, type Upstreams } from './servers.ts';

let upstreams: Upstreams;
beforeAll(async () => {
  upstreams = await startUpstreams();
});
afterAll(() => upstreams.close());

const GENERIC =
  /^An unexpected error occurred\. If you need help, mention this reference: [0-9A-Z]{4}(-[0-9A-Z]{4}){2}\.$/;

interface Case {
  readonly kind: Kind;
  readonly outcome: keyof typeof OUTCOMES;
  readonly family: string;
}

function casesOf({ family, but = {} }: Library): readonly Case[] {
  return KINDS.flatMap((kind) => {
    const outcome: Outcome = but[kind] ?? USUAL[kind];
    if (outcome === 'none') return [];
    if (typeof outcome === 'string') return [{ kind, outcome, family }];
    return [{ kind, outcome: outcome[0], family: outcome[1] }];
  });
}

describe.each([...httpClients, ...sdks])('R31 $name', (library) => {
  it.each(casesOf(library))('$kind: $outcome', async ({ kind, outcome, family }) => {
    const thrown = await rejection(library.call(upstreams.url(kind), kind));
    const { status, code, body, detail, family: by, headers, resolution } = silently(thrown);
    expect({ by, status, code, retryable: body.retryable }).toEqual({ by: family, ...OUTCOMES[outcome] });
    expect(detail).toMatch(GENERIC);
    expect(headers).not.toHaveProperty('retry-after');
    expect(resolution.decided?.level).toBe(outcome === 'aborted' ? 'warn' : 'error');
  });
});
