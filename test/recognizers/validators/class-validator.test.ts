import { plainToInstance } from 'class-transformer';
import * as cv from 'class-validator';
import { describe, expect, it } from 'vitest';
import { classValidator } from '../../../src/recognizers/validators/class-validator.ts';
import { answerTo } from '../answer.ts';
import { CANARY, field, fieldsOf, hostile, thrownBy, type Field } from './fields.ts';

/** Decorator, value, what is said about the value. */
type Row = readonly [PropertyDecorator, unknown, code: string, message: string];

const PATTERN = ['pattern', 'does not have the required pattern'] as const;
const NOT = ['not', 'has a form that is not allowed'] as const;
const typed = (decorator: PropertyDecorator, name: string, value: unknown = CANARY): Row => [
  decorator,
  value,
  'type',
  `must be of type ${name}`,
];
const format = (decorator: PropertyDecorator, name: string, value: unknown = '(canary'): Row => [
  decorator,
  value,
  'format',
  `must be a valid ${name}`,
];

const rows: Readonly<Record<string, Row>> = {
  IsFirebasePushId: format(cv.IsFirebasePushId(), 'push ID'),
  arrayContains: [cv.ArrayContains([CANARY]), ['canary-4712'], 'contains', 'lacks a required item'],
  arrayMaxSize: [cv.ArrayMaxSize(0), [CANARY], 'maxItems', 'has too many items'],
  arrayMinSize: [cv.ArrayMinSize(2), [CANARY], 'minItems', 'has too few items'],
  arrayNotContains: [cv.ArrayNotContains([CANARY]), [CANARY], ...NOT],
  arrayNotEmpty: [cv.ArrayNotEmpty(), [], 'minItems', 'must have at least 1 items'],
  arrayUnique: [cv.ArrayUnique(), [CANARY, CANARY], 'uniqueItems', 'must not have duplicate items'],
  contains: [cv.Contains(CANARY), 'canary-4712', ...PATTERN],
  customValidation: [anonymous(), CANARY, 'invalid', 'is not valid'],
  equals: [cv.Equals(CANARY), 'canary-4712', 'const', 'is not the allowed value'],
  isAlpha: [cv.IsAlpha(), CANARY, ...PATTERN],
  isAlphanumeric: [cv.IsAlphanumeric(), CANARY, ...PATTERN],
  isArray: typed(cv.IsArray(), 'array'),
  isAscii: [cv.IsAscii(), 'canäry', ...PATTERN],
  isBIC: format(cv.IsBIC(), 'bic'),
  isBase32: format(cv.IsBase32(), 'base32'),
  isBase58: format(cv.IsBase58(), 'base58'),
  isBase64: format(cv.IsBase64(), 'base64'),
  isBoolean: typed(cv.IsBoolean(), 'boolean'),
  isBooleanString: format(cv.IsBooleanString(), 'boolean'),
  isBtcAddress: format(cv.IsBtcAddress(), 'bitcoin address'),
  isByteLength: [cv.IsByteLength(1, 2), CANARY, 'exactSize', 'has the wrong size'],
  isCreditCard: format(cv.IsCreditCard(), 'credit card number'),
  isCurrency: format(cv.IsCurrency(), 'amount of money'),
  isDataURI: format(cv.IsDataURI(), 'data URI'),
  isDate: typed(cv.IsDate(), 'date'),
  isDateString: format(cv.IsDateString(), 'date-time'),
  isDecimal: format(cv.IsDecimal(), 'decimal'),
  isDefined: [cv.IsDefined(), null, 'required', 'is required'],
  isDivisibleBy: [cv.IsDivisibleBy(5), 4711, 'multipleOf', 'is not a multiple of the required number'],
  isEAN: format(cv.IsEAN(), 'ean'),
  isEmail: format(cv.IsEmail(), 'email'),
  isEmpty: [cv.IsEmpty(), CANARY, 'forbidden', 'is not allowed'],
  isEnum: [cv.IsEnum({ a: CANARY }), 'canary-4712', 'enum', 'is none of the allowed values'],
  isEthereumAddress: format(cv.IsEthereumAddress(), 'ethereum address'),
  isFqdn: format(cv.IsFQDN(), 'hostname'),
  isFullWidth: [cv.IsFullWidth(), CANARY, ...PATTERN],
  isHSL: format(cv.IsHSL(), 'hsl color'),
  isHalfWidth: [cv.IsHalfWidth(), '４', ...PATTERN],
  isHash: format(cv.IsHash('md5'), 'hash'),
  isHexColor: format(cv.IsHexColor(), 'hex color'),
  isHexadecimal: format(cv.IsHexadecimal(), 'hexadecimal'),
  isIBAN: format(cv.IsIBAN(), 'iban'),
  isISO31661Alpha2: format(cv.IsISO31661Alpha2(), 'country code'),
  isISO31661Alpha3: format(cv.IsISO31661Alpha3(), 'country code'),
  isISO31661Numeric: format(cv.IsISO31661Numeric(), 'country code'),
  isISO4217CurrencyCode: format(cv.IsISO4217CurrencyCode(), 'currency code'),
  isISO6391: format(cv.IsISO6391(), 'language code'),
  isISRC: format(cv.IsISRC(), 'isrc'),
  isISSN: format(cv.IsISSN(), 'issn'),
  isIdentityCard: format(cv.IsIdentityCard('ES'), 'identity card number'),
  isIn: [cv.IsIn([CANARY]), 'canary-4712', 'enum', 'is none of the allowed values'],
  isInstance: [cv.IsInstance(Map), CANARY, 'type', 'is of the wrong type'],
  isInt: typed(cv.IsInt(), 'integer', 4711.5),
  isIp: format(cv.IsIP(), 'ip'),
  isIsbn: format(cv.IsISBN(), 'isbn'),
  isIsin: format(cv.IsISIN(), 'isin'),
  isIso8601: format(cv.IsISO8601(), 'date-time'),
  isJson: format(cv.IsJSON(), 'JSON text'),
  isJwt: format(cv.IsJWT(), 'jwt'),
  isLatLong: format(cv.IsLatLong(), 'coordinate'),
  isLatitude: format(cv.IsLatitude(), 'latitude'),
  isLength: [cv.Length(1, 2), CANARY, 'exactLength', 'has the wrong length'],
  isLocale: format(cv.IsLocale(), 'locale'),
  isLongitude: format(cv.IsLongitude(), 'longitude'),
  isLowercase: [cv.IsLowercase(), 'CANARY', ...PATTERN],
  isMacAddress: format(cv.IsMACAddress(), 'mac'),
  isMagnetURI: format(cv.IsMagnetURI(), 'magnet URI'),
  isMilitaryTime: format(cv.IsMilitaryTime(), 'time'),
  isMimeType: format(cv.IsMimeType(), 'media type'),
  isMobilePhone: format(cv.IsMobilePhone(), 'phone number'),
  isMongoId: format(cv.IsMongoId(), 'object ID'),
  isMultibyte: [cv.IsMultibyte(), CANARY, ...PATTERN],
  isNegative: [cv.IsNegative(), 4711, 'exclusiveMaximum', 'must be less than 0'],
  isNotEmpty: [cv.IsNotEmpty(), '', 'required', 'is required'],
  isNotEmptyObject: [cv.IsNotEmptyObject(), {}, 'minProperties', 'must have at least 1 properties'],
  isNotIn: [cv.IsNotIn([CANARY]), CANARY, ...NOT],
  isNumber: typed(cv.IsNumber(), 'number'),
  isNumberString: format(cv.IsNumberString(), 'number'),
  isObject: typed(cv.IsObject(), 'object'),
  isOctal: format(cv.IsOctal(), 'octal'),
  isPassportNumber: format(cv.IsPassportNumber('DE'), 'passport number'),
  isPhoneNumber: format(cv.IsPhoneNumber('DE'), 'phone number'),
  isPort: format(cv.IsPort(), 'port'),
  isPositive: [cv.IsPositive(), -4711, 'exclusiveMinimum', 'must be greater than 0'],
  isPostalCode: format(cv.IsPostalCode('DE'), 'postal code'),
  isRFC3339: format(cv.IsRFC3339(), 'date-time'),
  isRgbColor: format(cv.IsRgbColor(), 'rgb color'),
  isSemVer: format(cv.IsSemVer(), 'semantic version'),
  isString: typed(cv.IsString(), 'string', 4711),
  isStrongPassword: [cv.IsStrongPassword(), CANARY, ...PATTERN],
  isSurrogatePair: [cv.IsSurrogatePair(), CANARY, ...PATTERN],
  isTaxId: format(cv.IsTaxId('de-DE'), 'tax number'),
  isTimeZone: format(cv.IsTimeZone(), 'time zone'),
  isUppercase: [cv.IsUppercase(), CANARY, ...PATTERN],
  isUrl: format(cv.IsUrl(), 'uri'),
  isUuid: format(cv.IsUUID(), 'uuid'),
  isVariableWidth: [cv.IsVariableWidth(), CANARY, ...PATTERN],
  matches: [cv.Matches(/^canary$/), CANARY, ...PATTERN],
  max: [cv.Max(5), 4711, 'maximum', 'must be at most the limit'],
  maxDate: [cv.MaxDate(new Date(0)), new Date(), 'formatMaximum', 'is too late'],
  maxLength: [cv.MaxLength(2), CANARY, 'maxLength', 'is too long'],
  min: [cv.Min(5), -4711, 'minimum', 'must be at least the limit'],
  minDate: [cv.MinDate(new Date()), new Date(0), 'formatMinimum', 'is too early'],
  minLength: [cv.MinLength(99), CANARY, 'minLength', 'is too short'],
  nestedValidation: [cv.ValidateNested(), CANARY, 'type', 'must be of type object'],
  notContains: [cv.NotContains(CANARY), CANARY, ...NOT],
  notEquals: [cv.NotEquals(CANARY), CANARY, ...NOT],
};

/** Of the whole object instead of one value. */
const WHOLE = ['unknownValue', 'whitelistValidation'];

function anonymous(): PropertyDecorator {
  const constraint = class implements cv.ValidatorConstraintInterface {
    validate(): boolean {
      return false;
    }
    defaultMessage(): string {
      return CANARY;
    }
  };
  cv.ValidatorConstraint({ name: '' })(constraint);
  return cv.Validate(constraint);
}

/** An object with one decorated property of that name. */
function withProperty(decorator: PropertyDecorator, value: unknown, property = 'a/b~c'): object {
  class Canary {}
  decorator(Canary.prototype, property);
  return Object.assign(new Canary(), { [property]: value });
}

const errorOf = (object: object, options: cv.ValidatorOptions = {}): Promise<unknown> =>
  thrownBy(() => cv.validateOrReject(object, options));

describe('R32 class-validator: every rule of the table', () => {
  it('is in this test', () => {
    expect([...Object.keys(rows), ...WHOLE].toSorted()).toEqual(
      Object.keys(classValidator.rules!()).toSorted(),
    );
  });

  it.each(Object.entries(rows))('%s', async (key, [decorator, value, code, message]) => {
    expect(classValidator.rules!()[key]).toBe(code);
    const fields = fieldsOf(await errorOf(withProperty(decorator, value)), 'class-validator');
    expect(fields).toEqual([field('/a~1b~0c', code, message)]);
  });

  it('every constraint of class-validator is in the table', () => {
    const names = Object.entries(cv)
      .filter(
        ([key, value]) =>
          /^(?:IS|MAX|MIN|ARRAY|NOT|EQUALS|CONTAINS|MATCHES)/.test(key) && typeof value === 'string',
      )
      .map(([, value]) => value as string);
    expect(names.length).toBeGreaterThan(80);
    // Never the name of a failure.
    const { rules } = classValidator;
    expect(names.filter((name) => !Object.hasOwn(rules!(), name))).toEqual(['isOptional']);
  });

  it('whitelistValidation points to the object, not to the key that the client made up', async () => {
    const object = Object.assign(withProperty(cv.IsString(), CANARY), { [CANARY]: 1, 'canary-4712': 2 });
    const thrown = await errorOf(object, { whitelist: true, forbidNonWhitelisted: true });
    expect(fieldsOf(thrown, 'class-validator')).toEqual([
      field('', 'additionalProperties', 'has a property that is not allowed'),
    ]);
  });

  it('unknownValue', async () => {
    const thrown = await errorOf({ [CANARY]: CANARY }, { forbidUnknownValues: true });
    expect(fieldsOf(thrown, 'class-validator')).toEqual([field('', 'invalid', 'is not valid')]);
  });
});

class Street {
  name!: string;
}
cv.IsString()(Street.prototype, 'name');
cv.MinLength(3)(Street.prototype, 'name');

class Customer {
  email!: string;
  streets!: Street[];
}
cv.IsEmail()(Customer.prototype, 'email');
cv.ValidateNested({ each: true })(Customer.prototype, 'streets');

describe('class-validator otherwise', () => {
  const nested = [
    field('/email', 'format', 'must be a valid email'),
    field('/streets/1/name', 'minLength', 'is too short'),
    field('/streets/1/name', 'type', 'must be of type string'),
    field('/streets/2/name', 'required', 'is required'),
  ];
  const customer = plainToInstance(Customer, {
    email: CANARY,
    streets: plainToInstance(Street, [{ name: 'fine' }, { name: 4711 }, {}]),
  });

  it('children, and a value that is missing', async () => {
    const fields = fieldsOf(await errorOf(customer), 'class-validator');
    expect(fields!.toSorted(byText)).toEqual(nested);
  });

  it('without values, a value that is missing breaks every rule', async () => {
    const thrown = await errorOf(customer, { validationError: { target: false, value: false } });
    expect(fieldsOf(thrown, 'class-validator')!.toSorted(byText)).toEqual([
      ...nested.slice(0, 3),
      field('/streets/2/name', 'minLength', 'is too short'),
      field('/streets/2/name', 'type', 'must be of type string'),
    ]);
  });

  it('a single one of them', async () => {
    const [first] = (await errorOf(customer)) as cv.ValidationError[];
    expect(fieldsOf(first, 'class-validator')).toEqual([nested[0]]);
  });

  it('a copy that structuredClone or JSON made is unexpected', async () => {
    const errors = await cv.validate(withProperty(cv.MinLength(99), CANARY, 'a'), {
      validationError: { target: false },
    });
    expect(fieldsOf(errors, 'class-validator')).toEqual([field('/a', 'minLength', 'is too short')]);
    const copy = JSON.parse(JSON.stringify(errors)) as readonly unknown[];
    for (const thrown of [structuredClone(errors), copy, copy[0], [...errors, ...copy]])
      expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('1,000 issues are 100 field errors', async () => {
    const streets = Array.from({ length: 1000 }, () => Object.assign(new Street(), { name: 4711 }));
    const thrown = await errorOf(Object.assign(new Customer(), { email: 'a@example.com', streets }));
    expect(fieldsOf(thrown, 'class-validator')).toHaveLength(100);
  });

  it('switched off, it is unexpected', async () => {
    const answer = answerTo(await errorOf(customer), { families: { 'class-validator': false } });
    expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('an error that carries them is not theirs: its recognizer must say so', async () => {
    const errors = await errorOf(customer);
    const thrown = Object.assign(new Error(''), { errors });
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
    const wrapped = Object.assign(new Error(''), errors);
    expect(answerTo(wrapped)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each([
    ['an empty array', []],
    ['an array of texts', [CANARY]],
    [
      'an array with something else in it',
      [errorWith({ property: 'a', constraints: { isInt: CANARY } }), errorWith({ property: 'b' })],
    ],
    ['constraints that are none', [errorWith({ property: 'a', constraints: null, children: [] })]],
    ['no property', [errorWith({ constraints: { isInt: CANARY } })]],
    [
      'an object of no class',
      [Object.assign(Object.create(null), { property: 'a', constraints: { isInt: CANARY } })],
    ],
    ['an object of that shape by half', errorWith({ property: 'a' })],
    ['nothing', undefined],
  ])('%s is unexpected', (_, thrown) => {
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each(Object.entries(hostile))('%s', (_, thrown) => {
    for (const one of [thrown, [errorWith({ property: 'a', constraints: thrown, children: thrown })]]) {
      const { text, status } = answerTo(one);
      expect([400, 500]).toContain(status);
      expect(text).not.toContain('canary');
    }
  });

  it('an error whose value cannot be asked for', () => {
    const trap = (): never => {
      throw new Error(CANARY);
    };
    const error = errorWith({ property: 'a', constraints: { isInt: CANARY } });
    const proxy = new Proxy(error, { getOwnPropertyDescriptor: trap });
    expect(fieldsOf([proxy], 'class-validator')).toEqual([field('/a', 'type', 'must be of type integer')]);
  });

  it('an error that contains itself', () => {
    const error = errorWith({ property: 'a', constraints: { isInt: CANARY } });
    Object.assign(error, { children: [error, error] });
    expect(fieldsOf([error], 'class-validator')).toHaveLength(32);
  });

  it('what is no constraint of its own', () => {
    const constraints = Object.assign(Object.create({ isInt: CANARY }) as object, { isString: CANARY });
    expect(fieldsOf([errorWith({ property: 'a', constraints })], 'class-validator')).toEqual([
      field('/a', 'type', 'must be of type string'),
    ]);
  });

  it('constraints beyond 100 do not count', () => {
    const names = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`c${index}`, CANARY]));
    const constraints = { ...names, isInt: CANARY };
    expect(fieldsOf([errorWith({ property: 'a', constraints })], 'class-validator')).toEqual([
      field('/a', 'invalid', 'is not valid'),
    ]);
  });
});

function errorWith(members: object): cv.ValidationError {
  return Object.assign(new cv.ValidationError(), members);
}

function byText(a: Field, b: Field): number {
  return `${a.pointer}${a.code}`.localeCompare(`${b.pointer}${b.code}`);
}
