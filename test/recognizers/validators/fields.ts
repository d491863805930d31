import { expect } from 'vitest';
import type { FaultlineOptions } from 'faultline';
import { silently } from '../silent.ts';

/** In values, limits, patterns and keys: it must be in no answer. */
export const CANARY = 'canary-4711';

export interface Field {
  readonly pointer: string;
  readonly message: string;
  readonly code?: string;
}

export const field = (pointer: string, code: string, message: string): Field => ({ pointer, message, code });

/** The field errors of an answer that is, as the family of that name has it, "not valid", and tells no canary. */
export function fieldsOf(
  thrown: unknown,
  family: string,
  options: FaultlineOptions = {},
): readonly Field[] | undefined {
  const answer = silently(thrown, options);
  expect(answer).toMatchObject({
    family,
    status: 400,
    code: 'VALIDATION_FAILED',
    detail: 'The request is not valid.',
    notes: [],
  });
  // The reference is made by chance.
  const said = answer.text.replaceAll(answer.body['correlationId'], '');
  expect(said).not.toMatch(/4711|4712/);
  return answer.body.errors;
}

/** What a function throws, or its promise rejects with. */
export async function thrownBy(run: () => unknown): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  return expect.unreachable('nothing was thrown');
}

const trap = (): never => {
  throw new Error('trap');
};

/** Values that throw when they are looked at, or never end. */
export const hostile: Readonly<Record<string, unknown>> = {
  'a Proxy that throws': new Proxy([], { get: trap, ownKeys: trap, getPrototypeOf: trap, has: trap }),
  'a Proxy that is revoked': revoked(),
  'an array of Proxies': [new Proxy({}, { get: trap, ownKeys: trap, getPrototypeOf: trap })],
  'a getter that throws': [
    {
      get path() {
        return trap();
      },
      get code() {
        return trap();
      },
      get type() {
        return trap();
      },
    },
  ],
  'nothing in an array': [null, undefined, 4, CANARY, Symbol(CANARY), 4n, true],
  'an endless array': new Proxy([], { get: (_, key) => (key === 'length' ? Infinity : { path: [] }) }),
  'members of Object.prototype': [{ code: 'constructor', type: 'toString', path: ['__proto__'] }],
};

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
}
