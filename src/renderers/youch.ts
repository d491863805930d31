/** The developer's page of debug mode, by `youch` where it is installed. */

export interface DebugPage {
  readonly body: string;
  readonly contentSecurityPolicy: string;
}

const TIME_LIMIT_MS = 3000;

/** Renders the page; `undefined` when youch is absent, fails or takes longer than three seconds. Never rejects. */
export async function renderYouch(thrown: unknown, nonce: string): Promise<DebugPage | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const { Youch } = await import('youch');
    const timeout = new Promise<undefined>((done) => {
      timer = setTimeout(done, TIME_LIMIT_MS, undefined);
    });
    const body = await Promise.race([new Youch().toHTML(thrown, { cspNonce: nonce }), timeout]);
    if (typeof body !== 'string') return undefined;
    const contentSecurityPolicy = `default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
    return { body, contentSecurityPolicy };
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
