/** What faultline answers to a thrown value, without a server. */

import { createFaultline, type FaultlineOptions, type RequestFacts, type Resolution } from 'faultline';

export const facts = (more: Partial<RequestFacts> = {}): RequestFacts => ({
  method: 'GET',
  url: '/',
  header: () => undefined,
  ...more,
});

/** The members of a problem+json body. */
export interface Body {
  readonly status: number;
  readonly code: string;
  readonly correlationId: string;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string; readonly code?: string }[];
  readonly details?: Readonly<Record<string, unknown>>;
  readonly retryable?: boolean;
}

export interface Answered {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
  /** Everything that goes over the wire. */
  readonly text: string;
  readonly family: string | undefined;
  readonly notes: readonly string[];
  readonly resolution: Resolution;
}

export function answerTo(
  thrown: unknown,
  options: FaultlineOptions = {},
  request: RequestFacts = facts(),
): Answered {
  const fl = createFaultline({ mode: 'release', logger: false, ...options });
  const resolution = fl.resolve(thrown, request);
  const { reply, decided } = resolution;
  const body = JSON.parse(reply.body) as Body;
  return {
    status: reply.status,
    code: body.code,
    detail: body.detail,
    body,
    headers: reply.headers,
    text: JSON.stringify(reply),
    family: decided?.classified.family,
    notes: decided?.notes ?? [],
    resolution,
  };
}
