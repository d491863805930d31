import type * as Package from 'faultline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wrongOptions } from './wrong-options.ts';

/** A copy of the package that has seen no instance yet: strictness belongs to the process. */
async function freshCopy(environment: string | undefined): Promise<typeof Package> {
  vi.resetModules();
  vi.stubEnv('NODE_ENV', environment);
  return import('faultline');
}

const bad = { status: 200 } as const;

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('D12 a wrong option throws in debug mode only', () => {
  it.each([
    ['NODE_ENV=development', 'development', [], true],
    ['NODE_ENV unset', undefined, [], false],
    ['NODE_ENV=production', 'production', [], false],
    ['NODE_ENV=Development', 'Development', [], false],
    ['an instance in debug mode', 'production', ['debug'], true],
    ['an instance in release mode', 'development', ['release'], false],
    ['a release instance before a debug one', 'development', ['release', 'debug'], false],
    ['a release instance after a debug one', 'development', ['debug', 'release'], false],
  ] as const)('%s', async (_, environment, modes, throws) => {
    const { BusinessException, createFaultline } = await freshCopy(environment);
    for (const mode of modes) createFaultline({ mode, logger: false });
    const construct = (): unknown => new BusinessException('x', bad);
    if (throws) expect(construct).toThrow('is 200; give an integer');
    else expect(construct()).toBeInstanceOf(BusinessException);
  });

  it('also where there is no process', async () => {
    const { BusinessException } = await freshCopy('development');
    vi.stubGlobal('process', undefined);
    const thrown = new BusinessException('x', bad);
    vi.unstubAllGlobals();
    expect(thrown.status).toBe(500);
  });
});

it('in debug mode each wrong option throws FaultlineError with name, value and cure', async () => {
  const { BusinessException, FaultlineError } = await freshCopy('development');
  class SampleException extends BusinessException {
    static override status = 409;
  }
  for (const { about, options, received, cure } of wrongOptions) {
    let error: unknown;
    try {
      error = new SampleException('Only 3 are left', options as never);
    } catch (caught) {
      error = caught;
    }
    expect(error, about).toBeInstanceOf(FaultlineError);
    expect(error, about).toMatchObject({ name: 'FaultlineError', code: 'FLT_EXCEPTION_OPTION_INVALID' });
    const { message } = error as Error;
    expect(message, about).toContain(received);
    expect(message, about).toContain(cure);
    expect(message, about).not.toContain('canary');
  }
});

it('in debug mode a wrong message and a wrong static throw too', async () => {
  const { BusinessException } = await freshCopy('development');
  class OddException extends BusinessException {
    static override status = 200;
  }
  expect(() => new BusinessException(4 as never)).toThrow(
    'The message of BusinessException is 4; give a string.',
  );
  for (let turn = 0; turn < 2; turn++)
    expect(() => new OddException('x')).toThrow(
      'Static "status" of OddException is 200; give an integer from 400 to 599.',
    );
});

it('in debug mode right options throw nothing', async () => {
  const { AuthenticationException } = await freshCopy('development');
  const options = { challenge: 'Basic', retryAfter: 3, cause: new Error('x'), internal: 1, expose: true };
  expect(new AuthenticationException('Who are you?', options).headers).toEqual({
    'www-authenticate': 'Basic',
  });
});
