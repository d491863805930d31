import { FaultlineError, createFaultline, toFaultline, type FaultlineOptions } from 'faultline';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compilePlan } from '../src/plan.ts';
import { revoked } from './exceptions/wrong-options.ts';
import { facts } from './recognizers/answer.ts';

const log = (): void => {};
const logger = { error: log, warn: log, info: log, debug: log };
const trap = (): never => {
  throw new Error('canary');
};

describe('a wrong option is refused at start, with its name, the received value and the cure', () => {
  it.each([
    ['null', null, 'Option "options" of createFaultline is null; give an object.'],
    ['an array', [], 'Option "options" of createFaultline is an array; give an object.'],
    ['a string', 'release', 'is "release"; give an object.'],
    [
      'a Proxy that throws',
      new Proxy({}, { ownKeys: trap }),
      'is an object; give an object that can be read.',
    ],
    [
      'a getter that throws',
      {
        get mode() {
          return trap();
        },
      },
      'give an object that can be read.',
    ],
    ['a revoked Proxy', revoked(), 'is a revoked Proxy; give an object that can be read.'],
    ['mode', { mode: 'prod' }, 'Option "mode" of createFaultline is "prod"; give "debug" or "release".'],
    ['mode null', { mode: null }, 'Option "mode" of createFaultline is null'],
    [
      'correlation',
      { correlation: true },
      'Option "correlation" of createFaultline is true; give an object.',
    ],
    [
      'correlation.header',
      { correlation: { header: 'a b' } },
      'Option "correlation.header" of createFaultline is "a b"; give the name of a header that means nothing else in an answer, such as "x-request-id".',
    ],
    [
      'correlation.header content-length',
      { correlation: { header: 'content-length' } },
      'that means nothing else',
    ],
    ['correlation.header Set-Cookie', { correlation: { header: 'Set-Cookie' } }, 'that means nothing else'],
    ['correlation.header date', { correlation: { header: 'date' } }, 'that means nothing else'],
    ['correlation.header vary', { correlation: { header: 'vary' } }, 'that means nothing else'],
    ['correlation.header connection', { correlation: { header: 'connection' } }, 'that means nothing else'],
    ['correlation.header retry-after', { correlation: { header: 'retry-after' } }, 'that means nothing else'],
    [
      'correlation.header x-content-type-options',
      { correlation: { header: 'x-content-type-options' } },
      'that means nothing else',
    ],
    ['families', { families: ['ajv'] }, 'is an array; give true or false by name of family.'],
    ['families as a Map', { families: new Map([['ajv', false]]) }, 'give true or false by name of family.'],
    ['families as recognizers', { families: { ajv: {} } }, 'give true or false by name of family.'],
    [
      'families that do not exist',
      { families: { avj: false } },
      'Option "families" of createFaultline names "avj"; use one of abort, aggregate, ajv, ',
    ],
    ['statuses', { statuses: { VALIDATION_FAILED: 200 } }, 'give integers from 400 to 599 by code.'],
    [
      'statuses of codes that do not exist',
      { statuses: { VALIDATION_FAULTY: 422 } },
      'Option "statuses" of createFaultline names "VALIDATION_FAULTY"; use one of ',
    ],
    ['correlation.trust range', { correlation: { trust: ['10.0.0.0/8'] } }, 'IP addresses or a predicate'],
    ['correlation.trust name', { correlation: { trust: ['loopback'] } }, 'IP addresses or a predicate'],
    [
      'correlation.header empty',
      { correlation: { header: '' } },
      'is ""; give the name of a header that means nothing else in an answer',
    ],
    [
      'correlation.header number',
      { correlation: { header: 4 } },
      'is 4; give the name of a header that means nothing else in an answer',
    ],
    [
      'correlation.trust true',
      { correlation: { trust: true } },
      'is true; give false, an array of IP addresses or a predicate.',
    ],
    ['correlation.trust numbers', { correlation: { trust: [4] } }, 'is an array; give false'],
    ['correlation.trust empty text', { correlation: { trust: [''] } }, 'is an array; give false'],
    [
      'correlation.onSuccess',
      { correlation: { onSuccess: 1 } },
      'Option "correlation.onSuccess" of createFaultline is 1; give true or false.',
    ],
    ['correlation.async', { correlation: { async: 'yes' } }, 'is "yes"; give true or false.'],
    ['detail', { detail: [] }, 'Option "detail" of createFaultline is an array; give an object.'],
    [
      'detail.stack',
      { detail: { stack: 0 } },
      'Option "detail.stack" of createFaultline is 0; give true or false.',
    ],
    ['formats', { formats: 'json' }, 'is "json"; give a non-empty array'],
    ['formats empty', { formats: [] }, 'is an array; give a non-empty array'],
    ['formats unknown', { formats: ['json', 'yaml'] }, 'is an array; give a non-empty array'],
    ['formats twice', { formats: ['json', 'json'] }, 'is an array; give a non-empty array'],
    [
      'defaultStatus 200',
      { defaultStatus: 200 },
      'Option "defaultStatus" of createFaultline is 200; give an integer from 400 to 599.',
    ],
    ['defaultStatus text', { defaultStatus: '500' }, 'is "500"; give an integer'],
    ['trustStatus', { trustStatus: true }, 'is true; give "application" or "always" or "never".'],
    ['recognizers', { recognizers: {} }, 'is an object; give an array of recognizers'],
    ['recognizers wrong', { recognizers: [{ name: 'x' }] }, 'is an array; give an array of recognizers'],
    ['logger true', { logger: true }, 'Option "logger" of createFaultline is true; give false, or an object'],
    ['logger null', { logger: null }, 'is null; give false, or an object'],
    [
      'logger without debug',
      { logger: { ...logger, debug: undefined } },
      'is an object; give false, or an object',
    ],
  ])('%s', (_, options, message) => {
    const create = (): unknown => createFaultline(options as never);
    expect(create).toThrow(FaultlineError);
    expect(create).toThrow(message);
    expect(create).toThrow(expect.objectContaining({ code: 'FLT_OPTION_INVALID' }));
  });

  it.each([
    ['near', { mod: 'debug' }, 'createFaultline has no option "mod"; did you mean "mode"?'],
    ['near, in other letters', { DefaultStatus: 400 }, 'did you mean "defaultStatus"?'],
    [
      'near, in a group',
      { correlation: { asinc: true } },
      'no option "correlation.asinc"; did you mean "correlation.async"?',
    ],
    ['far', { colour: 'red' }, 'no option "colour"; use one of mode, correlation, correlation.header,'],
    ['a member of Object.prototype', { constructor: 1 }, 'no option "constructor"; use one of'],
    ['a group’s member outside it', { header: 'x' }, 'no option "header"; use one of'],
  ])('an unknown option: %s', (_, options, message) => {
    const create = (): unknown => createFaultline(options as never);
    expect(create).toThrow(message);
    expect(create).toThrow(expect.objectContaining({ code: 'FLT_OPTION_UNKNOWN' }));
  });

  it('any value gives a plan or a FaultlineError', () => {
    const key = fc.constantFrom(
      'mode',
      'correlation',
      'detail',
      'formats',
      'defaultStatus',
      'trustStatus',
      'recognizers',
      'logger',
      'x',
    );
    fc.assert(
      fc.property(fc.oneof(fc.dictionary(key, fc.anything()), fc.anything()), (options) => {
        try {
          expect(Object.isFrozen(compilePlan(options as never))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(FaultlineError);
        }
      }),
    );
  });
});

describe('the plan', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each([
    ['development', {}, 'debug'],
    ['production', {}, 'release'],
    ['test', {}, 'release'],
    ['Development', {}, 'release'],
    [undefined, {}, 'release'],
    [undefined, { mode: undefined }, 'release'],
    ['development', { mode: 'release' }, 'release'],
    ['production', { mode: 'debug' }, 'debug'],
  ] as const)('D12 R24 NODE_ENV %s with %j is %s', (environment, options, mode) => {
    vi.stubEnv('NODE_ENV', environment);
    expect(compilePlan(options as FaultlineOptions).mode).toBe(mode);
  });

  it('has safe defaults, and is frozen', () => {
    const plan = compilePlan({});
    expect(plan).toMatchObject({
      mode: 'release',
      correlation: { header: 'x-request-id', trusts: undefined, onSuccess: false, async: false },
      vary: 'Accept',
      defaultStatus: 500,
      trustStatus: 'application',
      logger: undefined,
    });
    expect(Object.isFrozen(plan) && Object.isFrozen(plan.correlation)).toBe(true);
  });

  it.each([
    ['release', {}, false],
    ['release', { stack: true }, false],
    ['debug', {}, true],
    ['debug', { stack: true }, true],
    ['debug', { stack: false }, false],
  ] as const)('D11 R31 stacks in %s mode with detail %j: %s', (mode, detail, shown) => {
    expect(compilePlan({ mode, detail }).detail.openingFor(facts(), Date.now).stack).toBe(shown);
  });

  it('takes every option', () => {
    const plan = compilePlan({
      correlation: { header: 'X-Reference', onSuccess: true, async: true },
      formats: ['text'],
      defaultStatus: 422,
      trustStatus: 'never',
      logger,
    });
    expect(plan).toMatchObject({
      correlation: { header: 'x-reference', onSuccess: true, async: true },
      vary: undefined,
      defaultStatus: 422,
      trustStatus: 'never',
      logger,
    });
    expect(plan.negotiate(facts({ header: () => 'application/json' }))).toBe('text');
  });

  it('writes lines where `console` is given, and nothing where false is', () => {
    expect(compilePlan({ logger: console }).logger).not.toBe(console);
    expect(compilePlan({ logger: console }).logger).toHaveProperty('isLevelEnabled');
    expect(compilePlan({ logger: false }).logger).toBe(false);
  });

  const trusted = facts({ remoteAddress: '10.0.0.1' });
  it.each([
    ['nobody by default', undefined, trusted, undefined],
    ['nobody on false', false, trusted, undefined],
    ['an address', ['10.0.0.1'], trusted, true],
    ['another address', ['10.0.0.2'], trusted, false],
    ['no address', ['10.0.0.1'], facts(), false],
    ['nobody of an empty list', [], trusted, false],
    ['an address on a dual-stack socket', ['10.0.0.1'], facts({ remoteAddress: '::ffff:10.0.0.1' }), true],
    ['an address listed as on a dual-stack socket', ['::FFFF:10.0.0.1'], trusted, true],
    ['an IPv6 address in other letters', ['FE80::1'], facts({ remoteAddress: 'fe80::1' }), true],
    ['nobody when the predicate throws', trap, trusted, false],
    ['what a predicate says', (request: { method: string }) => request.method === 'GET', trusted, true],
  ])('trusts %s', (_, trust, request, expected) => {
    const { trusts } = compilePlan({ correlation: { trust: trust as never } }).correlation;
    expect(trusts?.(request)).toBe(expected);
  });
});

describe('R24 a polluted Object.prototype opens nothing', () => {
  const pollution = {
    mode: 'debug',
    trustStatus: 'always',
    defaultStatus: 418,
    trust: () => true,
    stack: true,
    header: 'x-canary',
  };
  afterEach(() => {
    for (const key of Object.keys(pollution)) delete (Object.prototype as Record<string, unknown>)[key];
  });

  it.each([{}, { correlation: {}, detail: {} }])('with options %j', (options) => {
    for (const [key, value] of Object.entries(pollution))
      // oxlint-disable-next-line no-extend-native -- pollution is what is tested
      Object.defineProperty(Object.prototype, key, { value, configurable: true });
    const { mode, trustStatus, defaultStatus, correlation } = compilePlan(options);
    expect([mode, trustStatus, defaultStatus]).toEqual(['release', 'application', 500]);
    expect([correlation.trusts, correlation.header]).toEqual([undefined, 'x-request-id']);
  });

  it('takes nothing for an instance that is none', () => {
    // oxlint-disable-next-line no-extend-native -- pollution is what is tested
    Object.defineProperty(Object.prototype, 'handle', { value: () => undefined, configurable: true });
    try {
      expect(toFaultline({}).mode).toBe('release');
    } finally {
      delete (Object.prototype as Record<string, unknown>)['handle'];
    }
  });
});
