import { viewOf } from '../../error-view.ts';
import type { Recognition } from '../../model.ts';
import { BROKEN, FAILED, rowOf } from './answers.ts';
import { hasOwn, toResponse, type UpstreamClient } from './client.ts';
import { PASSED_ON, transportAnswer } from './transport.ts';

/** A request that claims to come from Stripe and does not: Stripe's advice is to answer it 400. */
const SIGNATURE: Recognition = Object.freeze({
  status: 400,
  code: 'SIGNATURE_INVALID',
  message: 'The signature of the request is not valid.',
});

const TYPES: Readonly<Record<string, Recognition>> = {
  StripeConnectionError: BROKEN,
  StripeSignatureVerificationError: SIGNATURE,
  ...failing(
    'StripeAPIError StripeAuthenticationError StripeCardError StripeError StripeIdempotencyError',
    'StripeInvalidRequestError StripePermissionError StripeRateLimitError',
    'StripeInvalidClientError StripeInvalidGrantError StripeInvalidScopeError StripeOAuthError',
    'StripeOAuthInvalidRequestError StripeUnsupportedGrantTypeError StripeUnsupportedResponseTypeError',
    'AlreadyCanceledError BlockedByStripeError CannotProceedError CapabilityNotEnabledError',
    'ControlledByAlternateResourceError FeatureNotEnabledError FinancialAccountNotOpenError',
    'FxQuoteNeedsRefreshError InsufficientFundsError InvalidPaymentMethodError InvalidPayoutMethodError',
    'InvalidVaultedCredentialError NotCancelableError QuotaExceededError RateLimitError',
    'RecipientNotNotifiableError TemporarySessionExpiredError VerificationAttemptFailedError',
    'VerificationExpiredError VerificationNotInitiatedError',
  ),
};

/** Stripe: by its documented `type`. A declined card is an answer of the upstream like others: map 402. */
export const stripe: UpstreamClient = {
  name: 'stripe',
  packages: ['stripe'],
  answers: { ...TYPES, ...PASSED_ON },
  marks: { type: Object.keys(TYPES) },
  recognize(view): Recognition | undefined {
    const said = rowOf(TYPES, view.read('type'));
    if (said === undefined || !hasOwn(view, 'raw', 'rawType', 'requestId')) return undefined;
    return said === BROKEN ? (transportAnswer(viewOf(view.read('detail'))) ?? said) : said;
  },
  responseOf: (view) => toResponse(view.read('statusCode'), view.read('headers')),
};

function failing(...names: readonly string[]): Readonly<Record<string, Recognition>> {
  return Object.fromEntries(names.flatMap((line) => line.split(' ')).map((name) => [name, FAILED]));
}
