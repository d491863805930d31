/** What browsers get that are not let in. */

import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto 0; padding: 0 1.5rem; }
h1 { font-size: 1.25rem; margin: 0 0 .5rem; }
label, input, button { display: block; font: inherit; }
input { box-sizing: border-box; width: 100%; margin: .25rem 0 1rem; padding: .5rem; }
button { padding: .4rem 1.2rem; }
`;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${digest(STYLE)}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

/** Constant texts: nothing of the request stands in them. */
export const NOTICES = {
  link: '<p>Open the link that <code>faultline serve</code> has printed; each works once, in one browser.</p><p>This browser has opened it already? <a href="/">Go on</a>.</p>',
  login:
    '<form method="post" action="/login"><label for="token">Token, as FAULTLINE_SERVE_TOKEN has it</label><input id="token" name="token" type="password" autocomplete="current-password" required autofocus><button>Open</button></form>',
  host: '<p>This server was asked for by a name that is not its own. Open the address that <code>faultline serve</code> has printed.</p>',
} as const;

export function sendNotice(response: ServerResponse, status: number, notice: keyof typeof NOTICES): void {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>faultline</title><style>${STYLE}</style><main><h1>This is not open to everybody</h1>${NOTICES[notice]}</main></html>`;
  // What is left of a request that was not read would be taken for the next one.
  response.writeHead(status, { ...HEADERS, connection: 'close' });
  response.end(body);
}

/** Lets a browser in, and leaves no token in its address. */
export function sendIn(response: ServerResponse, cookie: string): void {
  response.writeHead(303, { ...HEADERS, 'set-cookie': cookie, location: '/' });
  response.end();
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
