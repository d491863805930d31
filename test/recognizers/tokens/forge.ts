/** Tokens as no library would make them, and what a library throws at them. */

import { createHmac } from 'node:crypto';

export const CANARY = 'canary-4711';
/** Long enough for HS256, and no secret of anybody's. */
export const SECRET = ['canary', 'not', 'a', 'real', 'key', 'but', 'long', 'enough', '4711'].join('-');
export const OTHER = SECRET.replaceAll('canary', 'another');

const encode = (part: unknown): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

/** Signed with HS256 whatever the header says; `undefined` as key leaves the signature out. */
export function forge(
  payload: unknown,
  header: object | string = { alg: 'HS256', typ: 'JWT' },
  key: string | undefined = SECRET,
): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
}

export const unsigned = (token: string): string => token.slice(0, token.lastIndexOf('.') + 1);
export const now = (): number => Math.floor(Date.now() / 1000);

/** What a function throws, or its promise is rejected with. */
export async function thrownBy(run: () => unknown): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
