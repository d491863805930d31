import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { isFastifyError } from '../fastify-error.ts';
import { classOf } from '../guard.ts';
import { rowOf } from '../row-of.ts';
import {
  AUTHORIZATION_MALFORMED,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  TOKEN_MISSING,
  TOKEN_NOT_ACTIVE,
} from './bearer.ts';

/** Not among them: keys and options that are wrong, and cookies for which no plugin is registered. */
const CODES: Readonly<Record<string, Recognition>> = {
  FAST_JWT_EXPIRED: TOKEN_EXPIRED,
  FAST_JWT_INACTIVE: TOKEN_NOT_ACTIVE,
  FAST_JWT_INVALID_ALGORITHM: TOKEN_INVALID,
  FAST_JWT_INVALID_CLAIM_TYPE: TOKEN_INVALID,
  FAST_JWT_INVALID_CLAIM_VALUE: TOKEN_INVALID,
  FAST_JWT_INVALID_CRIT_HEADER: TOKEN_INVALID,
  FAST_JWT_INVALID_PAYLOAD: TOKEN_INVALID,
  FAST_JWT_INVALID_SIGNATURE: TOKEN_INVALID,
  FAST_JWT_INVALID_TYPE: TOKEN_INVALID,
  FAST_JWT_MALFORMED: TOKEN_INVALID,
  FAST_JWT_MISSING_REQUIRED_CLAIM: TOKEN_INVALID,
  FAST_JWT_MISSING_SIGNATURE: TOKEN_INVALID,
  FST_JWT_AUTHORIZATION_TOKEN_EXPIRED: TOKEN_EXPIRED,
  FST_JWT_AUTHORIZATION_TOKEN_INVALID: TOKEN_INVALID,
  FST_JWT_AUTHORIZATION_TOKEN_UNTRUSTED: TOKEN_INVALID,
  FST_JWT_BAD_REQUEST: AUTHORIZATION_MALFORMED,
  FST_JWT_NO_AUTHORIZATION_IN_COOKIE: TOKEN_MISSING,
  FST_JWT_NO_AUTHORIZATION_IN_HEADER: TOKEN_MISSING,
};

/** @fastify/jwt, and fast-jwt beneath it: it passes on some of its errors as they are. */
export const fastifyJwt: Family = {
  name: 'fastify-jwt',
  packages: ['@fastify/jwt', 'fast-jwt'],
  answers: CODES,
  marks: { code: Object.keys(CODES) },
  recognize(view): Recognition | undefined {
    if (!isFastifyError(view) && !isTokenError(view)) return undefined;
    const code = view.read('code');
    const mistake = code === 'FST_JWT_AUTHORIZATION_TOKEN_INVALID' ? OF_A_KEY : OF_A_SIGNER;
    return mistake.test(view.message) ? undefined : rowOf(CODES, code);
  },
};

/** fast-jwt's class has the list of its codes. */
function isTokenError(view: ErrorView): boolean {
  return typeof classOf(view)?.read('codes') === 'object';
}

/** @fastify/jwt says that the token is invalid where a key of the application is. */
const OF_A_KEY = / key (?:option|provided|must|cannot) |keys are not |Unsupported (?:PEM|EC) |JWK/;

/** Tokens that the application could not make have the codes of those that it refused. */
const OF_A_SIGNER = /^(?:The payload must be an object\.$|When using )| must be a positive integer\.$/;
