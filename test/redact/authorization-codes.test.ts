/** The codes that a client trades for a token: told by what stands beside them, not by their name, which errors have too. */

import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redact/index.ts';
import { redaction } from './samples.ts';

const R = '[redacted]';

describe('R32 a code of an authorization', () => {
  it.each([
    ['beside its state', '?code=abc&state=x', `?code=${R}&state=x`],
    ['behind its state', '?state=x&code=abc', `?state=x&code=${R}`],
    ['in a fragment', '/#code=abc&state=x', `/#code=${R}&state=x`],
    ['far from it', '?code=abc&scope=a%20b&iss=https://x.y/z&session_state=x', `?code=${R}&`],
    [
      'in a form',
      'sent grant_type=authorization_code&code=abc',
      `sent grant_type=authorization_code&code=${R}`,
    ],
    ['first in a form', '"code=abc&redirect_uri=x&client_id=y"', `"code=${R}&redirect_uri=x&client_id=y"`],
    ['with a verifier', 'code=abc&code_verifier=x', `code=${R}&`],
    ['of signs', '?code=4/a-b_c~d.e%2Ff&state=x', `?code=${R}&state=x`],
    ['with a backslash', String.raw`?code=a\c&state=x`, `?code=${R}&state=x`],
    ['in a string', String.raw`{"url":"/x?state=1&code=abc\"}`, String.raw`{"url":"/x?state=1&code=${R}\"}`],
    ['twice', '?code=abc&code=def&state=x', `?code=${R}&code=${R}&state=x`],
    ['before a fragment', '/login?code=abc#top', `/login?code=${R}#top`],
    ['of digits', '/login?code=4821', `/login?code=${R}`],
    ['escaped', '/login?next=%2Fcb%3Fcode%3Dabc%26x%3Dy', `/login?next=%2Fcb%3Fcode%3D${R}%26x%3Dy`],
    ['escaped twice', '?next=%252Fcb%253Fcode%253Dabc', `?next=%252Fcb%253Fcode%253D${R}`],
    ['where to go on', '/x?next=https://y.z/cb?code=abc', `/x?next=https://y.z/cb?code=${R}`],
    ['on a path with a sign', '/login;v=1/x?code=abc', `/login;v=1/x?code=${R}`],
    ['of HTML', '<a href="/x?a=1&amp;code=abc&amp;state=y">', `<a href="/x?a=1&amp;code=${R}&amp;state=y">`],
    ['in several places', '/a?code=E1 /cb?code=abc /b?code=E2', `/a?code=E1 /cb?code=${R} /b?code=E2`],
  ])('%s', (_what, text, shown) => {
    expect(redaction.text(text)).toContain(shown);
    expect(redaction.text(redaction.text(text))).toBe(redaction.text(text));
  });

  it.each([
    '/auth',
    '/oauth2/return',
    '/oauth/x',
    '/callback',
    '/authCallback',
    '/googleCallback/',
    '/api/auth/callback/github',
    '/login',
    '/users/log-in',
    '/userLogin',
    '/sign_in',
    '/signin',
    '/signin-oidc',
    '/signon',
    '/sso/x',
    '/cb',
    '/openid',
    '/authorize',
    '/authorise',
    '/authenticate',
    '/authentication/x',
    'https://shop.example/login',
    'GET https://shop.example:8080/a/login',
  ])('on the path %s', (path) => {
    expect(redaction.text(`${path}?code=abc`)).toBe(`${path}?code=${R}`);
  });

  it.each([
    '{"code":"E1"}',
    '?errorcode=E1&state=x',
    '?error_code=E1&state=x',
    '/login?errorcode=E1',
    '/orders?code=E1',
    '/orders?code=E1&status=open',
    '/authors?code=E1',
    '/authority?code=E1',
    '/assigning?code=E1',
    '/bloginfo?code=E1',
    '/cbs?code=E1',
    '/login/failed: code=E1',
    '/x?callback=f&code=E1',
    'https://login.example?code=E1',
    'https://login.example/x?code=E1',
    '/orders?code=E1 of /login',
    'code=ER_DUP_ENTRY state=HY000',
    'code=E1&x=y',
    'state=open, code=E1',
    '/error?code=404&state=x',
    '/login?code=7',
    '/login?code=',
    '/login?code=:code',
    '/login?code=null',
    'login?CODE=E1',
    'code=E1',
    '/x?next=/orders?code=E1',
    '?code=',
  ])('is not the code in %s', (text) => {
    expect(redaction.text(text)).toBe(text);
  });

  it('is shown where its name is allowed', () => {
    const allowed = createRedactor({ allow: ['code'] }).on();
    expect(allowed.text('/login?code=abc&state=x')).toBe('/login?code=abc&state=x');
  });
});
