import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { rowOf } from '../row-of.ts';
import { TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_MISSING, TOKEN_NOT_ACTIVE } from './bearer.ts';

/**
 * Messages of `JsonWebTokenError` that tell of the token, as documented and as thrown. The application's own
 * mistakes - no secret, a key of the wrong kind, a wrong option - have the same class, and stay unexpected.
 */
const MESSAGES: Readonly<Record<string, Recognition>> = {
  'invalid algorithm': TOKEN_INVALID,
  'invalid exp value': TOKEN_INVALID,
  'invalid nbf value': TOKEN_INVALID,
  'invalid signature': TOKEN_INVALID,
  'invalid token': TOKEN_INVALID,
  'iat required when maxAge is specified': TOKEN_INVALID,
  'jwt audience invalid.': TOKEN_INVALID,
  'jwt id invalid.': TOKEN_INVALID,
  'jwt issuer invalid.': TOKEN_INVALID,
  'jwt jwtid invalid.': TOKEN_INVALID,
  'jwt malformed': TOKEN_INVALID,
  'jwt must be a string': TOKEN_INVALID,
  'jwt must be provided': TOKEN_MISSING,
  'jwt nonce invalid.': TOKEN_INVALID,
  'jwt signature is required': TOKEN_INVALID,
  'jwt subject invalid.': TOKEN_INVALID,
};

/**
 * jsonwebtoken by the names of its classes. A payload that is no JSON is told by a `SyntaxError` of `JSON.parse`, which
 * nothing tells from one of the application's: it stays unexpected.
 */
export const jsonwebtoken: Family = {
  name: 'jsonwebtoken',
  packages: ['jsonwebtoken'],
  answers: {
    TokenExpiredError: TOKEN_EXPIRED,
    NotBeforeError: TOKEN_NOT_ACTIVE,
    ...Object.fromEntries(
      Object.entries(MESSAGES).map(([message, said]) => [`JsonWebTokenError: ${message}`, said]),
    ),
  },
  marks: { name: ['JsonWebTokenError', 'NotBeforeError', 'TokenExpiredError'] },
  recognize(view): Recognition | undefined {
    if (!view.isError) return undefined;
    const name = view.read('name');
    if (name === 'TokenExpiredError') return hasDate(view, 'expiredAt') ? TOKEN_EXPIRED : undefined;
    if (name === 'NotBeforeError') return hasDate(view, 'date') ? TOKEN_NOT_ACTIVE : undefined;
    return name === 'JsonWebTokenError' ? byMessage(view.message) : undefined;
  },
};

/** What was expected follows the sentence, and is the application's. */
function byMessage(message: string): Recognition | undefined {
  const sentence = message.split(' expected: ', 1)[0]!;
  return rowOf(MESSAGES, sentence);
}

/** Clients of other services have errors of these names for their own tokens, without the time; JSON has it as text. */
function hasDate(view: ErrorView, key: string): boolean {
  const date = view.read(key);
  try {
    return date instanceof Date || Object.prototype.toString.call(date) === '[object Date]';
  } catch {
    return false;
  }
}
