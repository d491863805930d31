/** What templates are compiled with and rendered from. */

import type { JsonValue, RequestFacts } from '../../src/model.ts';
import type { At } from '../../src/messages/at.ts';
import { compileBody } from '../../src/messages/body.ts';
import type { Answered, Body, TemplateContext } from '../../src/policy.ts';

export const ENV: ReadonlyMap<string, string> = new Map([
  ['REGION', 'eu-central-1'],
  ['MISSING', ''],
]);

export type Told = readonly [pointer: string, problem: string, cure: string];

/** Collects what is reported. */
export function place(env: ReadonlyMap<string, string> = ENV): { readonly at: At; readonly told: Told[] } {
  const told: Told[] = [];
  return { at: { pointer: '/here', report: (...fault) => void told.push(fault), env }, told };
}

/** The body, and that nothing was wrong with it. */
export function bodyOf(template: JsonValue, contentType?: string, env?: ReadonlyMap<string, string>): Body {
  const { at, told } = place(env);
  const body = compileBody(template, contentType, at);
  if (body === undefined) throw new Error(JSON.stringify(told));
  return body;
}

/** What is wrong with a body. */
export function faultsOf(template: JsonValue, contentType?: string): readonly Told[] {
  const { at, told } = place();
  const body = compileBody(template, contentType, at);
  if ((body === undefined) !== told.length > 0)
    throw new Error('a body that was reported, or none that was not');
  return told;
}

export const facts: RequestFacts = {
  method: 'POST',
  url: '/api/v1/users?page=2&q=a%20b',
  header: (name) => (name === 'content-type' ? 'application/json; charset=utf-8' : undefined),
  remoteAddress: '203.0.113.7',
  mount: '/api',
};

const answered = (prefix: string, status: number): Answered => ({
  status,
  code: `${prefix}_CODE`,
  message: `${prefix} message\nand more`,
});

/** 2026-04-05 14:30:45 UTC, a Sunday. */
export const NOW = Date.UTC(2026, 3, 5, 14, 30, 45, 678);

export function contextWith(change: Partial<TemplateContext> = {}): TemplateContext {
  return {
    correlationId: 'K7QF-2MXD-9TRB',
    defaults: answered('DEFAULT', 500),
    customized: answered('CUSTOMIZED', 503),
    final: answered('FINAL', 429),
    facts,
    api: { id: 'users-api', name: 'Users & co' },
    now: NOW,
    responseFromApi: 'upstream said\r\nno',
    ...change,
  };
}

/** A context in which every text is this one. */
export function contextOf(text: string): TemplateContext {
  const same: Answered = { status: 418, code: text, message: text };
  return {
    correlationId: text,
    defaults: same,
    customized: same,
    final: same,
    facts: { method: text, url: text, header: () => text, remoteAddress: text, mount: text },
    api: { id: text, name: text },
    now: NOW,
    responseFromApi: text,
  };
}
