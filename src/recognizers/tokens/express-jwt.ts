import { viewOf } from '../../error-view.ts';
import type { ErrorView, Recognition, RequestFacts } from '../../model.ts';
import type { Family } from '../family.ts';
import { askFamily, inherits } from '../guard.ts';
import { rowOf } from '../row-of.ts';
import { TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_MISSING, TOKEN_NOT_ACTIVE, TOKEN_REVOKED } from './bearer.ts';
import { hasKeyId } from './key-id.ts';
import { jsonwebtoken } from './jsonwebtoken.ts';

const CODES: Readonly<Record<string, Recognition>> = {
  credentials_bad_format: TOKEN_INVALID,
  credentials_bad_scheme: TOKEN_MISSING,
  credentials_required: TOKEN_MISSING,
  invalid_token: TOKEN_INVALID,
  revoked_token: TOKEN_REVOKED,
};

/** express-jwt's `UnauthorizedError`; that of http-errors has none of the codes, and JSON no error within. */
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
    const code = view.read('code');
    return code === 'invalid_token' ? judge(viewOf(view.read('inner')), facts) : rowOf(CODES, code);
  },
};

/** What jsonwebtoken said. Any other failure while a token was verified is not the token's. */
function judge(inner: ErrorView, facts: RequestFacts): Recognition | undefined {
  const isToken = isOfParser(inner) || isUnknownKey(inner, facts);
  return isToken ? TOKEN_INVALID : askFamily(jsonwebtoken, inner, facts);
}

/** A token that is no JSON. */
function isOfParser(inner: ErrorView): boolean {
  return inner.read('name') === 'SyntaxError' && inherits(inner, 'name');
}

/**
 * The application's function found no key: for this token, where it names one - that is how jwks-rsa answers to a key
 * ID that nobody knows -, else for any, which is a mistake of the application.
 */
function isUnknownKey(inner: ErrorView, facts: RequestFacts): boolean {
  const isMissing = inner.isError && inner.message === 'secret or public key must be provided';
  return isMissing && hasKeyId(facts);
}
