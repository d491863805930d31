import { viewOf } from '../../error-view.ts';
import type { ErrorView, Recognition, RequestFacts } from '../../model.ts';
import type { Family } from '../family.ts';
import { TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_MISSING, TOKEN_NOT_ACTIVE, TOKEN_REVOKED } from './bearer.ts';
import { jsonwebtoken } from './jsonwebtoken.ts';

const CODES: Readonly<Record<string, Recognition>> = {
  credentials_bad_format: TOKEN_INVALID,
  credentials_bad_scheme: TOKEN_MISSING,
  credentials_required: TOKEN_MISSING,
  invalid_token: TOKEN_INVALID,
  revoked_token: TOKEN_REVOKED,
};

/** express-jwt's `UnauthorizedError`; that of http-errors has none of the codes. */
export const expressJwt: Family = {
  name: 'express-jwt',
  packages: ['express-jwt'],
  answers: {
    ...CODES,
    'invalid_token: NotBeforeError': TOKEN_NOT_ACTIVE,
    'invalid_token: TokenExpiredError': TOKEN_EXPIRED,
  },
  marks: { code: Object.keys(CODES) },
  recognize(view, facts): Recognition | undefined {
    if (!view.isError || view.read('name') !== 'UnauthorizedError') return undefined;
    const code = view.read('code') as string;
    return code === 'invalid_token' ? judge(viewOf(view.read('inner')), facts) : CODES[code];
  },
};

/** What jsonwebtoken said. Any other failure while a token was verified is not the token's. */
function judge(inner: ErrorView, facts: RequestFacts): Recognition | undefined {
  const isToken = inner.read('name') === 'SyntaxError' || inner.message === NO_KEY;
  return isToken ? TOKEN_INVALID : jsonwebtoken.recognize(inner, facts);
}

/**
 * express-jwt refuses to start without `secret`, so that its function found no key for this token. That is how
 * jwks-rsa answers to a key ID that nobody knows.
 */
const NO_KEY = 'secret or public key must be provided';
