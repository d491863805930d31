/** A7: what pollutes `Object.prototype` says nothing about an error, a request or an option. */

import { BusinessException, createFaultline } from 'faultline';
import type { Config, Faultline, FaultlineOptions, RequestFacts } from 'faultline';
import { factsFromNode, mergeHeaders } from 'faultline/http';
import { describe, expect, it } from 'vitest';
import { compilePlan } from '../src/plan.ts';
import { toOccurrence } from '../src/record/occurrence.ts';
import { createRedactor } from '../src/redact/index.ts';
import { resolve } from '../src/resolve.ts';
import { HOW, KEYS, polluted, WORST } from './pollution/pollute.ts';
import { THROWN } from './pollution/thrown.ts';

const CONFIG: Config = {
  platform: {
    errors: {
      STOCK: { message: 'Gone: #{error.defaultMessage}', headers: { 'x-a': 'b' } },
      '4xx': { title: 'No' },
    },
    rules: [
      { order: 1, name: 'mobile', when: { header: { 'x-client': 'mobile' } }, body: { m: '#FAULTMESSAGE#' } },
    ],
    templates: { json: { code: '#FAULTCODE#', message: '#FAULTMESSAGE#' } },
  },
  locales: { de: { STOCK: { message: 'Weg: #{error.defaultMessage}' } } },
};

const NOW = Date.UTC(2026, 10, 21);
const INSTANCES: readonly (readonly [string, FaultlineOptions])[] = [
  ['as it comes', { mode: 'release' }],
  ['in debug mode', { mode: 'debug' }],
  ['that answers in HTML', { mode: 'release', formats: ['html'] }],
  ['that answers in XML', { mode: 'release', formats: ['xml'], format: 'aip-193' }],
  ['that answers in text', { mode: 'release', formats: ['text'] }],
  ['of json-api', { mode: 'release', format: 'json-api' }],
  ['with a configuration', { mode: 'release', config: CONFIG }],
  [
    'with all detail',
    { mode: 'release', format: 'reasons', detail: { path: true, attributes: true, allowInProduction: true } },
  ],
];

function nodeFacts(): RequestFacts {
  const headers = { host: 'shop.example' };
  const facts = factsFromNode(
    { method: 'POST', url: '/a?b=c', headers, socket: { remoteAddress: '10.0.0.1' } } as never,
    undefined,
    { route: () => '/a' },
    undefined,
  );
  facts.correlationId = 'K7QF-2MXD-9TRB';
  return facts;
}

const create = (options: FaultlineOptions): Faultline =>
  createFaultline({ logger: false, now: () => NOW, ...options });

/** What is answered to each thrown value. */
function answersOf(fl: Faultline): readonly string[] {
  return THROWN.map(([, thrown]) => {
    const { reply, replaced } = fl.resolve(thrown, nodeFacts());
    return JSON.stringify({ ...reply, replaced });
  });
}

/** Which answers are others, and how, in a few words each. */
function changesBy(
  name: PropertyKey,
  owner: object,
  fl: Faultline,
  expected: readonly string[],
  ways = HOW,
): readonly string[] {
  return ways.flatMap(([how, descriptor]) => {
    const answers = polluted(name, descriptor(name), () => answersOf(fl), owner);
    return THROWN.flatMap(([what], index) =>
      answers[index] === expected[index] ? [] : [`${what}, ${how}: ${answers[index]}`],
    );
  });
}

describe.each(INSTANCES)('an instance %s', (which, options) => {
  const ways = which === 'as it comes' ? HOW : WORST;
  const fl = create(options);
  const expected = answersOf(fl);

  it.each(KEYS)('A7 Object.prototype.%s changes no byte of an answer', (name) => {
    expect(changesBy(name, Object.prototype, fl, expected, ways)).toEqual([]);
  });
});

describe.each([
  ['Function', Function.prototype],
  ['Array', Array.prototype],
])('A7 %s.prototype', (_which, owner) => {
  const fl = create({});
  const expected = answersOf(fl);

  it.each(KEYS.filter((key) => !(key in owner)))('.%s changes no byte of an answer', (name) => {
    expect(changesBy(name, owner, fl, expected)).toEqual([]);
  });
});

const redactor = createRedactor();
const recording = compilePlan({ logger: false, mode: 'release' }, { policy: undefined as never });

/** What is recorded of each thrown value. */
function recordsOf(): readonly string[] {
  return THROWN.map(([, thrown]) => {
    const facts = nodeFacts();
    const { decided } = resolve(thrown, facts, recording);
    return JSON.stringify(toOccurrence(decided!, facts, undefined, redactor));
  });
}

const usual = answersOf(create({}));

describe.each(KEYS)('A7 Object.prototype.%s', (name) => {
  it('is no option of an instance', () => {
    for (const [, descriptor] of WORST) {
      expect(polluted(name, descriptor(name), () => answersOf(create({})))).toEqual(usual);
    }
  });

  it('is no option of an exception', () => {
    const made = (): unknown => {
      class StockTooLow extends BusinessException {}
      const { status, code, retryable, details, headers, internal, message, errors } = fl.resolve(
        new StockTooLow('Out of stock', {
          status: 409,
          errors: [{ pointer: '/sku', message: 'is not sold' }],
        }),
        nodeFacts(),
      ).decided!.classified.recognition as unknown as Record<string, unknown>;
      return { status, code, retryable, details, headers, internal, message, errors };
    };
    const fl = create({});
    const expected = made();
    for (const [, descriptor] of WORST) expect(polluted(name, descriptor(name), made)).toEqual(expected);
  });

  it('is nothing that a record says', () => {
    const expected = recordsOf();
    for (const [, descriptor] of WORST) {
      expect(polluted(name, descriptor(name), recordsOf)).toEqual(expected);
    }
  });

  it('is no fact of a request, and no header of an answer', () => {
    const told = (): unknown => {
      const { method, url, path, route, mount, trail, logger, remoteAddress, aborted } = nodeFacts();
      const facts = [method, url, path, route, mount, trail, logger, remoteAddress, aborted];
      return [
        facts,
        nodeFacts().header(name),
        mergeHeaders({ 'x-app': '1', [name]: '2' }, { vary: 'accept' }),
      ];
    };
    const expected = told();
    for (const [, descriptor] of WORST) expect(polluted(name, descriptor(name), told)).toEqual(expected);
  });
});
