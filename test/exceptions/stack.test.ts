import { spawnSync } from 'node:child_process';
import { BusinessException } from 'faultline';
import { afterEach, describe, expect, it } from 'vitest';

class OutcomeException extends BusinessException {
  static override stack = false;
}
const limit = Error.stackTraceLimit;
afterEach(() => {
  Error.stackTraceLimit = limit;
});
const framesOf = ({ stack = '' }: Error): number => stack.split('\n    at ').length - 1;

describe('static stack = false', () => {
  it('leaves out the frames, and nothing else', () => {
    const thrown = new OutcomeException('Only 3 are left');
    expect(thrown.stack).toBe('OutcomeException: Only 3 are left');
    expect(framesOf(new (class extends OutcomeException {})('x'))).toBe(0);
  });

  it('does not hold for a subclass that says true, nor for any other error', () => {
    class KeptException extends OutcomeException {
      static override stack = true;
    }
    expect(framesOf(new OutcomeException('x'))).toBe(0);
    expect(framesOf(new KeptException('x'))).toBeGreaterThan(0);
    expect(framesOf(new BusinessException('x'))).toBeGreaterThan(0);
    expect(framesOf(new Error('x'))).toBeGreaterThan(0);
  });

  it.each([
    ['a message that is no string', Symbol('x'), undefined],
    [
      'a message that throws when read',
      {
        toString: () => {
          throw new Error('trap');
        },
      },
      undefined,
    ],
    [
      'options that throw when read',
      'x',
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('trap');
          },
        },
      ),
    ],
  ])('restores the limit after %s', (_, message, options) => {
    Error.stackTraceLimit = 7;
    expect(framesOf(new OutcomeException(message as never, options))).toBe(0);
    expect(Error.stackTraceLimit).toBe(7);
  });

  it('restores the limit when the stack overflows around it', () => {
    const overflow = (): unknown => [new OutcomeException('x'), overflow()];
    expect(overflow).toThrow(RangeError);
    expect(Error.stackTraceLimit).toBe(limit);
  });
});

describe('with frozen intrinsics', () => {
  it('the exception is made, with frames, where the limit cannot be set', () => {
    Object.defineProperty(Error, 'stackTraceLimit', { writable: false });
    const thrown = new OutcomeException('Only 3 are left');
    Object.defineProperty(Error, 'stackTraceLimit', { writable: true });
    expect(thrown.message).toBe('Only 3 are left');
    expect(framesOf(thrown)).toBeGreaterThan(0);
  });

  // The flag that Node has for it, and the hardening that others do: a frozen Error, read-only statics.
  const script = `
    import { BusinessException } from 'faultline';
    Object.freeze(Error);
    class OutcomeException extends BusinessException { static stack = false }
    const thrown = new OutcomeException('Only 3 are left');
    console.log(JSON.stringify([thrown.message, thrown.code, Error.stackTraceLimit, thrown instanceof Error]));
  `;
  it.each([[[]], [['--frozen-intrinsics', '--no-warnings']]])(
    'the exception is made, %j',
    (flags: readonly string[]) => {
      const args = [
        ...flags,
        '--conditions=@faultline/source',
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        script,
      ];
      const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 15_000 });
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toEqual(['Only 3 are left', 'OUTCOME', 10, true]);
    },
  );
});
