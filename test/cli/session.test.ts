/** What it takes to find out who may see the dashboard of `faultline serve`. */

import type * as Crypto from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { expect, it, vi } from 'vitest';
import { createSession } from '../../src/cli/serve/session.ts';

const { hashed } = vi.hoisted(() => ({ hashed: { count: 0 } }));

vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof Crypto>();
  const createHash = (name: string): ReturnType<typeof Crypto.createHash> => {
    hashed.count++;
    return crypto.createHash(name);
  };
  return { ...crypto, createHash };
});

it('R44 does not hash each of the thousands of cookies that a header can hold', () => {
  const session = createSession('faultline_1', undefined);
  const cookie = session.open(session.link()!)!.split(';')[0]!;
  const open = (text: string): boolean =>
    session.isOpen({ headers: { cookie: text } } as unknown as IncomingMessage);
  hashed.count = 0;
  expect(open(`${'a;'.repeat(7500)}faultline_1=`)).toBe(false);
  // Only the bearer token is left to compare, where there is one.
  expect(hashed.count).toBe(0);
  expect(open(`a; ${cookie} ; b`)).toBe(true);
  expect(open(`${cookie.slice(0, -1)}!`)).toBe(false);
});
