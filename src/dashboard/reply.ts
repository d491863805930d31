/** Answers with the headers that keep a page of errors to those who may read it. */

import type { Asset } from './assets.ts';
import type { Answer, Download, Redirect } from './page.ts';

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** On every answer, files included. */
const ALWAYS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'x-robots-tag': 'noindex, nofollow',
};

const NEVER_KEPT = { 'cache-control': 'no-store' };
const YEAR = 31_536_000;

export function pageAnswer(status: number, body: string, headers: Readonly<Record<string, string>>): Answer {
  return {
    status,
    headers: { ...ALWAYS, ...NEVER_KEPT, ...headers, 'content-type': 'text/html; charset=utf-8' },
    body,
  };
}

/** By GET, whatever the method was. */
export function redirectAnswer({ location }: Redirect): Answer {
  return {
    status: 303,
    headers: { ...ALWAYS, ...NEVER_KEPT, location, 'content-type': 'text/plain; charset=utf-8' },
    body: '',
  };
}

export function downloadAnswer({ name, contentType, body }: Download): Answer {
  return {
    status: 200,
    headers: {
      ...ALWAYS,
      ...NEVER_KEPT,
      'content-type': contentType,
      'content-disposition': `attachment; filename="${name}"`,
    },
    body,
  };
}

/** Its name changes with what is in it. */
export function assetAnswer({ contentType, body }: Asset): Answer {
  return {
    status: 200,
    headers: {
      ...ALWAYS,
      'content-type': contentType,
      'cache-control': `public, max-age=${YEAR}, immutable`,
    },
    body,
  };
}
