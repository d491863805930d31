import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { classOf } from '../guard.ts';
import { rowOf } from '../row-of.ts';
import { KEYS_TIMEOUT, KEYS_UNAVAILABLE, TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_NOT_ACTIVE } from './bearer.ts';

/** A key or key set that is malformed (`ERR_JWK_INVALID`, `ERR_JWKS_INVALID`) is not the token's fault. */
const CODES: Readonly<Record<string, Recognition>> = {
  ERR_JOSE_ALG_NOT_ALLOWED: TOKEN_INVALID,
  ERR_JOSE_GENERIC: KEYS_UNAVAILABLE,
  ERR_JOSE_NOT_SUPPORTED: TOKEN_INVALID,
  ERR_JWE_DECRYPTION_FAILED: TOKEN_INVALID,
  ERR_JWE_INVALID: TOKEN_INVALID,
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: TOKEN_INVALID,
  ERR_JWKS_NO_MATCHING_KEY: TOKEN_INVALID,
  ERR_JWKS_TIMEOUT: KEYS_TIMEOUT,
  ERR_JWS_INVALID: TOKEN_INVALID,
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: TOKEN_INVALID,
  ERR_JWT_CLAIM_VALIDATION_FAILED: TOKEN_INVALID,
  ERR_JWT_EXPIRED: TOKEN_EXPIRED,
  ERR_JWT_INVALID: TOKEN_INVALID,
};

/**
 * jose by its codes, which its documentation asks to go by: its class names do not survive bundlers, but each class
 * has the code of its errors, too. A key of the wrong type is a `TypeError`, and the key of a token that jose does not
 * know (`epk`) has the words of the application's own: both stay unexpected.
 */
export const jose: Family = {
  name: 'jose',
  packages: ['jose'],
  answers: { ...CODES, 'ERR_JWT_CLAIM_VALIDATION_FAILED: nbf': TOKEN_NOT_ACTIVE },
  marks: { code: Object.keys(CODES) },
  recognize(view): Recognition | undefined {
    const code = view.read('code');
    if (classOf(view)?.read('code') !== code || isMisuse(view)) return undefined;
    return isNotActive(view) ? TOKEN_NOT_ACTIVE : rowOf(CODES, code);
  },
};

function isNotActive(view: ErrorView): boolean {
  return view.read('claim') === 'nbf' && view.read('reason') === 'check_failed';
}

/** What the application does wrong has the codes of tokens, too. */
function isMisuse(view: ErrorView): boolean {
  if (view.read('code') === 'ERR_JOSE_NOT_SUPPORTED') return !OF_A_TOKEN.test(view.message);
  return OF_A_BUILDER.test(view.message);
}

/** Headers of a token that ask for what is not supported; everything else is about keys that were imported. */
const OF_A_TOKEN = /^alg |Header Parameter|header value$|for a JSON Web Key Set$/;
const OF_A_BUILDER = /^(?:either set|at least one (?:signature|recipient) must )/;
