/** The developer's page of debug mode, by `youch` where it is installed. */

export interface DebugPage {
  readonly body: string;
  readonly contentSecurityPolicy: string;
}

const TIME_LIMIT_MS = 3000;
const MAX_CHARACTERS = 2_000_000;

/** Hash of the one event handler that youch writes as an attribute, `copyErrorMessage(this)`; a test compares. */
const HANDLER_HASH = 'sha256-7TqQJF3K4wrZpxSqn+IJ/s3Y705jL5IIk8Ga5HVJD1s=';

/**
 * Renders the page; `undefined` when youch is absent, fails, takes longer than three seconds or makes a page of
 * absurd size. Never rejects.
 */
export async function renderYouch(thrown: unknown, id: string): Promise<DebugPage | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const { Youch } = await import('youch');
    const timeout = new Promise<undefined>((done) => {
      timer = setTimeout(done, TIME_LIMIT_MS, undefined);
    });
    // A nonce cannot hold every character that a trusted caller's ID can.
    const nonce = id.replace(/[^A-Za-z0-9_-]/g, '-');
    const body = await Promise.race([new Youch().toHTML(thrown, { cspNonce: nonce }), timeout]);
    if (typeof body !== 'string' || body.length > MAX_CHARACTERS) return undefined;
    return { body, contentSecurityPolicy: policyWith(nonce) };
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** A nonce does not cover attributes: styles there are allowed, handlers by their hash only. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    'img-src data:',
    `style-src 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    `script-src 'nonce-${nonce}'`,
    `script-src-attr 'unsafe-hashes' '${HANDLER_HASH}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
