import { BusinessException, ConflictException, NotFoundException, ValidationException } from 'faultline';
import { describe, expect, it } from 'vitest';
import { answerTo } from '../recognizers/answer.ts';

class StockTooLowException extends BusinessException {}
class PaymentError extends BusinessException {}
class HTTPQuotaError extends ConflictException {}
class SlotTaken extends ConflictException {}
class E404Exception extends BusinessException {}
class $Cart_Locked extends BusinessException {}
class _Exception extends ConflictException {}
class Zu_ExceptionÜber extends ConflictException {}
class BusinessError extends BusinessException {}
class AnExceptionWithANameSoLongThatNobodyWouldEverTypeItIntoAClientProgramException extends ConflictException {}
class a extends ConflictException {}
class bC extends a {}

class Declared extends BusinessException {
  static override status = 422;
  static override code = 'TOO_MUCH';
  static override retryable = true;
  static override expose = false;
}
class DeclaredHeir extends Declared {}
class Redeclared extends Declared {
  static override status = 410;
  static override retryable = false;
  static override expose = true;
}
class Undeclared extends Declared {
  static override readonly code: never = undefined as never;
  static override readonly status: never = undefined as never;
}
class Renamed extends BusinessException {
  static override readonly name = 'BasketException';
}
class OwnName extends BusinessException {
  override name = 'custom';
}

const anonymous = [
  class extends StockTooLowException {},
  class extends DeclaredHeir {},
  class extends BusinessException {},
] as const;

describe.each([
  [StockTooLowException, 'StockTooLowException', 'STOCK_TOO_LOW', 500],
  [PaymentError, 'PaymentError', 'PAYMENT', 500],
  [HTTPQuotaError, 'HTTPQuotaError', 'HTTP_QUOTA', 409],
  [SlotTaken, 'SlotTaken', 'SLOT_TAKEN', 409],
  [E404Exception, 'E404Exception', 'E404', 500],
  [$Cart_Locked, '$Cart_Locked', 'CART_LOCKED', 500],
  [_Exception, '_Exception', 'CONFLICT', 409],
  [Zu_ExceptionÜber, 'Zu_ExceptionÜber', 'CONFLICT', 409],
  [BusinessError, 'BusinessError', 'BUSINESS_ERROR', 500],
  [
    AnExceptionWithANameSoLongThatNobodyWouldEverTypeItIntoAClientProgramException,
    'AnExceptionWithANameSoLongThatNobodyWouldEverTypeItIntoAClientProgramException',
    'CONFLICT',
    409,
  ],
  [a, 'a', 'CONFLICT', 409],
  [bC, 'bC', 'CONFLICT', 409],
  [Declared, 'Declared', 'TOO_MUCH', 422],
  [DeclaredHeir, 'DeclaredHeir', 'DECLARED_HEIR', 422],
  [Redeclared, 'Redeclared', 'REDECLARED', 410],
  [Undeclared, 'Undeclared', 'UNDECLARED', 500],
  [Renamed, 'BasketException', 'BASKET', 500],
  [OwnName, 'custom', 'OWN_NAME', 500],
  [anonymous[0], 'StockTooLowException', 'STOCK_TOO_LOW', 500],
  [anonymous[1], 'DeclaredHeir', 'DECLARED_HEIR', 422],
  [anonymous[2], 'BusinessException', 'BUSINESS_ERROR', 500],
])('a one-line subclass, %o', (type, name, code, status) => {
  it(`R20 R25 has name ${name}, code ${code} and status ${status}`, () => {
    for (const thrown of [new type('first'), new type('second')]) {
      expect(thrown).toMatchObject({ name, code, status });
      expect(answerTo(thrown)).toMatchObject({ status, code, notes: [] });
      expect(Object.keys(thrown)).not.toContain(name === 'custom' ? '' : 'name');
    }
  });
});

describe('statics', () => {
  it('are inherited and overridden', () => {
    const shown = (type: typeof BusinessException): unknown => {
      const { detail, body } = answerTo(new type('Only 3 are left'));
      return [detail, body.retryable];
    };
    expect(shown(Declared)).toEqual([undefined, true]);
    expect(shown(DeclaredHeir)).toEqual([undefined, true]);
    expect(shown(Redeclared)).toEqual(['Only 3 are left', false]);
  });

  it('give way to the options of an instance', () => {
    const options = { status: 409, code: 'OTHER', retryable: false, expose: true };
    expect(answerTo(new Declared('Only 3 are left', options))).toMatchObject({
      status: 409,
      code: 'OTHER',
      detail: 'Only 3 are left',
      body: { retryable: false },
    });
  });
});

const wrong = (statics: Record<string, unknown>): typeof BusinessException =>
  Object.assign(
    class OddException extends BusinessException {},
    // Assignment would run into the read-only members of the parent's type.
    { ...statics },
  );

describe('a static that cannot be: the exception is kept, the static ignored and noted', () => {
  it.each([
    ['status', 200, 500, 'ODD', 'is 200; give an integer from 400 to 599'],
    ['status', '404', 500, 'ODD', 'is "404"; give an integer'],
    ['code', 'no code', 500, 'ODD', 'is "no code"; give SCREAMING_SNAKE'],
    ['retryable', 1, 500, 'ODD', 'is 1; give true or false'],
    ['expose', 'false', 500, 'ODD', 'is "false"; give true or false'],
  ])('%s = %j', (key, value, status, code, note) => {
    const type = wrong({ [key]: value });
    const answer = answerTo(new type('Only 3 are left'));
    expect(answer).toMatchObject({
      status,
      code,
      notes: [`Static "${key}" of OddException ${note}`].map((text) => expect.stringContaining(text)),
    });
    expect(answer.detail === 'Only 3 are left').toBe(key !== 'expose');
  });

  it('a getter that throws', () => {
    class TrapException extends BusinessException {}
    Object.defineProperty(TrapException, 'status', {
      get: () => {
        throw new Error('canary');
      },
    });
    expect(answerTo(new TrapException('Only 3 are left'))).toMatchObject({
      status: 500,
      detail: 'Only 3 are left',
      notes: ['Static "status" of TrapException cannot be read; give an integer from 400 to 599.'],
    });
  });
});

it('a frozen class still works', () => {
  class FrozenException extends NotFoundException {}
  Object.freeze(FrozenException);
  Object.freeze(FrozenException.prototype);
  const thrown = new FrozenException('x');
  expect(thrown).toMatchObject({ code: 'FROZEN', status: 404 });
  expect(answerTo(thrown)).toMatchObject({ code: 'FROZEN', status: 404 });
});

it('a class made without class syntax has the right name and code', () => {
  function LegacyException(this: unknown, message: string): object {
    return Reflect.construct(ValidationException, [message], LegacyException) as object;
  }
  LegacyException.prototype = Object.create(ValidationException.prototype) as object;
  Object.setPrototypeOf(LegacyException, ValidationException);
  const thrown = Reflect.construct(LegacyException, ['The date is past']) as BusinessException;
  expect(thrown).toMatchObject({ name: 'LegacyException', code: 'LEGACY', status: 400 });
  expect(answerTo(thrown).detail).toBe('The date is past');
});

it('a class whose name is no string falls back to its parent', () => {
  class Odd extends ConflictException {}
  Object.defineProperty(Odd, 'name', { value: 42 });
  expect(new Odd('x')).toMatchObject({ name: 'ConflictException', code: 'CONFLICT', status: 409 });
});

it('a constructor without a name or a parent gives the base class’s', () => {
  const nameless = [function () {}][0]!;
  nameless.prototype = Object.create(BusinessException.prototype) as object;
  const thrown = Reflect.construct(BusinessException, ['x'], nameless) as BusinessException;
  expect(thrown).toMatchObject({ name: 'BusinessException', code: 'BUSINESS_ERROR', status: 500 });
});
