/** What JSON Schema, ajv-formats and the other libraries have, under the one name of `commonName`. */
const TYPES =
  'array bigint blob boolean date file function integer map mixed nan never null number object promise set string ' +
  'symbol undefined void';

const FORMATS =
  'base32 base58 base64 base64url bic binary byte cidr cidrv4 cidrv6 coordinate cuid cuid2 date date-time decimal digits ' +
  'domain double duration e164 ean email emoji float float32 float64 hash hex hexadecimal hostname iban idn-email ' +
  'idn-hostname imei int32 int64 ip ipv4 ipv6 iri iri-reference isbn isin iso-date-time iso-time isrc issn ' +
  'json-pointer json-pointer-uri-fragment jwt ksuid latitude locale longitude mac mac48 mac64 nanoid octal ' +
  'password port regex relative-json-pointer slug time uint32 uint64 ulid uri uri-reference uri-template uuid week xid';

const WORDS: readonly string[] = [
  'JSON text',
  'amount of money',
  'bitcoin address',
  'country code',
  'credit card number',
  'currency code',
  'data URI',
  'ethereum address',
  'hex color',
  'hsl color',
  'identity card number',
  'language code',
  'magnet URI',
  'media type',
  'object ID',
  'passport number',
  'phone number',
  'postal code',
  'push ID',
  'rgb color',
  'safe number',
  'semantic version',
  'tax number',
  'time zone',
];

/**
 * Every name of a type or a format that a text may have. The list is closed, as with Ajv's `$data` a name may be
 * what the client sent.
 */
export const NAMES: ReadonlySet<string> = new Set([...TYPES.split(' '), ...FORMATS.split(' '), ...WORDS]);
