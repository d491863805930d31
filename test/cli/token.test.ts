/** `faultline token`. */

import { describe, expect, it } from 'vitest';
import { isDetailToken } from '../../src/detail/token.ts';
import { faultline } from './command.ts';

const secret = 'a secret of more than thirty-two characters';
const now = Date.UTC(2026, 11, 15, 14, 30, 45);
const io = { env: { FAULTLINE_DETAIL_SECRET: secret }, now: () => now };

describe('faultline token', () => {
  it('prints a token for the path and the minutes, alone on stdout', async () => {
    const { code, stdout, stderr } = await faultline(['token', '--path', '/orders/*', '--minutes', '10'], io);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^fl1\.[!-~]+\n$/);
    const use = (path: string, minutes: number): boolean =>
      isDetailToken(stdout.trim(), { secrets: [secret], path, now: now + minutes * 60_000 });
    expect([use('/orders/7', 9), use('/orders/7', 11), use('/users/7', 9)]).toEqual([true, false, false]);
    expect(stderr).toBe(
      'Send it in the header x-faultline-detail of requests for /orders/*; it holds until 2026-12-15 14:40:45 UTC.\n',
    );
  });

  it('holds for five minutes by default, from now', async () => {
    const { stdout } = await faultline(['token', '--path', '/x'], { env: io.env });
    const use = (minutes: number): boolean =>
      isDetailToken(stdout.trim(), { secrets: [secret], path: '/x', now: Date.now() + minutes * 60_000 });
    expect([use(4), use(6)]).toEqual([true, false]);
  });

  it('takes the secret from another variable', async () => {
    const env = { OTHER: `${secret}!` };
    const { stdout } = await faultline(['token', '--path', '/x', '--secret-env', 'OTHER'], { ...io, env });
    expect(isDetailToken(stdout.trim(), { secrets: [`${secret}!`], path: '/x', now })).toBe(true);
  });

  it.each([
    [{}, [], 'the environment variable FAULTLINE_DETAIL_SECRET is not set; set it to the secret'],
    [{ FAULTLINE_DETAIL_SECRET: '' }, [], 'the environment variable FAULTLINE_DETAIL_SECRET is not set'],
    [io.env, ['--secret-env', 'toString'], 'the environment variable toString is not set'],
    [
      { FAULTLINE_DETAIL_SECRET: 'short' },
      [],
      'Option "secret" of a detail token is a string of 5 characters',
    ],
    [
      io.env,
      ['--minutes', '0.5'],
      'Option "minutes" of a detail token is 0.5; give a number from 1 to 1440.',
    ],
    [io.env, ['--minutes', '1441'], 'Option "minutes" of a detail token is 1441'],
  ])('with %j and %j: %s', async (env, more, message) => {
    const { code, stdout, stderr } = await faultline(['token', '--path', '/x', ...more], { ...io, env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain(secret);
  });

  it('a path that no request has is refused', async () => {
    const { code, stderr } = await faultline(['token', '--path', '/a?b\u001b[1m'], io);
    expect(code).toBe(1);
    expect(stderr).toContain('Option "path" of a detail token is "/a?b');
    expect(stderr).not.toContain('\u001b');
  });
});
